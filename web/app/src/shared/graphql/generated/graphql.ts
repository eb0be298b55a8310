/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What kind of actor it is. */
export type ActorKind =
  /** A person; a machine never overwrites what one wrote. */
  | 'PERSON'
  /** The system itself. */
  | 'SYSTEM'
  /** A script by its token. */
  | 'TOKEN';

/** A point of history: give exactly one of the two. */
export type AsOf = {
  /** At this time. */
  at?: string | null | undefined;
  /** After the changeset with this seq; 0 is the empty catalog. */
  seq?: number | null | undefined;
};

/** New words for a claim: what is absent stays, null is cleared. */
export type AssertionPatch = {
  /** How sure, from 0 to 1. */
  confidence?: number | null | undefined;
  /** Why. */
  note?: string | null | undefined;
  /** The job, query or file that it was read from. */
  process?: string | null | undefined;
  /** How the data is changed on its way. */
  transformation?: string | null | undefined;
};

/** What the audit log tells apart. */
export type AuditAction =
  /** The audit log was exported. */
  | 'AUDIT_EXPORTED'
  /** Columns were fetched. */
  | 'FETCH'
  /** A one-time link was made. */
  | 'LINK_MADE'
  /** A one-time link was used, or somebody tried to. */
  | 'LINK_USED'
  /** A one-time link was taken back. */
  | 'LINK_WITHDRAWN'
  /** A password was changed, or somebody tried to. */
  | 'PASSWORD_CHANGED'
  /** A person came to be or was changed. */
  | 'PERSON_CHANGED'
  /** A request was refused for who sent it or how. */
  | 'REFUSED'
  /** Somebody signed in, or tried to. */
  | 'SIGN_IN'
  /** Somebody signed out, in one browser or everywhere. */
  | 'SIGN_OUT'
  /** A data source's connection was tested. */
  | 'TEST'
  /** A token was made. */
  | 'TOKEN_MADE'
  /** A token was revoked. */
  | 'TOKEN_REVOKED'
  /** A token was used; one entry for a token and address within an hour. */
  | 'TOKEN_USED';

/** Which lines of the audit log. Conditions are joined by "and". */
export type AuditFilter = {
  /** One of these. */
  actions?: Array<AuditAction> | null | undefined;
  /** By the actor with this id. */
  actorId?: string | number | null | undefined;
  /** Before this time. */
  before?: string | null | undefined;
  /** From this time on. */
  from?: string | null | undefined;
  /** With this outcome: `OK`, `PASSED`, `WARNING`, `FAILED`, or the code of an error. */
  outcome?: string | null | undefined;
  /** About this data source. */
  sourceId?: string | number | null | undefined;
};

/** A cell of the file with what should have stood there. */
export type CellFix = {
  /** Its header or key, or the name of a field that the file has no column for. */
  column: string;
  /** Its row, as problems tell it. */
  row: number;
  /** Its sheet, as problems tell it. */
  sheet?: string | null | undefined;
  /** What stands there from now on; null is an empty cell. */
  value?: string | null | undefined;
};

/** Which changesets. Conditions are joined by "and". */
export type ChangesetFilter = {
  /** By the actor with this id. */
  actor?: string | number | null | undefined;
  /** Only those that deleted something (of `kind`, when given). */
  deletedOnly?: boolean | null | undefined;
  /** That touched this data source, table (or a column of it) or column. */
  entityId?: string | number | null | undefined;
  /** At this time or later. */
  from?: string | null | undefined;
  /** That touched an entity of this kind. */
  kind?: EntityKind | null | undefined;
  /** Of this origin. */
  origin?: ChangesetOrigin | null | undefined;
  /** Before this time. */
  to?: string | null | undefined;
};

/** Where a changeset came from. */
export type ChangesetOrigin =
  /** A script or another client of the API. */
  | 'API'
  /** An accepted fetch. */
  | 'FETCH'
  /** A file. */
  | 'IMPORT'
  /** The system itself. */
  | 'SYSTEM'
  /** The web app. */
  | 'UI'
  /** The undo of another changeset. */
  | 'UNDO';

/**
 * A column of a table, written by hand. With `id` it is that column and a patch of it:
 * what is absent stays, null goes back to what was observed.
 */
export type ColumnInput = {
  /** The type in the engine's spelling; a new column needs one. */
  dataType?: string | null | undefined;
  /** The default expression. */
  default?: string | null | undefined;
  /** The description, in Markdown. */
  description?: string | null | undefined;
  /** The column; absent for a new one. */
  id?: string | number | null | undefined;
  /** The normal form of the type; guessed from `dataType` when absent. */
  logicalType?: string | null | undefined;
  /** Whether it may be absent or null; true for a new column. */
  nullable?: boolean | null | undefined;
  /**
   * Where it is: keys as they are, `[]` for the elements of an array in an array,
   * `{}` for the values of a map.
   */
  path: Array<string>;
  /** Its position in the primary key; only the order counts. */
  primaryKey?: number | null | undefined;
  /** An object of what else there is to say. */
  properties?: unknown;
  /** Tags, all of them. */
  tags?: Array<string> | null | undefined;
  /** Whether no two rows have the same value in this column alone. */
  unique?: boolean | null | undefined;
};

/** Whether a column was ever observed at a source. */
export type ColumnOrigin =
  /** A fetch saw it. */
  | 'INTROSPECTED'
  /** A person wrote it down; no fetch saw it. */
  | 'MANUAL';

/** Changes of one column: what is absent stays, null goes back to what was observed. */
export type ColumnPatch = {
  /** The type in the engine's spelling. */
  dataType?: string | null | undefined;
  /** The default expression. */
  default?: string | null | undefined;
  /** The description, in Markdown. */
  description?: string | null | undefined;
  /** The column. */
  id: string | number;
  /** The normal form of the type. */
  logicalType?: string | null | undefined;
  /** Whether it may be absent or null. */
  nullable?: boolean | null | undefined;
  /** Where it is; columns below it move along. */
  path?: Array<string> | null | undefined;
  /** Its position in the primary key; only the order counts. */
  primaryKey?: number | null | undefined;
  /** An object of what else there is to say. */
  properties?: unknown;
  /** Tags, all of them. */
  tags?: Array<string> | null | undefined;
  /** Whether no two rows have the same value in this column alone. */
  unique?: boolean | null | undefined;
};

/** Settings to test before they are saved. */
export type ConnectionInput = {
  /** The engine. */
  kind: SourceKind;
  /** The settings that are; absent to borrow a stored source's. */
  secret?: unknown;
  /** The settings that are not secret, keyed by the names that `sourceKinds` lists. */
  settings: unknown;
};

/** What a re-fetch found about one thing. */
export type DiffKind =
  /** The source has a column that was not observed before. */
  | 'ADDED'
  /** An observed fact is another now. */
  | 'CHANGED'
  /** An observed column is gone from the source. */
  | 'REMOVED'
  /**
   * A gone and a new column look like one that was renamed, or a column written
   * by hand and a new one differ in upper and lower case alone.
   */
  | 'RENAMED';

/** Which way a question about lineage looks. */
export type Direction =
  /**
   * Both, but not from one to the other: what lies downstream of something upstream
   * is not in it.
   */
  | 'BOTH'
  /** Where the data goes. */
  | 'DOWNSTREAM'
  /** Where the data comes from. */
  | 'UPSTREAM';

/** The kinds of entities that history speaks of. */
export type EntityKind =
  /** A claim about a lineage edge. */
  | 'ASSERTION'
  /** A column. */
  | 'COLUMN'
  /** A lineage edge. */
  | 'EDGE'
  /** A data source. */
  | 'SOURCE'
  /** A table. */
  | 'TABLE';

/** What a data source calls one of its tables. */
export type ExternalName = {
  /** Its name. */
  name: string;
  /** Schema, database or owner; where the source's settings say so when it is left out. */
  schema?: string | null | undefined;
};

/** What to fetch. */
export type FetchColumnsInput = {
  /** The name as typed; the table's when absent. */
  name?: string | null | undefined;
  /** How many documents to look at, where types are learned from them. */
  sampleSize?: number | null | undefined;
  /** Schema or database as typed; the source's own when absent. */
  schema?: string | null | undefined;
  /** From where. */
  sourceId: string | number;
  /** The table that this is a re-fetch of: the answer then has a diff. */
  tableId?: string | number | null | undefined;
};

/** How a file spells a catalog. */
export type FileFormat =
  /** One CSV file, of one kind of records. */
  | 'CSV'
  /** A zip archive of CSV files, one for each kind. */
  | 'CSV_ZIP'
  /** One JSON document. */
  | 'JSON'
  /** An Excel workbook with a sheet for each kind. */
  | 'XLSX'
  /** One YAML document. */
  | 'YAML';

/** How a file is imported. */
export type ImportOptions = {
  /** Whether the plan is executed at once when it has no error. */
  execute?: boolean;
  /** What the file is; told from its content and name when it is not given. */
  format?: FileFormat | null | undefined;
  /**
   * Whether claims of lineage keep the origin, claimant and time that the file tells,
   * and tables that are new what it tells of their fetches, as a restore into an empty
   * catalog needs. For administrators.
   */
  keepClaims?: boolean;
  /** Why; the changeset's message. */
  message?: string | null | undefined;
  /** What happens to what is in the catalog already and differs from the file. */
  onExisting?: OnExisting;
  /**
   * How long the answer waits for the plan, at most 300 seconds; after that it says
   * how far it is, and `importProgress` or `importJob` tells more.
   */
  waitSeconds?: number;
  /**
   * A data source of whose tables the file tells all lineage: claims of origin IMPORT
   * on edges that begin or end at its tables and are not in the file are withdrawn.
   * The plan shows it.
   */
  wholeTruthFor?: string | number | null | undefined;
};

/** Somebody to invite. */
export type InvitationInput = {
  /**
   * His name to sign in with, such as his e-mail address; he chooses one when there is
   * none. Who signs in through a provider of identities joins by his e-mail address.
   */
  login?: string | null | undefined;
  /** The display name that is proposed. */
  name?: string | null | undefined;
  /** What he will be allowed to do. */
  role: Role;
};

/** Where an import is. */
export type JobStatus =
  /** Somebody stopped it; nothing was written. */
  | 'CANCELLED'
  /** The changeset is being written; it is too late to cancel. */
  | 'COMMITTING'
  /** The changeset is written. */
  | 'DONE'
  /** The plan is made again, to see whether it still holds. */
  | 'EXECUTING'
  /** Nothing was written; `problem` says why. */
  | 'FAILED'
  /** The plan waits for somebody to look at it. */
  | 'PLANNED'
  /** The file is read and compared with the catalog. */
  | 'PLANNING';

/** Which edges are walked and which nodes are shown. Conditions are joined by "and". */
export type LineageFilter = {
  /** Show only tables of these kinds and their columns; the walk goes through the rest. */
  kinds?: Array<TableKind> | null | undefined;
  /** Walk edges with a claim (of `origins`) at least this sure, from 0 to 1. */
  minConfidence?: number | null | undefined;
  /** Walk edges that one of these claims. */
  origins?: Array<LineageOrigin> | null | undefined;
  /** Show only what belongs to these data sources; the walk goes through the rest. */
  sourceIds?: Array<string | number> | null | undefined;
  /** Walk edges of these statuses; APPROVED and PROPOSED when absent. */
  statuses?: Array<LineageStatus> | null | undefined;
};

/** A claim that data flows from one table to another, or from one column to another. */
export type LineageInput = {
  /** How sure, from 0 to 1 in thousandths; absent counts as certain. */
  confidence?: number | null | undefined;
  /** Id of the table or column that the data comes from. */
  from: string | number;
  /** Why. */
  note?: string | null | undefined;
  /**
   * Where the claim comes from. A person's is MANUAL unless it says otherwise; a
   * token must say it.
   */
  origin?: LineageOrigin | null | undefined;
  /**
   * The job, query or file that it was read from; claims of different processes
   * stand side by side.
   */
  process?: string | null | undefined;
  /** What is held: MANUAL starts APPROVED, all others PROPOSED. */
  status?: LineageStatus | null | undefined;
  /** Id of the table or column that the data goes to, of the same kind as `from`. */
  to: string | number;
  /** How the data is changed on its way. */
  transformation?: string | null | undefined;
};

/** What lineage runs between. */
export type LineageLevel =
  /** Columns. */
  | 'COLUMN'
  /** Tables. */
  | 'TABLE';

/** Where a claim about lineage comes from. */
export type LineageOrigin =
  /** A file. */
  | 'IMPORT'
  /** Guessed, for example from names. */
  | 'INFERRED'
  /** A person drew or reviewed it. */
  | 'MANUAL'
  /** An OpenLineage event. */
  | 'OPENLINEAGE'
  /** Read from SQL. */
  | 'SQL';

/** Which edges that wait for a decision. Conditions are joined by "and". */
export type LineageReviewFilter = {
  /** Between tables, or between columns. */
  level?: LineageLevel | null | undefined;
  /** A claim (of `origins`) is at least this sure, from 0 to 1. */
  minConfidence?: number | null | undefined;
  /** One of these claims it. */
  origins?: Array<LineageOrigin> | null | undefined;
  /** It begins or ends in one of these data sources. */
  sourceIds?: Array<string | number> | null | undefined;
  /** It begins or ends at one of these tables, or at a column of one. */
  tableIds?: Array<string | number> | null | undefined;
};

/** What is held of lineage. */
export type LineageStatus =
  /** Held true. */
  | 'APPROVED'
  /** Claimed, not decided. */
  | 'PROPOSED'
  /** Held false; left out of walks unless asked for. */
  | 'REJECTED';

/** What a one-time link is for. */
export type LinkPurpose =
  /** Become the first administrator; works while there is none. */
  | 'FIRST_ADMIN'
  /** Become a person of this catalog. */
  | 'INVITE'
  /** Set a new password. */
  | 'RESET';

/** Why two columns seem to belong together. */
export type MappingReason =
  /** The same path. */
  | 'EXACT'
  /** The same path but for upper and lower case. */
  | 'IGNORING_CASE'
  /** The same words, whether in snake, camel or kebab case. */
  | 'SAME_WORDS'
  /** Similar words. */
  | 'SIMILAR';

/** What happens to what is in the catalog already and differs from the file. */
export type OnExisting =
  /** It is an error. */
  | 'FAIL'
  /** It is left as it is; what is new comes in. */
  | 'SKIP'
  /** It becomes what the file says. */
  | 'UPDATE';

/** What becomes of the tables of a deleted data source. */
export type OnSourceDelete =
  /** They are deleted with their columns. */
  | 'DELETE'
  /** They stay, as tables without a data source. */
  | 'DETACH';

/** What happened to an entity. */
export type Operation =
  /** It came to be. */
  | 'CREATED'
  /** It ended. */
  | 'DELETED'
  /** Some of its fields changed. */
  | 'UPDATED';

