// The tables as the engine holds them. Domain types are in model.ts; the wire is in http/contract.ts.
import type { Insertable, Selectable } from 'kysely'
import type {
  BlockKeysTable,
  CasesTable,
  EventsTable,
  MembersTable,
  MovesTable,
  ReviewSuggestionsTable,
  ReviewsTable,
  VerdictsTable,
} from './schema/cases.ts'
import type {
  AllowancesTable,
  ApprovedTemplatesTable,
  ConnectorRunsTable,
  ConnectorSecretsTable,
  ConnectorStatesTable,
  ConnectorTasksTable,
  SpendingTable,
  UnknownPartsTable,
} from './schema/connectors.ts'
import type {
  CaseAgenciesTable,
  DeskRulesTable,
  MentionsTable,
  PreferencesTable,
  SavedViewsTable,
  SecondOpinionsTable,
} from './schema/desk.ts'
import type {
  AccountsTable,
  AttemptsTable,
  AuditTable,
  ErasuresTable,
  IdempotencyTable,
  ProviderVisitsTable,
  RecoveryCodesTable,
  SecondFactorsTable,
  SessionsTable,
  SetupTokensTable,
  TokensTable,
  TombstonesTable,
  UsersTable,
} from './schema/people.ts'
import type {
  AuthorAliasesTable,
  AuthorsTable,
  EditsTable,
  InboxTable,
  MediaBandsTable,
  MediaTable,
  PostsTable,
  ReceiptsTable,
} from './schema/posts.ts'
import type {
  DeliveriesTable,
  HooksTable,
  LinksTable,
  PagesTable,
  PlansTable,
  RepliesTable,
  SnippetsTable,
  TemplatesTable,
  UnreachableTable,
} from './schema/replies.ts'
import type { CountersTable, CursorsTable, JobsTable, MetaTable, MigrationsTable } from './schema/work.ts'

export type Database = {
  receipts: ReceiptsTable
  inbox: InboxTable
  posts: PostsTable
  edits: EditsTable
  authors: AuthorsTable
  author_aliases: AuthorAliasesTable
  media: MediaTable
  media_bands: MediaBandsTable
  /** Folded words of a post; full-text indexed by each engine in its own way (search.ts). */
  posts_search: { seq: number; body: string }
  cases: CasesTable
  members: MembersTable
  block_keys: BlockKeysTable
  reviews: ReviewsTable
  review_suggestions: ReviewSuggestionsTable
  verdicts: VerdictsTable
  events: EventsTable
  moves: MovesTable
  plans: PlansTable
  replies: RepliesTable
  deliveries: DeliveriesTable
  templates: TemplatesTable
  snippets: SnippetsTable
  unreachable: UnreachableTable
  links: LinksTable
  pages: PagesTable
  hooks: HooksTable
  users: UsersTable
  tombstones: TombstonesTable
  erasures: ErasuresTable
  sessions: SessionsTable
  setup_tokens: SetupTokensTable
  attempts: AttemptsTable
  second_factors: SecondFactorsTable
  recovery_codes: RecoveryCodesTable
  provider_visits: ProviderVisitsTable
  tokens: TokensTable
  audit: AuditTable
  idempotency: IdempotencyTable
  accounts: AccountsTable
  connector_states: ConnectorStatesTable
  connector_tasks: ConnectorTasksTable
  connector_runs: ConnectorRunsTable
  connector_secrets: ConnectorSecretsTable
  allowances: AllowancesTable
  spending: SpendingTable
  approved_templates: ApprovedTemplatesTable
  unknown_parts: UnknownPartsTable
  saved_views: SavedViewsTable
  preferences: PreferencesTable
  mentions: MentionsTable
  case_agencies: CaseAgenciesTable
  second_opinions: SecondOpinionsTable
  desk_rules: DeskRulesTable
  jobs: JobsTable
  cursors: CursorsTable
  counters: CountersTable
  meta: MetaTable
  migrations: MigrationsTable
}

export type PostRow = Selectable<PostsTable>
export type CaseRow = Selectable<CasesTable>
export type MemberRow = Selectable<MembersTable>
export type EventRow = Selectable<EventsTable>
export type ReviewRow = Selectable<ReviewsTable>
export type AuthorRow = Selectable<AuthorsTable>
export type ErasureRow = Selectable<ErasuresTable>
export type MediaRow = Selectable<MediaTable>
export type InboxRow = Selectable<InboxTable>
export type NewInboxRow = Insertable<InboxTable>
export type VerdictRow = Selectable<VerdictsTable>
export type PlanRow = Selectable<PlansTable>
export type ReplyRow = Selectable<RepliesTable>
export type DeliveryRow = Selectable<DeliveriesTable>
export type TemplateRow = Selectable<TemplatesTable>
export type SnippetRow = Selectable<SnippetsTable>
export type LinkRow = Selectable<LinksTable>
export type PageRow = Selectable<PagesTable>
export type HookRow = Selectable<HooksTable>
export type { ReplyKind } from './schema/replies.ts'
