// Clerical review: the machine asks, a person's word stands for ever.
export { answerReview } from './answer.ts'
export type { Answer, AnswerReview } from './answers.ts'
export { createNearness, type Nearness } from './nearness.ts'