/** Which people. Conditions are joined by "and". */
export type PersonFilter = {
  /** Active or not. */
  isActive?: boolean | null | undefined;
  /** It is within the name or the name to sign in with. */
  text?: string | null | undefined;
};

/** What changes about a person; what is absent stays. */
export type PersonPatch = {
  /** False: he is signed out everywhere, cannot sign in, and his tokens do not work. */
  isActive?: boolean | null | undefined;
  /** The name to sign in with. */
  login?: string | null | undefined;
  /** The display name. */
  name?: string | null | undefined;
  /** What he may do. */
  role?: Role | null | undefined;
};

/** What a person or a token may do. Each role may do what the ones before it may. */
export type Role =
  /** Everything: people, data sources' settings and secrets too. */
  | 'ADMIN'
  /** Changes everything in the catalog but data sources' settings and secrets. */
  | 'EDITOR'
  /** Reads. */
  | 'VIEWER';

/** What a setting of a data source holds. */
export type SettingType =
  /** One of the choices. */
  | 'CHOICE'
  /** True or false. */
  | 'FLAG'
  /** A whole number. */
  | 'INTEGER'
  /** Several lines of text, such as a certificate in PEM form. */
  | 'LONG_TEXT'
  /** One line of text. */
  | 'TEXT'
  /** A list of texts. */
  | 'TEXT_LIST';

/** How bad a problem of a file is. */
export type Severity =
  /** Nothing can be imported before it is mended. */
  | 'ERROR'
  /** Worth knowing. */
  | 'INFO'
  /** Something is left out or looks wrong. */
  | 'WARNING';

/** Which data sources. Conditions are joined by "and". */
export type SourceFilter = {
  /** Active or not. */
  isActive?: boolean | null | undefined;
  /** Of one of these kinds. */
  kinds?: Array<SourceKind> | null | undefined;
  /** Every word of it is within the name or the description. */
  text?: string | null | undefined;
};

/** A new data source. */
export type SourceInput = {
  /** Free text. */
  description?: string | null | undefined;
  /** False: fetches and suggestions are refused, a test is allowed. */
  isActive?: boolean | null | undefined;
  /** The engine. */
  kind: SourceKind;
  /** Its name, unique without regard to case. */
  name: string;
  /** The settings that are, an object of texts. No answer ever shows them. */
  secret?: unknown;
  /** The settings that are not secret, keyed by the names that `sourceKinds` lists. */
  settings: unknown;
};

/** The engine behind a data source. */
export type SourceKind =
  /** Elasticsearch and OpenSearch. */
  | 'ELASTICSEARCH'
  /** MongoDB and servers that speak its wire protocol. */
  | 'MONGODB'
  /** Oracle Database. */
  | 'ORACLE';

/** Changes of a data source: what is absent stays, null clears. */
export type SourcePatch = {
  /** Free text. */
  description?: string | null | undefined;
  /** False: fetches and suggestions are refused, a test is allowed. */
  isActive?: boolean | null | undefined;
  /** Its name, unique without regard to case. */
  name?: string | null | undefined;
  /**
   * The settings that are, all of them; null destroys what is stored. When a setting
   * changes that binds the stored secret, it has to be given again.
   */
  secret?: unknown;
  /** The settings that are not secret, all of them. */
  settings?: unknown;
};

/** How a step of a connection test ended. */
export type StepStatus =
  /** Done and not fine; what depends on it is skipped. */
  | 'FAILED'
  /** Done and fine. */
  | 'PASSED'
  /** Not done because a step that it depends on failed. */
  | 'SKIPPED'
  /** Fine, but a person should look. */
  | 'WARNING';

/** Which tables. Conditions are joined by "and". */
export type TableFilter = {
  /** Bound to any data source, or to none. */
  bound?: boolean | null | undefined;
  /** Last accepted fetch before this. */
  fetchedBefore?: string | null | undefined;
  /**
   * With lineage (true) or without any (false): at least one edge that is not REJECTED
   * begins or ends at the table or at one of its columns.
   */
  hasLineage?: boolean | null | undefined;
  /** Of one of these kinds. */
  kinds?: Array<TableKind> | null | undefined;
  /** Never fetched (true), or ever (false). */
  neverFetched?: boolean | null | undefined;
  /** With this owner. */
  owner?: string | null | undefined;
  /** Bound to this data source. */
  sourceId?: string | number | null | undefined;
  /** With all of these tags. */
  tags?: Array<string> | null | undefined;
  /** Every word of it is within schema and name. */
  text?: string | null | undefined;
};

/** A new table. */
export type TableInput = {
  /**
   * That another table is bound to the same object of the data source is meant; else
   * it is CONFLICT, naming the other.
   */
  boundTwice?: boolean | null | undefined;
  /** Columns; beside a fetch they patch its columns by path, or add. */
  columns?: Array<ColumnInput> | null | undefined;
  /** The description, in Markdown. */
  description?: string | null | undefined;
  /** Id of a fetch: its columns come in whole, and the table is bound to its source. */
  fetched?: string | number | null | undefined;
  /** Its kind; as observed, else TABLE. */
  kind?: TableKind | null | undefined;
  /** Its name. */
  name: string;
  /** Who answers for it. */
  owner?: string | null | undefined;
  /** Its schema. */
  schema?: string | null | undefined;
  /** The data source that it is bound to. */
  sourceId?: string | number | null | undefined;
  /** Tags. */
  tags?: Array<string> | null | undefined;
  /**
   * Beside a fetch: `columns` is the whole list in its order, and a fetched column that
   * is not in it is hidden, as when it is removed later. One that is listed by its path
   * alone stays as fetched. Without a fetch the list is the whole one anyway.
   */
  wholeColumns?: boolean | null | undefined;
};

/** What a table is at its source, or what a person calls it. */
export type TableKind =
  /** An Elasticsearch alias, or a pattern over several indices. */
  | 'ALIAS'
  /** A MongoDB collection. */
  | 'COLLECTION'
  /** An Elasticsearch data stream. */
  | 'DATA_STREAM'
  /** A file. */
  | 'FILE'
  /** An Elasticsearch index. */
  | 'INDEX'
  /** A view whose rows are stored. */
  | 'MATERIALIZED_VIEW'
  /** Anything else. */
  | 'OTHER'
  /** A report or dashboard. */
  | 'REPORT'
  /** A relational table. */
  | 'TABLE'
  /** A MongoDB time-series collection. */
  | 'TIME_SERIES'
  /** A topic of a message broker. */
  | 'TOPIC'
  /** A view. */
  | 'VIEW';

/** How tables are ordered. */
export type TableOrder =
  /** Last fetched first; never fetched last. */
  | 'FETCHED_NEWEST'
  /** By name. */
  | 'NAME'
  /** Last changed first. */
  | 'UPDATED_NEWEST';

/** Changes of a table: what is absent stays, null clears. */
export type TablePatch = {
  /** The description, in Markdown; null goes back to the source's comment. */
  description?: string | null | undefined;
  /** Its kind; null goes back to the observed one. */
  kind?: TableKind | null | undefined;
  /** Its name. */
  name?: string | null | undefined;
  /** Who answers for it. */
  owner?: string | null | undefined;
  /** Its schema. */
  schema?: string | null | undefined;
  /** Tags, all of them. */
  tags?: Array<string> | null | undefined;
};

/** Changes of one of several tables. */
export type TablePatchById = {
  /** The description, in Markdown; null goes back to the source's comment. */
  description?: string | null | undefined;
  /** The table. */
  id: string | number;
  /** Its kind; null goes back to the observed one. */
  kind?: TableKind | null | undefined;
  /** Its name. */
  name?: string | null | undefined;
  /** Who answers for it. */
  owner?: string | null | undefined;
  /** Its schema. */
  schema?: string | null | undefined;
  /** Tags, all of them. */
  tags?: Array<string> | null | undefined;
  /** Its version, as it was read. */
  version: number;
};

/** A table as it was read. */
export type TableVersion = {
  /** The table. */
  id: string | number;
  /** Its version, as it was read. */
  version: number;
};

/** Which tokens. Conditions are joined by "and". */
export type TokenFilter = {
  /** Neither revoked nor expired. */
  onlyActive?: boolean;
  /** Of this person. */
  ownerId?: string | number | null | undefined;
};

/** A token that somebody wants. */
export type TokenInput = {
  /** When it ends; absent: when it is revoked. */
  expiresAt?: string | null | undefined;
  /** What it is for. */
  name: string;
  /** What it may do; not more than oneself. */
  role: Role;
};

