// The wire: every body and view of /api/v1 as one schema each, from which validation, OpenAPI and the dashboard's types come.
export * from './contract/cases.ts'
export * from './contract/common.ts'
export * from './contract/matches.ts'
export * from './contract/people.ts'
export * from './contract/posts.ts'
export * from './contract/replies.ts'
export * from './contract/review.ts'
export * from './contract/stats.ts'