export type AuditQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditQuery = { audit: { nodes: Array<(
      { id: string }
      & { ' $fragmentRefs'?: { 'AuditRowFragment': AuditRowFragment } }
    )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SourceNamesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SourceNamesQuery = { sources: { nodes: Array<{ id: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PeopleQueryVariables = Exact<{
  filter?: PersonFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type PeopleQuery = { people: { nodes: Array<(
      { id: string }
      & { ' $fragmentRefs'?: { 'PersonRowFragment': PersonRowFragment } }
    )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PersonNamesQueryVariables = Exact<{
  filter?: PersonFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type PersonNamesQuery = { people: { nodes: Array<{ id: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PersonQueryVariables = Exact<{
  id: string | number;
}>;


export type PersonQuery = { person: { id: string, version: number, login: string, name: string, role: Role, isActive: boolean, hasPassword: boolean, issuer: string | null, createdAt: string, sessions: Array<(
      { id: string }
      & { ' $fragmentRefs'?: { 'SessionRowFragment': SessionRowFragment } }
    )> } | null };

export type UpdatePersonMutationVariables = Exact<{
  id: string | number;
  version: number;
  patch: PersonPatch;
}>;


export type UpdatePersonMutation = { updatePerson: { id: string, name: string } };

export type SignOutPersonMutationVariables = Exact<{
  id: string | number;
}>;


export type SignOutPersonMutation = { signOutEverywhere: { ended: number } };

export type OneTimeLinksQueryVariables = Exact<{ [key: string]: never; }>;


export type OneTimeLinksQuery = { oneTimeLinks: Array<(
    { id: string }
    & { ' $fragmentRefs'?: { 'LinkRowFragment': LinkRowFragment } }
  )> };

export type InviteMutationVariables = Exact<{
  input: InvitationInput;
}>;


export type InviteMutation = { invitePerson: { url: string, link: { expiresAt: string } } };

export type ResetPasswordMutationVariables = Exact<{
  id: string | number;
}>;


export type ResetPasswordMutation = { resetPassword: { url: string, link: { expiresAt: string } } };

export type WithdrawLinkMutationVariables = Exact<{
  id: string | number;
}>;


export type WithdrawLinkMutation = { withdrawLink: string };

export type SignInWaysQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInWaysQuery = { signInOptions: { provider: string | null } };

export type ProfileQueryVariables = Exact<{ [key: string]: never; }>;


export type ProfileQuery = { me: { id: string, name: string, role: Role, person: { id: string, login: string, name: string, hasPassword: boolean, issuer: string | null, createdAt: string, sessions: Array<(
        { id: string }
        & { ' $fragmentRefs'?: { 'SessionRowFragment': SessionRowFragment } }
      )> } | null } | null };

export type UpdateProfileMutationVariables = Exact<{
  name: string;
}>;


export type UpdateProfileMutation = { updateProfile: { id: string, name: string } };

export type ChangePasswordMutationVariables = Exact<{
  current: string;
  new: string;
}>;


export type ChangePasswordMutation = { changePassword: { id: string } };

export type EndSessionMutationVariables = Exact<{
  id: string | number;
}>;


export type EndSessionMutation = { endSession: { ended: number } };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { signOutEverywhere: { ended: number } };

export type MyTokensQueryVariables = Exact<{
  onlyActive: boolean;
  after?: string | null | undefined;
}>;


export type MyTokensQuery = { me: { tokens: { nodes: Array<(
        { id: string }
        & { ' $fragmentRefs'?: { 'TokenRowFragment': TokenRowFragment } }
      )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type AllTokensQueryVariables = Exact<{
  filter?: TokenFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type AllTokensQuery = { tokens: { nodes: Array<(
      { id: string }
      & { ' $fragmentRefs'?: { 'TokenRowFragment': TokenRowFragment } }
    )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateTokenMutationVariables = Exact<{
  input: TokenInput;
}>;


export type CreateTokenMutation = { createToken: { secret: string, token: { id: string, name: string } } };

export type RevokeTokenMutationVariables = Exact<{
  id: string | number;
}>;


export type RevokeTokenMutation = { revokeToken: { id: string, name: string } };

export type AuditRowFragment = { id: string, at: string, action: AuditAction, outcome: string, address: string | null, details: unknown, actor: { id: string, name: string, kind: ActorKind }, source: { id: string, name: string } | null } & { ' $fragmentName'?: 'AuditRowFragment' };

export type LinkRowFragment = { id: string, purpose: LinkPurpose, role: Role | null, login: string | null, personId: string | null, createdAt: string, expiresAt: string, createdBy: { name: string } } & { ' $fragmentName'?: 'LinkRowFragment' };

export type PersonRowFragment = { id: string, name: string, login: string, role: Role, isActive: boolean, issuer: string | null, lastSignIn: string | null, sessions: Array<{ lastSeen: string }> } & { ' $fragmentName'?: 'PersonRowFragment' };

export type SessionRowFragment = { id: string, address: string | null, createdAt: string, expiresAt: string, isCurrent: boolean, lastSeen: string, userAgent: string | null } & { ' $fragmentName'?: 'SessionRowFragment' };

export type TokenRowFragment = { id: string, name: string, role: Role, ownerId: string, createdAt: string, expiresAt: string | null, revokedAt: string | null, lastUsed: string | null, lastUsedFrom: string | null } & { ' $fragmentName'?: 'TokenRowFragment' };

export type ImportJobQueryVariables = Exact<{
  id: string | number;
}>;


export type ImportJobQuery = { importJob: { id: string, status: JobStatus, fileName: string | null, format: FileFormat | null, bytes: number, onExisting: OnExisting, createdAt: string, expiresAt: string, planHash: string | null, processed: number, total: number | null, rowsPerSecond: number | null, annotatedUrl: string, problem: { code: string, title: string, cause: string | null, remedy: string | null } | null, changeset: { id: string, seq: number, message: string | null, undoneBy: { seq: number } | null } | null, summary: { changes: number, errors: number, warnings: number, notes: number, problemsDropped: number, sources: { created: number, updated: number, unchanged: number, skipped: number, ended: number }, tables: { created: number, updated: number, unchanged: number, skipped: number, ended: number }, columns: { created: number, updated: number, unchanged: number, skipped: number, ended: number }, lineage: { created: number, updated: number, unchanged: number, skipped: number, ended: number } } | null } | null };

export type ImportsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ImportsQuery = { imports: { nodes: Array<{ id: string, fileName: string | null, status: JobStatus, createdAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ImportProblemsQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ImportProblemsQuery = { importJob: { problems: { nodes: Array<{ severity: Severity, sheet: string | null, row: number | null, column: string | null, code: string, message: string, value: string | null, suggestion: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type PlannedChangesQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type PlannedChangesQuery = { importJob: { changes: { nodes: Array<{ entityId: string, tableId: string | null, kind: EntityKind, name: string, operation: Operation, fields: Array<{ field: string, old: unknown, new: unknown }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ImportProgressSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type ImportProgressSubscription = { importProgress: { id: string, status: JobStatus, processed: number, total: number | null, rowsPerSecond: number | null } };

export type ReplanImportMutationVariables = Exact<{
  id: string | number;
  fixes: Array<CellFix> | CellFix;
}>;


export type ReplanImportMutation = { replanImport: { id: string, status: JobStatus } };

export type ExecuteImportMutationVariables = Exact<{
  id: string | number;
  planHash: string;
}>;


export type ExecuteImportMutation = { executeImport: { id: string, status: JobStatus, changeset: { id: string } | null } };

export type CancelImportMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelImportMutation = { cancelImport: { id: string, status: JobStatus } };

export type SourcesToImportQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SourcesToImportQuery = { sources: { nodes: Array<{ id: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ImportFileMutationVariables = Exact<{
  file: Blob;
  options?: ImportOptions | null | undefined;
}>;


export type ImportFileMutation = { importFile: { id: string } };

export type ColumnNamesQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ColumnNamesQuery = { table: { id: string, columns: { nodes: Array<{ id: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type TableThenQueryVariables = Exact<{
  id: string | number;
  seq: number;
}>;


export type TableThenQuery = { table: { id: string, kind: TableKind, description: string | null } | null };

export type ColumnsThenQueryVariables = Exact<{
  id: string | number;
  seq: number;
  after?: string | null | undefined;
}>;


export type ColumnsThenQuery = { table: { id: string, columns: { nodes: Array<{ id: string, dataType: string, logicalType: string, nullable: boolean, default: string | null, description: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ChangedSourceQueryVariables = Exact<{
  id: string | number;
}>;


export type ChangedSourceQuery = { source: { id: string, name: string } | null, changesets: { nodes: Array<{ changes: { nodes: Array<{ entityId: string, name: string }> } }> } };

export type ChangesQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ChangesQuery = { changeset: { seq: number, changes: { nodes: Array<{ entityId: string, kind: EntityKind, name: string, operation: Operation, tableId: string | null, edge: { id: string, from: string | null, to: string | null } | null, fields: Array<{ field: string, old: unknown, new: unknown }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ChangesetsQueryVariables = Exact<{
  filter?: ChangesetFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ChangesetsQuery = { changesets: { nodes: Array<(
      { id: string }
      & { ' $fragmentRefs'?: { 'ChangesetLineFragment': ChangesetLineFragment } }
    )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ChangesetQueryVariables = Exact<{
  id: string | number;
}>;


export type ChangesetQuery = { changeset: (
    { id: string, seq: number }
    & { ' $fragmentRefs'?: { 'ChangesetLineFragment': ChangesetLineFragment } }
  ) | null };

export type ChangeActorsQueryVariables = Exact<{ [key: string]: never; }>;


export type ChangeActorsQuery = { changeActors: Array<{ id: string, name: string }> };

export type FindEntitiesQueryVariables = Exact<{
  text: string;
}>;


export type FindEntitiesQuery = { search: { nodes: Array<
      | { __typename: 'Column', id: string, name: string, table: { id: string, qualifiedName: string } }
      | { __typename: 'Source', id: string, sourceName: string }
      | { __typename: 'Table', id: string, qualifiedName: string }
    > } };

export type ChangedEntityQueryVariables = Exact<{
  id: string | number;
}>;


export type ChangedEntityQuery = { table: { id: string, qualifiedName: string } | null, source: { id: string, name: string } | null };

export type FollowChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowChangesSubscription = { changes: { seq: number } };

export type ChangesetDoneQueryVariables = Exact<{
  id: string | number;
}>;


export type ChangesetDoneQuery = { changeset: { counts: Array<{ kind: EntityKind, operation: Operation, count: number }>, changes: { nodes: Array<{ entityId: string, kind: EntityKind, name: string, operation: Operation, tableId: string | null, edge: { id: string, from: string | null, to: string | null } | null, fields: Array<{ field: string }> }> } } | null };

export type ChangesetLineFragment = { id: string, seq: number, at: string, origin: ChangesetOrigin, message: string | null, actor: { id: string, name: string }, undoes: { seq: number } | null, undoneBy: { seq: number } | null, counts: Array<{ kind: EntityKind, operation: Operation, count: number }>, changes: { nodes: Array<{ entityId: string, kind: EntityKind, name: string, operation: Operation, tableId: string | null, edge: { id: string, from: string | null, to: string | null } | null, fields: Array<{ field: string }> }> } } & { ' $fragmentName'?: 'ChangesetLineFragment' };

export type LineageEdgeByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type LineageEdgeByIdQuery = { lineageEdge: { id: string, from: string, to: string, level: LineageLevel } | null };

export type LineageBetweenQueryVariables = Exact<{
  from: string | number;
  to: string | number;
  level: LineageLevel;
  filter: LineageFilter;
  asOf?: AsOf | null | undefined;
}>;


export type LineageBetweenQuery = { lineagePaths: Array<{ nodes: Array<{ ' $fragmentRefs'?: { 'EdgeEndFragment': EdgeEndFragment } }>, edges: Array<{ id: string, from: string, to: string, level: LineageLevel, derived: boolean, status: LineageStatus, origins: Array<LineageOrigin>, since: number | null, until: number | null, version: number | null, assertions: Array<(
        { id: string }
        & { ' $fragmentRefs'?: { 'ClaimLineFragment': ClaimLineFragment } }
      )> }> }> };

export type ColumnsBetweenQueryVariables = Exact<{
  from: string | number;
  asOf?: AsOf | null | undefined;
  filter: LineageFilter;
}>;


export type ColumnsBetweenQuery = { lineage: { truncated: boolean, nodes: Array<{ id: string, table: { id: string }, column: { id: string, name: string } | null }>, edges: Array<{ id: string, from: string, to: string, status: LineageStatus, origins: Array<LineageOrigin>, derived: boolean }> } };

export type DrawLineageMutationVariables = Exact<{
  input: Array<LineageInput> | LineageInput;
}>;


export type DrawLineageMutation = { createLineage: { edges: Array<{ id: string, from: string, to: string }>, changeset: { id: string } | null, warnings: Array<{ code: string, title: string }> } };

export type DecideLineageMutationVariables = Exact<{
  ids: Array<string | number> | string | number;
  decision: LineageStatus;
}>;


export type DecideLineageMutation = { reviewLineage: { edges: Array<{ id: string, status: LineageStatus }>, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type EndLineageMutationVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type EndLineageMutation = { deleteLineage: { changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type LineageFacetsQueryVariables = Exact<{ [key: string]: never; }>;


export type LineageFacetsQuery = { facets: { sources: Array<{ count: number, source: { id: string, name: string } | null }> } };

export type LineageStopsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type LineageStopsQuery = { changesets: { nodes: Array<{ id: string, seq: number, at: string, message: string | null, actor: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LineageDifferencesQueryVariables = Exact<{
  of: Array<string | number> | string | number;
  level: LineageLevel;
  direction: Direction;
  depth?: number | null | undefined;
  from: AsOf;
  to: AsOf;
}>;


export type LineageDifferencesQuery = { lineageDiff: { addedNodes: Array<{ id: string }>, removedNodes: Array<{ id: string }>, edges: Array<{ before: { id: string, from: string, to: string, status: LineageStatus, origins: Array<LineageOrigin>, derived: boolean } | null, after: { id: string, from: string, to: string, status: LineageStatus, origins: Array<LineageOrigin>, derived: boolean } | null }> } };

export type ImpactCountsQueryVariables = Exact<{
  of: Array<string | number> | string | number;
  direction: Direction;
  filter?: LineageFilter | null | undefined;
  asOf?: AsOf | null | undefined;
}>;


export type ImpactCountsQuery = { impact: { tables: number, columns: number, byDepth: Array<{ depth: number, tables: number, columns: number }>, bySource: Array<{ count: number, source: { id: string, name: string } | null }> } };

export type ImpactListQueryVariables = Exact<{
  of: Array<string | number> | string | number;
  direction: Direction;
  filter?: LineageFilter | null | undefined;
  asOf?: AsOf | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ImpactListQuery = { impact: { nodes: { nodes: Array<{ id: string, level: LineageLevel, depth: number, table: { id: string, qualifiedName: string, kind: TableKind, owner: string | null, tags: Array<string>, source: { id: string, name: string } | null }, column: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type LineageListedQueryVariables = Exact<{
  of: Array<string | number> | string | number;
  level: LineageLevel;
  direction: Direction;
  depth?: number | null | undefined;
}>;


export type LineageListedQuery = { lineage: { totalNodes: number, truncated: boolean, nodes: Array<{ id: string, level: LineageLevel, depth: number, upDepth: number | null, downDepth: number | null, table: { id: string, qualifiedName: string, kind: TableKind, owner: string | null, source: { id: string, name: string } | null }, column: { id: string, name: string } | null }> } };

export type LineageBesideQueryVariables = Exact<{
  of: Array<string | number> | string | number;
  level: LineageLevel;
  filter: LineageFilter;
}>;


export type LineageBesideQuery = { lineage: { edges: Array<{ id: string, from: string, to: string, level: LineageLevel, status: LineageStatus, origins: Array<LineageOrigin>, derived: boolean }> } };

export type LineageColumnChoicesQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type LineageColumnChoicesQuery = { table: { id: string, columns: { nodes: Array<{ id: string, name: string, logicalType: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type LineageNamesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
  level: LineageLevel;
  asOf?: AsOf | null | undefined;
}>;


export type LineageNamesQuery = { lineage: { nodes: Array<{ id: string, table: { id: string, qualifiedName: string, kind: TableKind }, column: { id: string, name: string } | null }> } };

export type LineageNodeFactsQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
  level: LineageLevel;
  asOf?: AsOf | null | undefined;
}>;


export type LineageNodeFactsQuery = { lineage: { nodes: Array<{ id: string, level: LineageLevel, table: { id: string, qualifiedName: string, kind: TableKind, owner: string | null, tags: Array<string>, description: string | null, columnCount: number, rowCount: number | null, introspectedAt: string | null, updatedAt: string, upstreamCount: number | null, downstreamCount: number | null, source: { id: string, name: string } | null }, column: { id: string, name: string, dataType: string, logicalType: string, nullable: boolean, primaryKey: number | null, unique: boolean, description: string | null, tags: Array<string>, upstreamCount: number | null, downstreamCount: number | null } | null }> } };

export type LineageNodeColumnsQueryVariables = Exact<{
  id: string | number;
  filter?: string | null | undefined;
  asOf?: AsOf | null | undefined;
}>;


export type LineageNodeColumnsQuery = { table: { id: string, columns: { nodes: Array<{ id: string, name: string, logicalType: string, upstreamCount: number | null, downstreamCount: number | null }>, pageInfo: { hasNextPage: boolean } } } | null };

export type LineagePositionsQueryVariables = Exact<{
  name: string;
}>;


export type LineagePositionsQuery = { me: { setting: unknown } | null };

export type SettingNamesQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingNamesQuery = { me: { settingNames: Array<string> } | null };

export type SaveLineagePositionsMutationVariables = Exact<{
  name: string;
  value?: unknown;
}>;


export type SaveLineagePositionsMutation = { saveSetting: { id: string } };

export type ProposalsQueryVariables = Exact<{
  filter?: LineageReviewFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ProposalsQuery = { lineageReview: { nodes: Array<(
      { edge: { id: string }, from: { ' $fragmentRefs'?: { 'ProposalEndFragment': ProposalEndFragment } }, to: { ' $fragmentRefs'?: { 'ProposalEndFragment': ProposalEndFragment } } }
      & { ' $fragmentRefs'?: { 'ProposalLineFragment': ProposalLineFragment } }
    )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProposalCountQueryVariables = Exact<{
  filter?: LineageReviewFilter | null | undefined;
}>;


export type ProposalCountQuery = { lineageReview: { totalCount: { value: number, exact: boolean } } };

export type LineageTablesQueryVariables = Exact<{
  text: string;
}>;


export type LineageTablesQuery = { tables: { nodes: Array<{ id: string, qualifiedName: string, kind: TableKind, source: { name: string } | null }>, totalCount: { value: number } } };

export type LineageWalkQueryVariables = Exact<{
  of: Array<string | number> | string | number;
  level: LineageLevel;
  columns: boolean;
  direction: Direction;
  depth?: number | null | undefined;
  filter?: LineageFilter | null | undefined;
  asOf?: AsOf | null | undefined;
  limit?: number | null | undefined;
}>;


export type LineageWalkQuery = { lineage: { compact: unknown, totalNodes: number, totalEdges: number, truncated: boolean }, tables?: { compact: unknown } };

export type LineageChangesQueryVariables = Exact<{
  of: Array<string | number> | string | number;
  level: LineageLevel;
  direction: Direction;
  depth?: number | null | undefined;
  from: AsOf;
  to: AsOf;
}>;


export type LineageChangesQuery = { lineageDiff: { edges: Array<{ before: { id: string, from: string, to: string, status: LineageStatus, origins: Array<LineageOrigin>, derived: boolean } | null, after: { id: string, from: string, to: string, status: LineageStatus, origins: Array<LineageOrigin>, derived: boolean } | null }>, removedNodes: Array<{ id: string, table: { id: string, name: string, schema: string | null, kind: TableKind, source: { id: string } | null }, column: { id: string, path: Array<string> } | null }> } };

export type LineageColumnsQueryVariables = Exact<{
  id: string | number;
  asOf?: AsOf | null | undefined;
  after?: string | null | undefined;
}>;


export type LineageColumnsQuery = { table: { id: string, columns: { nodes: Array<{ id: string, path: Array<string> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ClaimLineageMutationVariables = Exact<{
  input: Array<LineageInput> | LineageInput;
}>;


export type ClaimLineageMutation = { createLineage: { edges: Array<{ id: string, from: string, to: string }>, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type ReviewEdgesMutationVariables = Exact<{
  ids: Array<string | number> | string | number;
  decision: LineageStatus;
  note?: string | null | undefined;
}>;


export type ReviewEdgesMutation = { reviewLineage: { changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type EndEdgesMutationVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type EndEdgesMutation = { deleteLineage: { changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type RewordClaimMutationVariables = Exact<{
  id: string | number;
  version: number;
  patch: AssertionPatch;
}>;


export type RewordClaimMutation = { updateAssertion: { changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type WithdrawClaimsMutationVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type WithdrawClaimsMutation = { withdrawAssertions: { changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type ClaimLineFragment = { id: string, origin: LineageOrigin, status: LineageStatus, process: string | null, confidence: number | null, transformation: string | null, note: string | null, at: string, actor: { id: string, name: string, kind: ActorKind } } & { ' $fragmentName'?: 'ClaimLineFragment' };

export type EdgeEndFragment = { id: string, table: { id: string, qualifiedName: string, kind: TableKind, source: { name: string } | null }, column: { id: string, name: string, logicalType: string } | null } & { ' $fragmentName'?: 'EdgeEndFragment' };

export type ProposalEndFragment = { id: string, table: { id: string, qualifiedName: string, source: { name: string } | null } | null, column: { id: string, name: string } | null } & { ' $fragmentName'?: 'ProposalEndFragment' };

export type ProposalLineFragment = { confidence: number, createdAt: string, edge: { id: string, level: LineageLevel, assertions: Array<{ id: string, origin: LineageOrigin, status: LineageStatus, process: string | null, confidence: number | null, transformation: string | null, note: string | null, at: string, actor: { name: string } }> }, from: (
    { id: string }
    & { ' $fragmentRefs'?: { 'ProposalEndFragment': ProposalEndFragment } }
  ), to: (
    { id: string }
    & { ' $fragmentRefs'?: { 'ProposalEndFragment': ProposalEndFragment } }
  ) } & { ' $fragmentName'?: 'ProposalLineFragment' };

export type MappingColumnsQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type MappingColumnsQuery = { table: { id: string, qualifiedName: string, columnCount: number, columns: { nodes: Array<{ id: string, name: string, logicalType: string, dataType: string, primaryKey: number | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type MappingProposalsQueryVariables = Exact<{
  from: string | number;
  to: string | number;
}>;


export type MappingProposalsQuery = { proposeMapping: Array<{ reason: MappingReason, confidence: number, from: { id: string } | null, to: { id: string } | null }> };

export type MappingExistingQueryVariables = Exact<{
  from: string | number;
}>;


export type MappingExistingQuery = { lineage: { truncated: boolean, compact: unknown } };

export type SaveMappingMutationVariables = Exact<{
  input: Array<LineageInput> | LineageInput;
  message?: string | null | undefined;
}>;


export type SaveMappingMutation = { createLineage: { edges: Array<{ id: string }>, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type FetchSubscriptionVariables = Exact<{
  input: FetchColumnsInput;
}>;


export type FetchSubscription = { fetchColumns: { progress: { phase: string, done: number | null, total: number | null } | null, result: { id: string, table: { schema: string | null, name: string, kind: TableKind, rowCount: number | null, sourceComment: string | null }, columns: Array<{ path: Array<string>, dataType: string, logicalType: string, nullable: boolean, primaryKey: number | null, sourceComment: string | null }>, warnings: Array<{ code: string, title: string, cause: string | null, remedy: string | null, engineCode: string | null, engineMessage: string | null }>, evidence: { statements: Array<string>, sampledDocuments: number | null, sampleMethod: string | null, elapsedMs: number, resolvedFrom: string | null } } | null } };

export type CreateTablesMutationVariables = Exact<{
  input: Array<TableInput> | TableInput;
}>;


export type CreateTablesMutation = { createTables: { tables: Array<{ id: string, qualifiedName: string }>, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type SearchQueryVariables = Exact<{
  text: string;
  first: number;
  after?: string | null | undefined;
}>;


export type SearchQuery = { search: { nodes: Array<
      | { __typename: 'Column', id: string, name: string, dataType: string, description: string | null, table: { id: string, qualifiedName: string, source: { name: string } | null } }
      | { __typename: 'Source', id: string, name: string, description: string | null, sourceKind: SourceKind }
      | { __typename: 'Table', id: string, qualifiedName: string, kind: TableKind, description: string | null, source: { name: string } | null }
    >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SearchCountQueryVariables = Exact<{
  text: string;
}>;


export type SearchCountQuery = { search: { totalCount: { value: number, exact: boolean } } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { ended: number } };

export type WaitingCountQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingCountQuery = { lineageReview: { totalCount: { value: number, exact: boolean } } };

export type SignInMutationVariables = Exact<{
  login: string;
  password: string;
}>;


export type SignInMutation = { signIn: { me: { id: string, name: string } } };

export type SourceKindsQueryVariables = Exact<{ [key: string]: never; }>;


export type SourceKindsQuery = { sourceKinds: Array<{ kind: SourceKind, title: string, settings: Array<{ name: string, label: string, type: SettingType, required: boolean, default: string | null, help: string, secret: boolean, bindsSecret: boolean, minimum: number | null, maximum: number | null, choices: Array<{ value: string, label: string }> }> }> };

export type SourcesQueryVariables = Exact<{
  filter?: SourceFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type SourcesQuery = { sources: { nodes: Array<(
      { id: string }
      & { ' $fragmentRefs'?: { 'SourceRowFragment': SourceRowFragment } }
    )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SourceQueryVariables = Exact<{
  id: string | number;
}>;


export type SourceQuery = { source: { id: string, name: string, kind: SourceKind, description: string | null, settings: unknown, hasSecret: boolean, isActive: boolean, version: number, lastTest: { ' $fragmentRefs'?: { 'TestResultFragment': TestResultFragment } } | null, tables: { totalCount: { value: number, exact: boolean } } } | null };

export type CreateSourceMutationVariables = Exact<{
  input: SourceInput;
  dryRun: boolean;
}>;


export type CreateSourceMutation = { createSource: { source: { id: string, name: string }, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type UpdateSourceMutationVariables = Exact<{
  id: string | number;
  version: number;
  patch: SourcePatch;
  dryRun: boolean;
}>;


export type UpdateSourceMutation = { updateSource: { source: { id: string, name: string }, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type DeleteSourceMutationVariables = Exact<{
  id: string | number;
  version: number;
  tables: OnSourceDelete;
}>;


export type DeleteSourceMutation = { deleteSource: { changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type TestSourceMutationVariables = Exact<{
  id: string | number;
}>;


export type TestSourceMutation = { testSource: { status: StepStatus } };

export type TestConnectionSubscriptionVariables = Exact<{
  input: ConnectionInput;
  sourceId?: string | number | null | undefined;
}>;


export type TestConnectionSubscription = { testConnection: { step: (
      { name: string }
      & { ' $fragmentRefs'?: { 'TestStepLineFragment': TestStepLineFragment } }
    ) | null, result: (
      { status: StepStatus }
      & { ' $fragmentRefs'?: { 'TestResultFragment': TestResultFragment } }
    ) | null } };

export type SourceRowFragment = { id: string, name: string, kind: SourceKind, description: string | null, isActive: boolean, lastTest: { status: StepStatus, testedAt: string } | null, tables: { totalCount: { value: number, exact: boolean } } } & { ' $fragmentName'?: 'SourceRowFragment' };

export type TestStepLineFragment = { name: string, title: string, status: StepStatus, elapsedMs: number, detail: string | null, problem: { code: string, title: string, cause: string | null, remedy: string | null, engineCode: string | null, engineMessage: string | null } | null } & { ' $fragmentName'?: 'TestStepLineFragment' };

export type TestResultFragment = { status: StepStatus, testedAt: string, elapsedMs: number, serverVersion: string | null, steps: Array<(
    { name: string }
    & { ' $fragmentRefs'?: { 'TestStepLineFragment': TestStepLineFragment } }
  )> } & { ' $fragmentName'?: 'TestResultFragment' };

export type StartCountsQueryVariables = Exact<{ [key: string]: never; }>;


export type StartCountsQuery = { server: { seq: number }, all: { nodes: Array<{ id: string }>, totalCount: { value: number, exact: boolean } }, fetched: { nodes: Array<{ id: string }> }, linked: { nodes: Array<{ id: string, qualifiedName: string }>, totalCount: { value: number, exact: boolean } } };

export type StartSourcesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type StartSourcesQuery = { sources: { nodes: Array<{ id: string, name: string, lastTest: { status: StepStatus, testedAt: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type StartChangesQueryVariables = Exact<{ [key: string]: never; }>;


export type StartChangesQuery = { changesets: { nodes: Array<{ id: string, seq: number, at: string, message: string | null, actor: { name: string }, changes: { nodes: Array<{ kind: EntityKind, name: string, operation: Operation, entityId: string, tableId: string | null }>, totalCount: { value: number, exact: boolean } } }> } };

export type WaitingQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingQuery = { lineageReview: { nodes: Array<{ confidence: number, edge: { id: string, level: LineageLevel }, from: { id: string, table: { qualifiedName: string } | null, column: { name: string } | null }, to: { id: string, table: { qualifiedName: string } | null, column: { name: string } | null } }>, totalCount: { value: number, exact: boolean } } };

export type UpdateTablesMutationVariables = Exact<{
  patches: Array<TablePatchById> | TablePatchById;
}>;


export type UpdateTablesMutation = { updateTables: { changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type DeleteTablesMutationVariables = Exact<{
  tables: Array<TableVersion> | TableVersion;
  dryRun?: boolean;
}>;


export type DeleteTablesMutation = { deleteTables: { changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type DeletedTablesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type DeletedTablesQuery = { changesets: { nodes: Array<{ id: string, seq: number, at: string, actor: { name: string }, undoneBy: { id: string } | null, changes: { nodes: Array<{ entityId: string, kind: EntityKind, name: string, operation: Operation }>, totalCount: { value: number, exact: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UndoneTablesQueryVariables = Exact<{
  from: string;
  after?: string | null | undefined;
}>;


export type UndoneTablesQuery = { changesets: { nodes: Array<{ id: string, seq: number, changes: { nodes: Array<{ entityId: string, kind: EntityKind, name: string, operation: Operation }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TablesOfChangesetQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type TablesOfChangesetQuery = { changeset: { changes: { nodes: Array<{ entityId: string, kind: EntityKind, name: string, operation: Operation }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RestoreTablesMutationVariables = Exact<{
  changeset: string | number;
  tables: Array<string | number> | string | number;
}>;


export type RestoreTablesMutation = { restoreTables: { changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type TableDeletionQueryVariables = Exact<{
  id: string | number;
}>;


export type TableDeletionQuery = { changesets: { nodes: Array<{ id: string, seq: number, at: string, actor: { name: string } }> } };

export type TableAsItWasQueryVariables = Exact<{
  id: string | number;
  asOf: AsOf;
  after?: string | null | undefined;
}>;


export type TableAsItWasQuery = { table: { id: string, qualifiedName: string, kind: TableKind, description: string | null, sourceComment: string | null, tags: Array<string>, owner: string | null, source: { id: string, name: string } | null, columns: { nodes: Array<(
        { id: string, path: Array<string> }
        & { ' $fragmentRefs'?: { 'ColumnRowFragment': ColumnRowFragment } }
      )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type FetchAgainSubscriptionVariables = Exact<{
  input: FetchColumnsInput;
}>;


export type FetchAgainSubscription = { fetchColumns: { progress: { phase: string, done: number | null, total: number | null } | null, result: { id: string, warnings: Array<{ code: string, title: string, cause: string | null, remedy: string | null, engineCode: string | null, engineMessage: string | null }>, diff: { entries: Array<{ id: string, kind: DiffKind, columnId: string | null, path: Array<string> | null, field: string | null, stored: unknown, observed: unknown, overridden: unknown, lineageEdges: number | null }> } | null } | null } };

export type ApplyFetchedMutationVariables = Exact<{
  id: string | number;
  version: number;
  fetched: string | number;
  accept?: Array<string | number> | string | number | null | undefined;
}>;


export type ApplyFetchedMutation = { applyFetched: { table: { id: string }, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type ListedColumnsQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ListedColumnsQuery = { table: { id: string, version: number, columns: { nodes: Array<{ id: string, path: Array<string> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type TablesQueryVariables = Exact<{
  filter?: TableFilter | null | undefined;
  orderBy?: TableOrder | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type TablesQuery = { tables: { nodes: Array<(
      { id: string, version: number, tags: Array<string>, qualifiedName: string, columnCount: number }
      & { ' $fragmentRefs'?: { 'TableRowFragment': TableRowFragment } }
    )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TableCountQueryVariables = Exact<{
  filter?: TableFilter | null | undefined;
}>;


export type TableCountQuery = { tables: { totalCount: { value: number, exact: boolean } } };

export type FacetsQueryVariables = Exact<{ [key: string]: never; }>;


export type FacetsQuery = { facets: { sources: Array<{ count: number, source: { id: string, name: string } | null }>, kinds: Array<{ kind: TableKind, count: number }>, tags: Array<{ value: string, count: number }>, owners: Array<{ value: string, count: number }> } };

export type TableQueryVariables = Exact<{
  id: string | number;
}>;


export type TableQuery = { table: (
    { id: string, version: number, name: string, schema: string | null, externalName: string | null, externalSchema: string | null, qualifiedName: string, kind: TableKind, description: string | null, sourceComment: string | null, tags: Array<string>, owner: string | null, source: { id: string, name: string, isActive: boolean } | null }
    & { ' $fragmentRefs'?: { 'TableFactsFragment': TableFactsFragment } }
  ) | null };

export type ColumnsQueryVariables = Exact<{
  id: string | number;
  filter?: string | null | undefined;
}>;


export type ColumnsQuery = { table: { id: string, version: number, columnCount: number, columns: { nodes: Array<(
        { id: string, path: Array<string>, origin: ColumnOrigin, dataType: string, overridden: Array<string> }
        & { ' $fragmentRefs'?: { 'ColumnRowFragment': ColumnRowFragment } }
      )>, pageInfo: { hasNextPage: boolean } } } | null };

export type EditedColumnsQueryVariables = Exact<{
  id: string | number;
}>;


export type EditedColumnsQuery = { table: { id: string, version: number, columns: { nodes: Array<{ id: string, path: Array<string>, dataType: string, nullable: boolean, primaryKey: number | null, description: string | null, tags: Array<string> }>, pageInfo: { hasNextPage: boolean } } } | null };

export type ColumnDetailsQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ColumnDetailsQuery = { table: { id: string, columns: { nodes: Array<(
        { id: string }
        & { ' $fragmentRefs'?: { 'ColumnDetailsFragment': ColumnDetailsFragment } }
      )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type EngineFactsQueryVariables = Exact<{
  id: string | number;
}>;


export type EngineFactsQuery = { table: { id: string, definition: string | null, properties: unknown, keys: Array<{ kind: string, name: string | null, columns: Array<string>, referencedColumns: Array<string>, references: { schema: string | null, name: string } | null }> } | null };

export type ReferencedTableQueryVariables = Exact<{
  source?: string | null | undefined;
  schema?: string | null | undefined;
  name: string;
}>;


export type ReferencedTableQuery = { tableByName: { id: string, qualifiedName: string } | null };

export type EditColumnsMutationVariables = Exact<{
  id: string | number;
  version: number;
  columns: Array<ColumnInput> | ColumnInput;
}>;


export type EditColumnsMutation = { saveColumns: { table: { id: string }, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type BindTableMutationVariables = Exact<{
  id: string | number;
  version: number;
  sourceId?: string | number | null | undefined;
  externalSchema?: string | null | undefined;
  externalName?: string | null | undefined;
  boundTwice: boolean;
  dryRun: boolean;
}>;


export type BindTableMutation = { bindTable: { table: { id: string }, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type UpdateTableMutationVariables = Exact<{
  id: string | number;
  version: number;
  patch: TablePatch;
}>;


export type UpdateTableMutation = { updateTable: { table: { id: string }, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type UpdateColumnsMutationVariables = Exact<{
  id: string | number;
  version: number;
  patches: Array<ColumnPatch> | ColumnPatch;
}>;


export type UpdateColumnsMutation = { updateColumns: { table: { id: string }, changeset: { id: string } | null } };

export type DeleteTableMutationVariables = Exact<{
  id: string | number;
  version: number;
}>;


export type DeleteTableMutation = { deleteTable: { changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type ColumnDetailsFragment = { id: string, path: Array<string>, dataType: string, logicalType: string, nullable: boolean, primaryKey: number | null, unique: boolean, default: string | null, generated: string | null, description: string | null, sourceComment: string | null, tags: Array<string>, origin: ColumnOrigin, overridden: Array<string>, properties: unknown } & { ' $fragmentName'?: 'ColumnDetailsFragment' };

export type ColumnRowFragment = { id: string, path: Array<string>, dataType: string, logicalType: string, nullable: boolean, primaryKey: number | null, unique: boolean, description: string | null, origin: ColumnOrigin, overridden: Array<string>, tags: Array<string>, upstreamCount: number | null, downstreamCount: number | null } & { ' $fragmentName'?: 'ColumnRowFragment' };

export type TableFactsFragment = { name: string, schema: string | null, owner: string | null, tags: Array<string>, kind: TableKind, externalSchema: string | null, externalName: string | null, rowCount: number | null, introspectedAt: string | null, createdAt: string, updatedAt: string, sourceComment: string | null, upstreamCount: number | null, downstreamCount: number | null } & { ' $fragmentName'?: 'TableFactsFragment' };

export type TableRowFragment = { id: string, schema: string | null, name: string, qualifiedName: string, kind: TableKind, columnCount: number, tags: Array<string>, owner: string | null, introspectedAt: string | null, upstreamCount: number | null, downstreamCount: number | null, source: { id: string, name: string } | null } & { ' $fragmentName'?: 'TableRowFragment' };

export type BoundTablesQueryVariables = Exact<{
  sourceId: string | number;
  names: Array<ExternalName> | ExternalName;
}>;


export type BoundTablesQuery = { boundTables: Array<{ id: string, qualifiedName: string, kind: TableKind, externalSchema: string | null, externalName: string | null, source: { id: string, name: string } | null }> };

export type SourceChoicesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SourceChoicesQuery = { sources: { nodes: Array<{ id: string, name: string, kind: SourceKind }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SuggestionsQueryVariables = Exact<{
  sourceId: string | number;
  text: string;
}>;


export type SuggestionsQuery = { suggestTables: Array<{ schema: string | null, name: string, kind: TableKind | null }> };

export type FetchTableSubscriptionVariables = Exact<{
  input: FetchColumnsInput;
}>;


export type FetchTableSubscription = { fetchColumns: { result: { id: string, table: { schema: string | null, name: string } } | null } };

export type MakeTableMutationVariables = Exact<{
  input: TableInput;
}>;


export type MakeTableMutation = { createTable: { table: { id: string, qualifiedName: string, columnCount: number }, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, role: Role, kind: ActorKind, person: { id: string, login: string } | null } | null, server: { version: string, catalog: string } };

export type WhoIsSignedInQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoIsSignedInQuery = { me: { id: string, name: string } | null };

export type TableNameQueryVariables = Exact<{
  id: string | number;
}>;


export type TableNameQuery = { table: { id: string, qualifiedName: string, kind: TableKind, source: { id: string, name: string } | null } | null };

export type TablesNamedQueryVariables = Exact<{
  filter: TableFilter;
}>;


export type TablesNamedQuery = { tables: { nodes: Array<{ id: string, qualifiedName: string, kind: TableKind, externalSchema: string | null, externalName: string | null, source: { id: string, name: string } | null }>, totalCount: { value: number, exact: boolean } } };

export type UndoMutationVariables = Exact<{
  id: string | number;
}>;


export type UndoMutation = { undoChangeset: { changeset: { id: string, seq: number } | null, warnings: Array<{ title: string }> } };

export type UndoneTooQueryVariables = Exact<{
  id: string | number;
}>;


export type UndoneTooQuery = { changeset: { seq: number, actor: { id: string, name: string }, counts: Array<{ kind: EntityKind, count: number }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AuditRowFragmentDoc = new TypedDocumentString(`
    fragment AuditRow on AuditEntry {
  id
  at
  action
  outcome
  address
  details
  actor {
    id
    name
    kind
  }
  source {
    id
    name
  }
}
    `, {"fragmentName":"AuditRow"}) as unknown as TypedDocumentString<AuditRowFragment, unknown>;
export const LinkRowFragmentDoc = new TypedDocumentString(`
    fragment LinkRow on OneTimeLink {
  id
  purpose
  role
  login
  personId
  createdAt
  expiresAt
  createdBy {
    name
  }
}
    `, {"fragmentName":"LinkRow"}) as unknown as TypedDocumentString<LinkRowFragment, unknown>;
export const PersonRowFragmentDoc = new TypedDocumentString(`
    fragment PersonRow on Person {
  id
  name
  login
  role
  isActive
  issuer
  lastSignIn
  sessions {
    lastSeen
  }
}
    `, {"fragmentName":"PersonRow"}) as unknown as TypedDocumentString<PersonRowFragment, unknown>;
export const SessionRowFragmentDoc = new TypedDocumentString(`
    fragment SessionRow on Session {
  id
  address
  createdAt
  expiresAt
  isCurrent
  lastSeen
  userAgent
}
    `, {"fragmentName":"SessionRow"}) as unknown as TypedDocumentString<SessionRowFragment, unknown>;
export const TokenRowFragmentDoc = new TypedDocumentString(`
    fragment TokenRow on ApiToken {
  id
  name
  role
  ownerId
  createdAt
  expiresAt
  revokedAt
  lastUsed
  lastUsedFrom
}
    `, {"fragmentName":"TokenRow"}) as unknown as TypedDocumentString<TokenRowFragment, unknown>;
export const ChangesetLineFragmentDoc = new TypedDocumentString(`
    fragment ChangesetLine on Changeset {
  id
  seq
  at
  origin
  message
  actor {
    id
    name
  }
  undoes {
    seq
  }
  undoneBy {
    seq
  }
  counts {
    kind
    operation
    count
  }
  changes(first: 3) {
    nodes {
      entityId
      kind
      name
      operation
      tableId
      edge {
        id
        from
        to
      }
      fields {
        field
      }
    }
  }
}
    `, {"fragmentName":"ChangesetLine"}) as unknown as TypedDocumentString<ChangesetLineFragment, unknown>;
export const ClaimLineFragmentDoc = new TypedDocumentString(`
    fragment ClaimLine on Assertion {
  id
  origin
  status
  process
  confidence
  transformation
  note
  at
  actor {
    id
    name
    kind
  }
}
    `, {"fragmentName":"ClaimLine"}) as unknown as TypedDocumentString<ClaimLineFragment, unknown>;
export const EdgeEndFragmentDoc = new TypedDocumentString(`
    fragment EdgeEnd on LineageNode {
  id
  table {
    id
    qualifiedName
    kind
    source {
      name
    }
  }
  column {
    id
    name
    logicalType
  }
}
    `, {"fragmentName":"EdgeEnd"}) as unknown as TypedDocumentString<EdgeEndFragment, unknown>;
export const ProposalEndFragmentDoc = new TypedDocumentString(`
    fragment ProposalEnd on LineageEnd {
  id
  table {
    id
    qualifiedName
    source {
      name
    }
  }
  column {
    id
    name
  }
}
    `, {"fragmentName":"ProposalEnd"}) as unknown as TypedDocumentString<ProposalEndFragment, unknown>;
export const ProposalLineFragmentDoc = new TypedDocumentString(`
    fragment ProposalLine on LineageProposal {
  confidence
  createdAt
  edge {
    id
    level
    assertions {
      id
      origin
      status
      process
      confidence
      transformation
      note
      at
      actor {
        name
      }
    }
  }
  from {
    id
    ...ProposalEnd
  }
  to {
    id
    ...ProposalEnd
  }
}
    fragment ProposalEnd on LineageEnd {
  id
  table {
    id
    qualifiedName
    source {
      name
    }
  }
  column {
    id
    name
  }
}`, {"fragmentName":"ProposalLine"}) as unknown as TypedDocumentString<ProposalLineFragment, unknown>;
export const SourceRowFragmentDoc = new TypedDocumentString(`
    fragment SourceRow on Source {
  id
  name
  kind
  description
  isActive
  lastTest {
    status
    testedAt
  }
  tables(first: 1) {
    totalCount {
      value
      exact
    }
  }
}
    `, {"fragmentName":"SourceRow"}) as unknown as TypedDocumentString<SourceRowFragment, unknown>;
export const TestStepLineFragmentDoc = new TypedDocumentString(`
    fragment TestStepLine on TestStep {
  name
  title
  status
  elapsedMs
  detail
  problem {
    code
    title
    cause
    remedy
    engineCode
    engineMessage
  }
}
    `, {"fragmentName":"TestStepLine"}) as unknown as TypedDocumentString<TestStepLineFragment, unknown>;
export const TestResultFragmentDoc = new TypedDocumentString(`
    fragment TestResult on ConnectionTest {
  status
  testedAt
  elapsedMs
  serverVersion
  steps {
    name
    ...TestStepLine
  }
}
    fragment TestStepLine on TestStep {
  name
  title
  status
  elapsedMs
  detail
  problem {
    code
    title
    cause
    remedy
    engineCode
    engineMessage
  }
}`, {"fragmentName":"TestResult"}) as unknown as TypedDocumentString<TestResultFragment, unknown>;
export const ColumnDetailsFragmentDoc = new TypedDocumentString(`
    fragment ColumnDetails on Column {
  id
  path
  dataType
  logicalType
  nullable
  primaryKey
  unique
  default
  generated
  description
  sourceComment
  tags
  origin
  overridden
  properties
}
    `, {"fragmentName":"ColumnDetails"}) as unknown as TypedDocumentString<ColumnDetailsFragment, unknown>;
export const ColumnRowFragmentDoc = new TypedDocumentString(`
    fragment ColumnRow on Column {
  id
  path
  dataType
  logicalType
  nullable
  primaryKey
  unique
  description
  origin
  overridden
  tags
  upstreamCount
  downstreamCount
}
    `, {"fragmentName":"ColumnRow"}) as unknown as TypedDocumentString<ColumnRowFragment, unknown>;
export const TableFactsFragmentDoc = new TypedDocumentString(`
    fragment TableFacts on Table {
  name
  schema
  owner
  tags
  kind
  externalSchema
  externalName
  rowCount
  introspectedAt
  createdAt
  updatedAt
  sourceComment
  upstreamCount
  downstreamCount
}
    `, {"fragmentName":"TableFacts"}) as unknown as TypedDocumentString<TableFactsFragment, unknown>;
export const TableRowFragmentDoc = new TypedDocumentString(`
    fragment TableRow on Table {
  id
  schema
  name
  qualifiedName
  kind
  columnCount
  tags
  owner
  introspectedAt
  upstreamCount
  downstreamCount
  source {
    id
    name
  }
}
    `, {"fragmentName":"TableRow"}) as unknown as TypedDocumentString<TableRowFragment, unknown>;
export const AuditDocument = new TypedDocumentString(`
    query Audit($filter: AuditFilter, $after: String) {
  audit(filter: $filter, first: 50, after: $after) {
    nodes {
      id
      ...AuditRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AuditRow on AuditEntry {
  id
  at
  action
  outcome
  address
  details
  actor {
    id
    name
    kind
  }
  source {
    id
    name
  }
}`) as unknown as TypedDocumentString<AuditQuery, AuditQueryVariables>;
export const SourceNamesDocument = new TypedDocumentString(`
    query SourceNames($after: String) {
  sources(first: 500, after: $after) {
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SourceNamesQuery, SourceNamesQueryVariables>;
export const PeopleDocument = new TypedDocumentString(`
    query People($filter: PersonFilter, $after: String) {
  people(filter: $filter, first: 100, after: $after) {
    nodes {
      id
      ...PersonRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment PersonRow on Person {
  id
  name
  login
  role
  isActive
  issuer
  lastSignIn
  sessions {
    lastSeen
  }
}`) as unknown as TypedDocumentString<PeopleQuery, PeopleQueryVariables>;
export const PersonNamesDocument = new TypedDocumentString(`
    query PersonNames($filter: PersonFilter, $after: String) {
  people(filter: $filter, first: 500, after: $after) {
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<PersonNamesQuery, PersonNamesQueryVariables>;
export const PersonDocument = new TypedDocumentString(`
    query Person($id: ID!) {
  person(id: $id) {
    id
    version
    login
    name
    role
    isActive
    hasPassword
    issuer
    createdAt
    sessions {
      id
      ...SessionRow
    }
  }
}
    fragment SessionRow on Session {
  id
  address
  createdAt
  expiresAt
  isCurrent
  lastSeen
  userAgent
}`) as unknown as TypedDocumentString<PersonQuery, PersonQueryVariables>;
export const UpdatePersonDocument = new TypedDocumentString(`
    mutation UpdatePerson($id: ID!, $version: Int!, $patch: PersonPatch!) {
  updatePerson(id: $id, version: $version, patch: $patch) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<UpdatePersonMutation, UpdatePersonMutationVariables>;
export const SignOutPersonDocument = new TypedDocumentString(`
    mutation SignOutPerson($id: ID!) {
  signOutEverywhere(personId: $id) {
    ended
  }
}
    `) as unknown as TypedDocumentString<SignOutPersonMutation, SignOutPersonMutationVariables>;
export const OneTimeLinksDocument = new TypedDocumentString(`
    query OneTimeLinks {
  oneTimeLinks {
    id
    ...LinkRow
  }
}
    fragment LinkRow on OneTimeLink {
  id
  purpose
  role
  login
  personId
  createdAt
  expiresAt
  createdBy {
    name
  }
}`) as unknown as TypedDocumentString<OneTimeLinksQuery, OneTimeLinksQueryVariables>;
export const InviteDocument = new TypedDocumentString(`
    mutation Invite($input: InvitationInput!) {
  invitePerson(input: $input) {
    url
    link {
      expiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<InviteMutation, InviteMutationVariables>;
export const ResetPasswordDocument = new TypedDocumentString(`
    mutation ResetPassword($id: ID!) {
  resetPassword(personId: $id) {
    url
    link {
      expiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const WithdrawLinkDocument = new TypedDocumentString(`
    mutation WithdrawLink($id: ID!) {
  withdrawLink(id: $id)
}
    `) as unknown as TypedDocumentString<WithdrawLinkMutation, WithdrawLinkMutationVariables>;
export const SignInWaysDocument = new TypedDocumentString(`
    query SignInWays {
  signInOptions {
    provider
  }
}
    `) as unknown as TypedDocumentString<SignInWaysQuery, SignInWaysQueryVariables>;
export const ProfileDocument = new TypedDocumentString(`
    query Profile {
  me {
    id
    name
    role
    person {
      id
      login
      name
      hasPassword
      issuer
      createdAt
      sessions {
        id
        ...SessionRow
      }
    }
  }
}
    fragment SessionRow on Session {
  id
  address
  createdAt
  expiresAt
  isCurrent
  lastSeen
  userAgent
}`) as unknown as TypedDocumentString<ProfileQuery, ProfileQueryVariables>;
export const UpdateProfileDocument = new TypedDocumentString(`
    mutation UpdateProfile($name: String!) {
  updateProfile(name: $name) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($current: Secret!, $new: Secret!) {
  changePassword(current: $current, new: $new) {
    id
  }
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($id: ID!) {
  endSession(id: $id) {
    ended
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const SignOutEverywhereDocument = new TypedDocumentString(`
    mutation SignOutEverywhere {
  signOutEverywhere {
    ended
  }
}
    `) as unknown as TypedDocumentString<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const MyTokensDocument = new TypedDocumentString(`
    query MyTokens($onlyActive: Boolean!, $after: String) {
  me {
    tokens(onlyActive: $onlyActive, first: 50, after: $after) {
      nodes {
        id
        ...TokenRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment TokenRow on ApiToken {
  id
  name
  role
  ownerId
  createdAt
  expiresAt
  revokedAt
  lastUsed
  lastUsedFrom
}`) as unknown as TypedDocumentString<MyTokensQuery, MyTokensQueryVariables>;
export const AllTokensDocument = new TypedDocumentString(`
    query AllTokens($filter: TokenFilter, $after: String) {
  tokens(filter: $filter, first: 50, after: $after) {
    nodes {
      id
      ...TokenRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TokenRow on ApiToken {
  id
  name
  role
  ownerId
  createdAt
  expiresAt
  revokedAt
  lastUsed
  lastUsedFrom
}`) as unknown as TypedDocumentString<AllTokensQuery, AllTokensQueryVariables>;
export const CreateTokenDocument = new TypedDocumentString(`
    mutation CreateToken($input: TokenInput!) {
  createToken(input: $input) {
    secret
    token {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTokenMutation, CreateTokenMutationVariables>;
export const RevokeTokenDocument = new TypedDocumentString(`
    mutation RevokeToken($id: ID!) {
  revokeToken(id: $id) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<RevokeTokenMutation, RevokeTokenMutationVariables>;
export const ImportJobDocument = new TypedDocumentString(`
    query ImportJob($id: ID!) {
  importJob(id: $id) {
    id
    status
    fileName
    format
    bytes
    onExisting
    createdAt
    expiresAt
    planHash
    processed
    total
    rowsPerSecond
    annotatedUrl
    problem {
      code
      title
      cause
      remedy
    }
    changeset {
      id
      seq
      message
      undoneBy {
        seq
      }
    }
    summary {
      changes
      errors
      warnings
      notes
      problemsDropped
      sources {
        created
        updated
        unchanged
        skipped
        ended
      }
      tables {
        created
        updated
        unchanged
        skipped
        ended
      }
      columns {
        created
        updated
        unchanged
        skipped
        ended
      }
      lineage {
        created
        updated
        unchanged
        skipped
        ended
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ImportJobQuery, ImportJobQueryVariables>;
export const ImportsDocument = new TypedDocumentString(`
    query Imports($after: String) {
  imports(first: 5, after: $after) {
    nodes {
      id
      fileName
      status
      createdAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ImportsQuery, ImportsQueryVariables>;
export const ImportProblemsDocument = new TypedDocumentString(`
    query ImportProblems($id: ID!, $after: String) {
  importJob(id: $id) {
    problems(first: 200, after: $after) {
      nodes {
        severity
        sheet
        row
        column
        code
        message
        value
        suggestion
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ImportProblemsQuery, ImportProblemsQueryVariables>;
export const PlannedChangesDocument = new TypedDocumentString(`
    query PlannedChanges($id: ID!, $after: String) {
  importJob(id: $id) {
    changes(first: 200, after: $after) {
      nodes {
        entityId
        tableId
        kind
        name
        operation
        fields {
          field
          old
          new
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PlannedChangesQuery, PlannedChangesQueryVariables>;
export const ImportProgressDocument = new TypedDocumentString(`
    subscription ImportProgress($id: ID!) {
  importProgress(id: $id) {
    id
    status
    processed
    total
    rowsPerSecond
  }
}
    `) as unknown as TypedDocumentString<ImportProgressSubscription, ImportProgressSubscriptionVariables>;
export const ReplanImportDocument = new TypedDocumentString(`
    mutation ReplanImport($id: ID!, $fixes: [CellFix!]!) {
  replanImport(id: $id, fixes: $fixes) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<ReplanImportMutation, ReplanImportMutationVariables>;
export const ExecuteImportDocument = new TypedDocumentString(`
    mutation ExecuteImport($id: ID!, $planHash: String!) {
  executeImport(id: $id, planHash: $planHash) {
    id
    status
    changeset {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ExecuteImportMutation, ExecuteImportMutationVariables>;
export const CancelImportDocument = new TypedDocumentString(`
    mutation CancelImport($id: ID!) {
  cancelImport(id: $id) {
    id
    status
  }
}
    `) as unknown as TypedDocumentString<CancelImportMutation, CancelImportMutationVariables>;
export const SourcesToImportDocument = new TypedDocumentString(`
    query SourcesToImport($after: String) {
  sources(first: 500, after: $after) {
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SourcesToImportQuery, SourcesToImportQueryVariables>;
export const ImportFileDocument = new TypedDocumentString(`
    mutation ImportFile($file: Upload!, $options: ImportOptions) {
  importFile(file: $file, options: $options) {
    id
  }
}
    `) as unknown as TypedDocumentString<ImportFileMutation, ImportFileMutationVariables>;
export const ColumnNamesDocument = new TypedDocumentString(`
    query ColumnNames($id: ID!, $after: String) {
  table(id: $id) {
    id
    columns(first: 5000, after: $after) {
      nodes {
        id
        name
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ColumnNamesQuery, ColumnNamesQueryVariables>;
export const TableThenDocument = new TypedDocumentString(`
    query TableThen($id: ID!, $seq: Long!) {
  table(id: $id, asOf: {seq: $seq}) {
    id
    kind
    description
  }
}
    `) as unknown as TypedDocumentString<TableThenQuery, TableThenQueryVariables>;
export const ColumnsThenDocument = new TypedDocumentString(`
    query ColumnsThen($id: ID!, $seq: Long!, $after: String) {
  table(id: $id, asOf: {seq: $seq}) {
    id
    columns(first: 5000, after: $after) {
      nodes {
        id
        dataType
        logicalType
        nullable
        default
        description
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ColumnsThenQuery, ColumnsThenQueryVariables>;
export const ChangedSourceDocument = new TypedDocumentString(`
    query ChangedSource($id: ID!) {
  source(id: $id) {
    id
    name
  }
  changesets(filter: {entityId: $id, kind: SOURCE}, first: 1) {
    nodes {
      changes(first: 100) {
        nodes {
          entityId
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangedSourceQuery, ChangedSourceQueryVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($id: ID!, $after: String) {
  changeset(id: $id) {
    seq
    changes(first: 50, after: $after) {
      nodes {
        entityId
        kind
        name
        operation
        tableId
        edge {
          id
          from
          to
        }
        fields {
          field
          old
          new
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const ChangesetsDocument = new TypedDocumentString(`
    query Changesets($filter: ChangesetFilter, $after: String) {
  changesets(filter: $filter, first: 30, after: $after) {
    nodes {
      id
      ...ChangesetLine
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ChangesetLine on Changeset {
  id
  seq
  at
  origin
  message
  actor {
    id
    name
  }
  undoes {
    seq
  }
  undoneBy {
    seq
  }
  counts {
    kind
    operation
    count
  }
  changes(first: 3) {
    nodes {
      entityId
      kind
      name
      operation
      tableId
      edge {
        id
        from
        to
      }
      fields {
        field
      }
    }
  }
}`) as unknown as TypedDocumentString<ChangesetsQuery, ChangesetsQueryVariables>;
export const ChangesetDocument = new TypedDocumentString(`
    query Changeset($id: ID!) {
  changeset(id: $id) {
    id
    seq
    ...ChangesetLine
  }
}
    fragment ChangesetLine on Changeset {
  id
  seq
  at
  origin
  message
  actor {
    id
    name
  }
  undoes {
    seq
  }
  undoneBy {
    seq
  }
  counts {
    kind
    operation
    count
  }
  changes(first: 3) {
    nodes {
      entityId
      kind
      name
      operation
      tableId
      edge {
        id
        from
        to
      }
      fields {
        field
      }
    }
  }
}`) as unknown as TypedDocumentString<ChangesetQuery, ChangesetQueryVariables>;
export const ChangeActorsDocument = new TypedDocumentString(`
    query ChangeActors {
  changeActors {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<ChangeActorsQuery, ChangeActorsQueryVariables>;
export const FindEntitiesDocument = new TypedDocumentString(`
    query FindEntities($text: String!) {
  search(text: $text, first: 10) {
    nodes {
      __typename
      ... on Table {
        id
        qualifiedName
      }
      ... on Column {
        id
        name
        table {
          id
          qualifiedName
        }
      }
      ... on Source {
        id
        sourceName: name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindEntitiesQuery, FindEntitiesQueryVariables>;
export const ChangedEntityDocument = new TypedDocumentString(`
    query ChangedEntity($id: ID!) {
  table(id: $id) {
    id
    qualifiedName
  }
  source(id: $id) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<ChangedEntityQuery, ChangedEntityQueryVariables>;
export const FollowChangesDocument = new TypedDocumentString(`
    subscription FollowChanges {
  changes {
    seq
  }
}
    `) as unknown as TypedDocumentString<FollowChangesSubscription, FollowChangesSubscriptionVariables>;
export const ChangesetDoneDocument = new TypedDocumentString(`
    query ChangesetDone($id: ID!) {
  changeset(id: $id) {
    counts {
      kind
      operation
      count
    }
    changes(first: 100) {
      nodes {
        entityId
        kind
        name
        operation
        tableId
        edge {
          id
          from
          to
        }
        fields {
          field
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangesetDoneQuery, ChangesetDoneQueryVariables>;
export const LineageEdgeByIdDocument = new TypedDocumentString(`
    query LineageEdgeById($id: ID!) {
  lineageEdge(id: $id) {
    id
    from
    to
    level
  }
}
    `) as unknown as TypedDocumentString<LineageEdgeByIdQuery, LineageEdgeByIdQueryVariables>;
export const LineageBetweenDocument = new TypedDocumentString(`
    query LineageBetween($from: ID!, $to: ID!, $level: LineageLevel!, $filter: LineageFilter!, $asOf: AsOf) {
  lineagePaths(
    from: $from
    to: $to
    level: $level
    max: 1
    filter: $filter
    asOf: $asOf
  ) {
    nodes {
      ...EdgeEnd
    }
    edges {
      id
      from
      to
      level
      derived
      status
      origins
      since
      until
      version
      assertions {
        id
        ...ClaimLine
      }
    }
  }
}
    fragment ClaimLine on Assertion {
  id
  origin
  status
  process
  confidence
  transformation
  note
  at
  actor {
    id
    name
    kind
  }
}
fragment EdgeEnd on LineageNode {
  id
  table {
    id
    qualifiedName
    kind
    source {
      name
    }
  }
  column {
    id
    name
    logicalType
  }
}`) as unknown as TypedDocumentString<LineageBetweenQuery, LineageBetweenQueryVariables>;
export const ColumnsBetweenDocument = new TypedDocumentString(`
    query ColumnsBetween($from: ID!, $asOf: AsOf, $filter: LineageFilter!) {
  lineage(
    of: [$from]
    level: COLUMN
    depth: 1
    direction: DOWNSTREAM
    filter: $filter
    asOf: $asOf
    limit: 5000
  ) {
    truncated
    nodes {
      id
      table {
        id
      }
      column {
        id
        name
      }
    }
    edges {
      id
      from
      to
      status
      origins
      derived
    }
  }
}
    `) as unknown as TypedDocumentString<ColumnsBetweenQuery, ColumnsBetweenQueryVariables>;
export const DrawLineageDocument = new TypedDocumentString(`
    mutation DrawLineage($input: [LineageInput!]!) {
  createLineage(input: $input) {
    edges {
      id
      from
      to
    }
    changeset {
      id
    }
    warnings {
      code
      title
    }
  }
}
    `) as unknown as TypedDocumentString<DrawLineageMutation, DrawLineageMutationVariables>;
export const DecideLineageDocument = new TypedDocumentString(`
    mutation DecideLineage($ids: [ID!]!, $decision: LineageStatus!) {
  reviewLineage(ids: $ids, decision: $decision) {
    edges {
      id
      status
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<DecideLineageMutation, DecideLineageMutationVariables>;
export const EndLineageDocument = new TypedDocumentString(`
    mutation EndLineage($ids: [ID!]!) {
  deleteLineage(ids: $ids) {
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<EndLineageMutation, EndLineageMutationVariables>;
export const LineageFacetsDocument = new TypedDocumentString(`
    query LineageFacets {
  facets {
    sources {
      count
      source {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LineageFacetsQuery, LineageFacetsQueryVariables>;
export const LineageStopsDocument = new TypedDocumentString(`
    query LineageStops($after: String) {
  changesets(filter: {kind: EDGE}, first: 100, after: $after) {
    nodes {
      id
      seq
      at
      message
      actor {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<LineageStopsQuery, LineageStopsQueryVariables>;
export const LineageDifferencesDocument = new TypedDocumentString(`
    query LineageDifferences($of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int, $from: AsOf!, $to: AsOf!) {
  lineageDiff(
    of: $of
    level: $level
    direction: $direction
    depth: $depth
    from: $from
    to: $to
  ) {
    addedNodes {
      id
    }
    removedNodes {
      id
    }
    edges {
      before {
        id
        from
        to
        status
        origins
        derived
      }
      after {
        id
        from
        to
        status
        origins
        derived
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LineageDifferencesQuery, LineageDifferencesQueryVariables>;
export const ImpactCountsDocument = new TypedDocumentString(`
    query ImpactCounts($of: [ID!]!, $direction: Direction!, $filter: LineageFilter, $asOf: AsOf) {
  impact(of: $of, direction: $direction, filter: $filter, asOf: $asOf) {
    tables
    columns
    byDepth {
      depth
      tables
      columns
    }
    bySource {
      count
      source {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ImpactCountsQuery, ImpactCountsQueryVariables>;
export const ImpactListDocument = new TypedDocumentString(`
    query ImpactList($of: [ID!]!, $direction: Direction!, $filter: LineageFilter, $asOf: AsOf, $first: Int!, $after: String) {
  impact(of: $of, direction: $direction, filter: $filter, asOf: $asOf) {
    nodes(first: $first, after: $after) {
      nodes {
        id
        level
        depth
        table {
          id
          qualifiedName
          kind
          owner
          tags
          source {
            id
            name
          }
        }
        column {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ImpactListQuery, ImpactListQueryVariables>;
export const LineageListedDocument = new TypedDocumentString(`
    query LineageListed($of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int) {
  lineage(of: $of, level: $level, direction: $direction, depth: $depth) {
    totalNodes
    truncated
    nodes {
      id
      level
      depth
      upDepth
      downDepth
      table {
        id
        qualifiedName
        kind
        owner
        source {
          id
          name
        }
      }
      column {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LineageListedQuery, LineageListedQueryVariables>;
export const LineageBesideDocument = new TypedDocumentString(`
    query LineageBeside($of: [ID!]!, $level: LineageLevel!, $filter: LineageFilter!) {
  lineage(of: $of, level: $level, depth: 1, filter: $filter) {
    edges {
      id
      from
      to
      level
      status
      origins
      derived
    }
  }
}
    `) as unknown as TypedDocumentString<LineageBesideQuery, LineageBesideQueryVariables>;
export const LineageColumnChoicesDocument = new TypedDocumentString(`
    query LineageColumnChoices($id: ID!, $after: String) {
  table(id: $id) {
    id
    columns(first: 5000, after: $after) {
      nodes {
        id
        name
        logicalType
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LineageColumnChoicesQuery, LineageColumnChoicesQueryVariables>;
export const LineageNamesDocument = new TypedDocumentString(`
    query LineageNames($ids: [ID!]!, $level: LineageLevel!, $asOf: AsOf) {
  lineage(of: $ids, level: $level, depth: 0, asOf: $asOf) {
    nodes {
      id
      table {
        id
        qualifiedName
        kind
      }
      column {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LineageNamesQuery, LineageNamesQueryVariables>;
export const LineageNodeFactsDocument = new TypedDocumentString(`
    query LineageNodeFacts($ids: [ID!]!, $level: LineageLevel!, $asOf: AsOf) {
  lineage(of: $ids, level: $level, depth: 0, asOf: $asOf) {
    nodes {
      id
      level
      table {
        id
        qualifiedName
        kind
        owner
        tags
        description
        columnCount
        rowCount
        introspectedAt
        updatedAt
        upstreamCount
        downstreamCount
        source {
          id
          name
        }
      }
      column {
        id
        name
        dataType
        logicalType
        nullable
        primaryKey
        unique
        description
        tags
        upstreamCount
        downstreamCount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LineageNodeFactsQuery, LineageNodeFactsQueryVariables>;
export const LineageNodeColumnsDocument = new TypedDocumentString(`
    query LineageNodeColumns($id: ID!, $filter: String, $asOf: AsOf) {
  table(id: $id, asOf: $asOf) {
    id
    columns(first: 200, filter: $filter) {
      nodes {
        id
        name
        logicalType
        upstreamCount
        downstreamCount
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LineageNodeColumnsQuery, LineageNodeColumnsQueryVariables>;
export const LineagePositionsDocument = new TypedDocumentString(`
    query LineagePositions($name: String!) {
  me {
    setting(name: $name)
  }
}
    `) as unknown as TypedDocumentString<LineagePositionsQuery, LineagePositionsQueryVariables>;
export const SettingNamesDocument = new TypedDocumentString(`
    query SettingNames {
  me {
    settingNames
  }
}
    `) as unknown as TypedDocumentString<SettingNamesQuery, SettingNamesQueryVariables>;
export const SaveLineagePositionsDocument = new TypedDocumentString(`
    mutation SaveLineagePositions($name: String!, $value: JSON) {
  saveSetting(name: $name, value: $value) {
    id
  }
}
    `) as unknown as TypedDocumentString<SaveLineagePositionsMutation, SaveLineagePositionsMutationVariables>;
export const ProposalsDocument = new TypedDocumentString(`
    query Proposals($filter: LineageReviewFilter, $after: String) {
  lineageReview(filter: $filter, first: 50, after: $after) {
    nodes {
      edge {
        id
      }
      from {
        ...ProposalEnd
      }
      to {
        ...ProposalEnd
      }
      ...ProposalLine
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ProposalEnd on LineageEnd {
  id
  table {
    id
    qualifiedName
    source {
      name
    }
  }
  column {
    id
    name
  }
}
fragment ProposalLine on LineageProposal {
  confidence
  createdAt
  edge {
    id
    level
    assertions {
      id
      origin
      status
      process
      confidence
      transformation
      note
      at
      actor {
        name
      }
    }
  }
  from {
    id
    ...ProposalEnd
  }
  to {
    id
    ...ProposalEnd
  }
}`) as unknown as TypedDocumentString<ProposalsQuery, ProposalsQueryVariables>;
export const ProposalCountDocument = new TypedDocumentString(`
    query ProposalCount($filter: LineageReviewFilter) {
  lineageReview(filter: $filter, first: 1) {
    totalCount {
      value
      exact
    }
  }
}
    `) as unknown as TypedDocumentString<ProposalCountQuery, ProposalCountQueryVariables>;
export const LineageTablesDocument = new TypedDocumentString(`
    query LineageTables($text: String!) {
  tables(filter: {text: $text}, first: 20) {
    nodes {
      id
      qualifiedName
      kind
      source {
        name
      }
    }
    totalCount {
      value
    }
  }
}
    `) as unknown as TypedDocumentString<LineageTablesQuery, LineageTablesQueryVariables>;
export const LineageWalkDocument = new TypedDocumentString(`
    query LineageWalk($of: [ID!]!, $level: LineageLevel!, $columns: Boolean!, $direction: Direction!, $depth: Int, $filter: LineageFilter, $asOf: AsOf, $limit: Int) {
  lineage(
    of: $of
    level: $level
    direction: $direction
    depth: $depth
    filter: $filter
    asOf: $asOf
    limit: $limit
  ) {
    compact
    totalNodes
    totalEdges
    truncated
  }
  tables: lineage(
    of: $of
    level: TABLE
    direction: $direction
    depth: $depth
    filter: $filter
    asOf: $asOf
    limit: $limit
  ) @include(if: $columns) {
    compact
  }
}
    `) as unknown as TypedDocumentString<LineageWalkQuery, LineageWalkQueryVariables>;
export const LineageChangesDocument = new TypedDocumentString(`
    query LineageChanges($of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int, $from: AsOf!, $to: AsOf!) {
  lineageDiff(
    of: $of
    level: $level
    direction: $direction
    depth: $depth
    from: $from
    to: $to
  ) {
    edges {
      before {
        id
        from
        to
        status
        origins
        derived
      }
      after {
        id
        from
        to
        status
        origins
        derived
      }
    }
    removedNodes {
      id
      table {
        id
        name
        schema
        kind
        source {
          id
        }
      }
      column {
        id
        path
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LineageChangesQuery, LineageChangesQueryVariables>;
export const LineageColumnsDocument = new TypedDocumentString(`
    query LineageColumns($id: ID!, $asOf: AsOf, $after: String) {
  table(id: $id, asOf: $asOf) {
    id
    columns(first: 5000, after: $after) {
      nodes {
        id
        path
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LineageColumnsQuery, LineageColumnsQueryVariables>;
export const ClaimLineageDocument = new TypedDocumentString(`
    mutation ClaimLineage($input: [LineageInput!]!) {
  createLineage(input: $input) {
    edges {
      id
      from
      to
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<ClaimLineageMutation, ClaimLineageMutationVariables>;
export const ReviewEdgesDocument = new TypedDocumentString(`
    mutation ReviewEdges($ids: [ID!]!, $decision: LineageStatus!, $note: String) {
  reviewLineage(ids: $ids, decision: $decision, note: $note) {
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<ReviewEdgesMutation, ReviewEdgesMutationVariables>;
export const EndEdgesDocument = new TypedDocumentString(`
    mutation EndEdges($ids: [ID!]!) {
  deleteLineage(ids: $ids) {
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<EndEdgesMutation, EndEdgesMutationVariables>;
export const RewordClaimDocument = new TypedDocumentString(`
    mutation RewordClaim($id: ID!, $version: Int!, $patch: AssertionPatch!) {
  updateAssertion(id: $id, version: $version, patch: $patch) {
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<RewordClaimMutation, RewordClaimMutationVariables>;
export const WithdrawClaimsDocument = new TypedDocumentString(`
    mutation WithdrawClaims($ids: [ID!]!) {
  withdrawAssertions(ids: $ids) {
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawClaimsMutation, WithdrawClaimsMutationVariables>;
export const MappingColumnsDocument = new TypedDocumentString(`
    query MappingColumns($id: ID!, $after: String) {
  table(id: $id) {
    id
    qualifiedName
    columnCount
    columns(first: 5000, after: $after) {
      nodes {
        id
        name
        logicalType
        dataType
        primaryKey
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MappingColumnsQuery, MappingColumnsQueryVariables>;
export const MappingProposalsDocument = new TypedDocumentString(`
    query MappingProposals($from: ID!, $to: ID!) {
  proposeMapping(fromTable: $from, toTable: $to) {
    reason
    confidence
    from {
      id
    }
    to {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MappingProposalsQuery, MappingProposalsQueryVariables>;
export const MappingExistingDocument = new TypedDocumentString(`
    query MappingExisting($from: ID!) {
  lineage(
    of: [$from]
    level: COLUMN
    depth: 1
    direction: DOWNSTREAM
    limit: 20000
    filter: {statuses: [APPROVED, PROPOSED, REJECTED]}
  ) {
    truncated
    compact
  }
}
    `) as unknown as TypedDocumentString<MappingExistingQuery, MappingExistingQueryVariables>;
export const SaveMappingDocument = new TypedDocumentString(`
    mutation SaveMapping($input: [LineageInput!]!, $message: String) {
  createLineage(input: $input, message: $message) {
    edges {
      id
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<SaveMappingMutation, SaveMappingMutationVariables>;
export const FetchDocument = new TypedDocumentString(`
    subscription Fetch($input: FetchColumnsInput!) {
  fetchColumns(input: $input) {
    progress {
      phase
      done
      total
    }
    result {
      id
      table {
        schema
        name
        kind
        rowCount
        sourceComment
      }
      columns {
        path
        dataType
        logicalType
        nullable
        primaryKey
        sourceComment
      }
      warnings {
        code
        title
        cause
        remedy
        engineCode
        engineMessage
      }
      evidence {
        statements
        sampledDocuments
        sampleMethod
        elapsedMs
        resolvedFrom
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FetchSubscription, FetchSubscriptionVariables>;
export const CreateTablesDocument = new TypedDocumentString(`
    mutation CreateTables($input: [TableInput!]!) {
  createTables(input: $input) {
    tables {
      id
      qualifiedName
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTablesMutation, CreateTablesMutationVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($text: String!, $first: Int!, $after: String) {
  search(text: $text, first: $first, after: $after) {
    nodes {
      __typename
      ... on Table {
        id
        qualifiedName
        kind
        description
        source {
          name
        }
      }
      ... on Column {
        id
        name
        dataType
        description
        table {
          id
          qualifiedName
          source {
            name
          }
        }
      }
      ... on Source {
        id
        name
        sourceKind: kind
        description
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const SearchCountDocument = new TypedDocumentString(`
    query SearchCount($text: String!) {
  search(text: $text, first: 1) {
    totalCount {
      value
      exact
    }
  }
}
    `) as unknown as TypedDocumentString<SearchCountQuery, SearchCountQueryVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut {
    ended
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const WaitingCountDocument = new TypedDocumentString(`
    query WaitingCount {
  lineageReview(first: 1) {
    totalCount {
      value
      exact
    }
  }
}
    `) as unknown as TypedDocumentString<WaitingCountQuery, WaitingCountQueryVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($login: String!, $password: Secret!) {
  signIn(login: $login, password: $password) {
    me {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const SourceKindsDocument = new TypedDocumentString(`
    query SourceKinds {
  sourceKinds {
    kind
    title
    settings {
      name
      label
      type
      required
      default
      help
      secret
      bindsSecret
      minimum
      maximum
      choices {
        value
        label
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SourceKindsQuery, SourceKindsQueryVariables>;
export const SourcesDocument = new TypedDocumentString(`
    query Sources($filter: SourceFilter, $after: String) {
  sources(filter: $filter, first: 100, after: $after) {
    nodes {
      id
      ...SourceRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment SourceRow on Source {
  id
  name
  kind
  description
  isActive
  lastTest {
    status
    testedAt
  }
  tables(first: 1) {
    totalCount {
      value
      exact
    }
  }
}`) as unknown as TypedDocumentString<SourcesQuery, SourcesQueryVariables>;
export const SourceDocument = new TypedDocumentString(`
    query Source($id: ID!) {
  source(id: $id) {
    id
    name
    kind
    description
    settings
    hasSecret
    isActive
    version
    lastTest {
      ...TestResult
    }
    tables(first: 1) {
      totalCount {
        value
        exact
      }
    }
  }
}
    fragment TestStepLine on TestStep {
  name
  title
  status
  elapsedMs
  detail
  problem {
    code
    title
    cause
    remedy
    engineCode
    engineMessage
  }
}
fragment TestResult on ConnectionTest {
  status
  testedAt
  elapsedMs
  serverVersion
  steps {
    name
    ...TestStepLine
  }
}`) as unknown as TypedDocumentString<SourceQuery, SourceQueryVariables>;
export const CreateSourceDocument = new TypedDocumentString(`
    mutation CreateSource($input: SourceInput!, $dryRun: Boolean!) {
  createSource(input: $input, dryRun: $dryRun) {
    source {
      id
      name
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<CreateSourceMutation, CreateSourceMutationVariables>;
export const UpdateSourceDocument = new TypedDocumentString(`
    mutation UpdateSource($id: ID!, $version: Int!, $patch: SourcePatch!, $dryRun: Boolean!) {
  updateSource(id: $id, version: $version, patch: $patch, dryRun: $dryRun) {
    source {
      id
      name
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateSourceMutation, UpdateSourceMutationVariables>;
export const DeleteSourceDocument = new TypedDocumentString(`
    mutation DeleteSource($id: ID!, $version: Int!, $tables: OnSourceDelete!) {
  deleteSource(id: $id, version: $version, tables: $tables) {
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteSourceMutation, DeleteSourceMutationVariables>;
export const TestSourceDocument = new TypedDocumentString(`
    mutation TestSource($id: ID!) {
  testSource(id: $id) {
    status
  }
}
    `) as unknown as TypedDocumentString<TestSourceMutation, TestSourceMutationVariables>;
export const TestConnectionDocument = new TypedDocumentString(`
    subscription TestConnection($input: ConnectionInput!, $sourceId: ID) {
  testConnection(input: $input, sourceId: $sourceId) {
    step {
      name
      ...TestStepLine
    }
    result {
      status
      ...TestResult
    }
  }
}
    fragment TestStepLine on TestStep {
  name
  title
  status
  elapsedMs
  detail
  problem {
    code
    title
    cause
    remedy
    engineCode
    engineMessage
  }
}
fragment TestResult on ConnectionTest {
  status
  testedAt
  elapsedMs
  serverVersion
  steps {
    name
    ...TestStepLine
  }
}`) as unknown as TypedDocumentString<TestConnectionSubscription, TestConnectionSubscriptionVariables>;
export const StartCountsDocument = new TypedDocumentString(`
    query StartCounts {
  server {
    seq
  }
  all: tables(first: 1) {
    nodes {
      id
    }
    totalCount {
      value
      exact
    }
  }
  fetched: tables(first: 1, filter: {neverFetched: false}) {
    nodes {
      id
    }
  }
  linked: tables(first: 1, filter: {hasLineage: true}, orderBy: UPDATED_NEWEST) {
    nodes {
      id
      qualifiedName
    }
    totalCount {
      value
      exact
    }
  }
}
    `) as unknown as TypedDocumentString<StartCountsQuery, StartCountsQueryVariables>;
export const StartSourcesDocument = new TypedDocumentString(`
    query StartSources($after: String) {
  sources(first: 500, after: $after) {
    nodes {
      id
      name
      lastTest {
        status
        testedAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<StartSourcesQuery, StartSourcesQueryVariables>;
export const StartChangesDocument = new TypedDocumentString(`
    query StartChanges {
  changesets(first: 6) {
    nodes {
      id
      seq
      at
      message
      actor {
        name
      }
      changes(first: 1) {
        nodes {
          kind
          name
          operation
          entityId
          tableId
        }
        totalCount {
          value
          exact
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StartChangesQuery, StartChangesQueryVariables>;
export const WaitingDocument = new TypedDocumentString(`
    query Waiting {
  lineageReview(first: 5) {
    nodes {
      confidence
      edge {
        id
        level
      }
      from {
        id
        table {
          qualifiedName
        }
        column {
          name
        }
      }
      to {
        id
        table {
          qualifiedName
        }
        column {
          name
        }
      }
    }
    totalCount {
      value
      exact
    }
  }
}
    `) as unknown as TypedDocumentString<WaitingQuery, WaitingQueryVariables>;
export const UpdateTablesDocument = new TypedDocumentString(`
    mutation UpdateTables($patches: [TablePatchById!]!) {
  updateTables(patches: $patches) {
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateTablesMutation, UpdateTablesMutationVariables>;
export const DeleteTablesDocument = new TypedDocumentString(`
    mutation DeleteTables($tables: [TableVersion!]!, $dryRun: Boolean! = false) {
  deleteTables(tables: $tables, dryRun: $dryRun) {
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteTablesMutation, DeleteTablesMutationVariables>;
export const DeletedTablesDocument = new TypedDocumentString(`
    query DeletedTables($after: String) {
  changesets(filter: {deletedOnly: true, kind: TABLE}, first: 20, after: $after) {
    nodes {
      id
      seq
      at
      actor {
        name
      }
      undoneBy {
        id
      }
      changes(first: 100) {
        nodes {
          entityId
          kind
          name
          operation
        }
        totalCount {
          value
          exact
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<DeletedTablesQuery, DeletedTablesQueryVariables>;
export const UndoneTablesDocument = new TypedDocumentString(`
    query UndoneTables($from: DateTime!, $after: String) {
  changesets(
    filter: {kind: TABLE, origin: UNDO, from: $from}
    first: 20
    after: $after
  ) {
    nodes {
      id
      seq
      changes(first: 100) {
        nodes {
          entityId
          kind
          name
          operation
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<UndoneTablesQuery, UndoneTablesQueryVariables>;
export const TablesOfChangesetDocument = new TypedDocumentString(`
    query TablesOfChangeset($id: ID!, $after: String) {
  changeset(id: $id) {
    changes(first: 500, after: $after) {
      nodes {
        entityId
        kind
        name
        operation
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TablesOfChangesetQuery, TablesOfChangesetQueryVariables>;
export const RestoreTablesDocument = new TypedDocumentString(`
    mutation RestoreTables($changeset: ID!, $tables: [ID!]!) {
  restoreTables(changeset: $changeset, tables: $tables) {
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<RestoreTablesMutation, RestoreTablesMutationVariables>;
export const TableDeletionDocument = new TypedDocumentString(`
    query TableDeletion($id: ID!) {
  changesets(filter: {entityId: $id, deletedOnly: true, kind: TABLE}, first: 1) {
    nodes {
      id
      seq
      at
      actor {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TableDeletionQuery, TableDeletionQueryVariables>;
export const TableAsItWasDocument = new TypedDocumentString(`
    query TableAsItWas($id: ID!, $asOf: AsOf!, $after: String) {
  table(id: $id, asOf: $asOf) {
    id
    qualifiedName
    kind
    description
    sourceComment
    tags
    owner
    source {
      id
      name
    }
    columns(first: 5000, after: $after) {
      nodes {
        id
        path
        ...ColumnRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ColumnRow on Column {
  id
  path
  dataType
  logicalType
  nullable
  primaryKey
  unique
  description
  origin
  overridden
  tags
  upstreamCount
  downstreamCount
}`) as unknown as TypedDocumentString<TableAsItWasQuery, TableAsItWasQueryVariables>;
export const FetchAgainDocument = new TypedDocumentString(`
    subscription FetchAgain($input: FetchColumnsInput!) {
  fetchColumns(input: $input) {
    progress {
      phase
      done
      total
    }
    result {
      id
      warnings {
        code
        title
        cause
        remedy
        engineCode
        engineMessage
      }
      diff {
        entries {
          id
          kind
          columnId
          path
          field
          stored
          observed
          overridden
          lineageEdges
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FetchAgainSubscription, FetchAgainSubscriptionVariables>;
export const ApplyFetchedDocument = new TypedDocumentString(`
    mutation ApplyFetched($id: ID!, $version: Int!, $fetched: ID!, $accept: [ID!]) {
  applyFetched(
    tableId: $id
    version: $version
    fetched: $fetched
    accept: $accept
  ) {
    table {
      id
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<ApplyFetchedMutation, ApplyFetchedMutationVariables>;
export const ListedColumnsDocument = new TypedDocumentString(`
    query ListedColumns($id: ID!, $after: String) {
  table(id: $id) {
    id
    version
    columns(first: 5000, after: $after) {
      nodes {
        id
        path
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ListedColumnsQuery, ListedColumnsQueryVariables>;
export const TablesDocument = new TypedDocumentString(`
    query Tables($filter: TableFilter, $orderBy: TableOrder, $first: Int!, $after: String) {
  tables(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes {
      id
      version
      tags
      qualifiedName
      columnCount
      ...TableRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TableRow on Table {
  id
  schema
  name
  qualifiedName
  kind
  columnCount
  tags
  owner
  introspectedAt
  upstreamCount
  downstreamCount
  source {
    id
    name
  }
}`) as unknown as TypedDocumentString<TablesQuery, TablesQueryVariables>;
export const TableCountDocument = new TypedDocumentString(`
    query TableCount($filter: TableFilter) {
  tables(filter: $filter, first: 1) {
    totalCount {
      value
      exact
    }
  }
}
    `) as unknown as TypedDocumentString<TableCountQuery, TableCountQueryVariables>;
export const FacetsDocument = new TypedDocumentString(`
    query Facets {
  facets {
    sources {
      count
      source {
        id
        name
      }
    }
    kinds {
      kind
      count
    }
    tags {
      value
      count
    }
    owners {
      value
      count
    }
  }
}
    `) as unknown as TypedDocumentString<FacetsQuery, FacetsQueryVariables>;
export const TableDocument = new TypedDocumentString(`
    query Table($id: ID!) {
  table(id: $id) {
    id
    version
    name
    schema
    externalName
    externalSchema
    qualifiedName
    kind
    description
    sourceComment
    tags
    owner
    source {
      id
      name
      isActive
    }
    ...TableFacts
  }
}
    fragment TableFacts on Table {
  name
  schema
  owner
  tags
  kind
  externalSchema
  externalName
  rowCount
  introspectedAt
  createdAt
  updatedAt
  sourceComment
  upstreamCount
  downstreamCount
}`) as unknown as TypedDocumentString<TableQuery, TableQueryVariables>;
export const ColumnsDocument = new TypedDocumentString(`
    query Columns($id: ID!, $filter: String) {
  table(id: $id) {
    id
    version
    columnCount
    columns(first: 5000, filter: $filter) {
      nodes {
        id
        path
        origin
        dataType
        overridden
        ...ColumnRow
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    fragment ColumnRow on Column {
  id
  path
  dataType
  logicalType
  nullable
  primaryKey
  unique
  description
  origin
  overridden
  tags
  upstreamCount
  downstreamCount
}`) as unknown as TypedDocumentString<ColumnsQuery, ColumnsQueryVariables>;
export const EditedColumnsDocument = new TypedDocumentString(`
    query EditedColumns($id: ID!) {
  table(id: $id) {
    id
    version
    columns(first: 5000) {
      nodes {
        id
        path
        dataType
        nullable
        primaryKey
        description
        tags
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EditedColumnsQuery, EditedColumnsQueryVariables>;
export const ColumnDetailsDocument = new TypedDocumentString(`
    query ColumnDetails($id: ID!, $after: String) {
  table(id: $id) {
    id
    columns(first: 5000, after: $after) {
      nodes {
        id
        ...ColumnDetails
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ColumnDetails on Column {
  id
  path
  dataType
  logicalType
  nullable
  primaryKey
  unique
  default
  generated
  description
  sourceComment
  tags
  origin
  overridden
  properties
}`) as unknown as TypedDocumentString<ColumnDetailsQuery, ColumnDetailsQueryVariables>;
export const EngineFactsDocument = new TypedDocumentString(`
    query EngineFacts($id: ID!) {
  table(id: $id) {
    id
    definition
    properties
    keys {
      kind
      name
      columns
      referencedColumns
      references {
        schema
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EngineFactsQuery, EngineFactsQueryVariables>;
export const ReferencedTableDocument = new TypedDocumentString(`
    query ReferencedTable($source: String, $schema: String, $name: String!) {
  tableByName(source: $source, schema: $schema, name: $name) {
    id
    qualifiedName
  }
}
    `) as unknown as TypedDocumentString<ReferencedTableQuery, ReferencedTableQueryVariables>;
export const EditColumnsDocument = new TypedDocumentString(`
    mutation EditColumns($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {
  saveColumns(tableId: $id, version: $version, columns: $columns) {
    table {
      id
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<EditColumnsMutation, EditColumnsMutationVariables>;
export const BindTableDocument = new TypedDocumentString(`
    mutation BindTable($id: ID!, $version: Int!, $sourceId: ID, $externalSchema: String, $externalName: String, $boundTwice: Boolean!, $dryRun: Boolean!) {
  bindTable(
    id: $id
    version: $version
    sourceId: $sourceId
    externalSchema: $externalSchema
    externalName: $externalName
    boundTwice: $boundTwice
    dryRun: $dryRun
  ) {
    table {
      id
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<BindTableMutation, BindTableMutationVariables>;
export const UpdateTableDocument = new TypedDocumentString(`
    mutation UpdateTable($id: ID!, $version: Int!, $patch: TablePatch!) {
  updateTable(id: $id, version: $version, patch: $patch) {
    table {
      id
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateTableMutation, UpdateTableMutationVariables>;
export const UpdateColumnsDocument = new TypedDocumentString(`
    mutation UpdateColumns($id: ID!, $version: Int!, $patches: [ColumnPatch!]!) {
  updateColumns(tableId: $id, version: $version, patches: $patches) {
    table {
      id
    }
    changeset {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateColumnsMutation, UpdateColumnsMutationVariables>;
export const DeleteTableDocument = new TypedDocumentString(`
    mutation DeleteTable($id: ID!, $version: Int!) {
  deleteTable(id: $id, version: $version) {
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteTableMutation, DeleteTableMutationVariables>;
export const BoundTablesDocument = new TypedDocumentString(`
    query BoundTables($sourceId: ID!, $names: [ExternalName!]!) {
  boundTables(sourceId: $sourceId, names: $names) {
    id
    qualifiedName
    kind
    externalSchema
    externalName
    source {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<BoundTablesQuery, BoundTablesQueryVariables>;
export const SourceChoicesDocument = new TypedDocumentString(`
    query SourceChoices($after: String) {
  sources(filter: {isActive: true}, first: 500, after: $after) {
    nodes {
      id
      name
      kind
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SourceChoicesQuery, SourceChoicesQueryVariables>;
export const SuggestionsDocument = new TypedDocumentString(`
    query Suggestions($sourceId: ID!, $text: String!) {
  suggestTables(sourceId: $sourceId, text: $text, limit: 20) {
    schema
    name
    kind
  }
}
    `) as unknown as TypedDocumentString<SuggestionsQuery, SuggestionsQueryVariables>;
export const FetchTableDocument = new TypedDocumentString(`
    subscription FetchTable($input: FetchColumnsInput!) {
  fetchColumns(input: $input) {
    result {
      id
      table {
        schema
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FetchTableSubscription, FetchTableSubscriptionVariables>;
export const MakeTableDocument = new TypedDocumentString(`
    mutation MakeTable($input: TableInput!) {
  createTable(input: $input) {
    table {
      id
      qualifiedName
      columnCount
    }
    changeset {
      id
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<MakeTableMutation, MakeTableMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    name
    role
    kind
    person {
      id
      login
    }
  }
  server {
    version
    catalog
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const WhoIsSignedInDocument = new TypedDocumentString(`
    query WhoIsSignedIn {
  me {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<WhoIsSignedInQuery, WhoIsSignedInQueryVariables>;
export const TableNameDocument = new TypedDocumentString(`
    query TableName($id: ID!) {
  table(id: $id) {
    id
    qualifiedName
    kind
    source {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<TableNameQuery, TableNameQueryVariables>;
export const TablesNamedDocument = new TypedDocumentString(`
    query TablesNamed($filter: TableFilter!) {
  tables(filter: $filter, first: 30) {
    nodes {
      id
      qualifiedName
      kind
      externalSchema
      externalName
      source {
        id
        name
      }
    }
    totalCount {
      value
      exact
    }
  }
}
    `) as unknown as TypedDocumentString<TablesNamedQuery, TablesNamedQueryVariables>;
export const UndoDocument = new TypedDocumentString(`
    mutation Undo($id: ID!) {
  undoChangeset(id: $id) {
    changeset {
      id
      seq
    }
    warnings {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<UndoMutation, UndoMutationVariables>;
export const UndoneTooDocument = new TypedDocumentString(`
    query UndoneToo($id: ID!) {
  changeset(id: $id) {
    seq
    actor {
      id
      name
    }
    counts {
      kind
      count
    }
  }
}
    `) as unknown as TypedDocumentString<UndoneTooQuery, UndoneTooQueryVariables>;