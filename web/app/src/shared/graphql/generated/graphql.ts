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

export type ChangesetsQueryVariables = Exact<{
  filter?: ChangesetFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ChangesetsQuery = { changesets: { nodes: Array<(
      { id: string }
      & { ' $fragmentRefs'?: { 'ChangesetLineFragment': ChangesetLineFragment } }
    )>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FollowChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowChangesSubscription = { changes: { seq: number } };

export type ChangesQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ChangesQuery = { changeset: { changes: { nodes: Array<{ entityId: string, kind: EntityKind, name: string, operation: Operation, tableId: string | null, fields: Array<{ field: string, old: unknown, new: unknown }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ChangesetLineFragment = { id: string, seq: number, at: string, origin: ChangesetOrigin, message: string | null, actor: { name: string }, undoes: { seq: number } | null, undoneBy: { seq: number } | null, changes: { nodes: Array<{ kind: EntityKind, name: string, operation: Operation }>, totalCount: { value: number, exact: boolean } } } & { ' $fragmentName'?: 'ChangesetLineFragment' };

export type SourceChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type SourceChoicesQuery = { sources: { nodes: Array<{ id: string, name: string, kind: SourceKind }> } };

export type SuggestionsQueryVariables = Exact<{
  sourceId: string | number;
  text: string;
}>;


export type SuggestionsQuery = { suggestTables: Array<{ schema: string | null, name: string, kind: TableKind | null }> };

export type FetchSubscriptionVariables = Exact<{
  input: FetchColumnsInput;
}>;


export type FetchSubscription = { fetchColumns: { progress: { phase: string, done: number | null, total: number | null } | null, result: { id: string, table: { schema: string | null, name: string, kind: TableKind, rowCount: number | null, sourceComment: string | null }, columns: Array<{ path: Array<string>, dataType: string, logicalType: string, nullable: boolean, primaryKey: number | null, sourceComment: string | null }>, warnings: Array<{ code: string, title: string, cause: string | null, remedy: string | null, engineCode: string | null, engineMessage: string | null }>, evidence: { statements: Array<string>, sampledDocuments: number | null, sampleMethod: string | null, elapsedMs: number, resolvedFrom: string | null } } | null } };

export type CreateTablesMutationVariables = Exact<{
  input: Array<TableInput> | TableInput;
}>;


export type CreateTablesMutation = { createTables: { tables: Array<{ id: string, version: number, qualifiedName: string, columns: { nodes: Array<{ id: string, path: Array<string> }> } }>, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type SaveColumnsMutationVariables = Exact<{
  id: string | number;
  version: number;
  columns: Array<ColumnInput> | ColumnInput;
}>;


export type SaveColumnsMutation = { saveColumns: { table: { id: string } } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { ended: number } };

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

export type FetchAgainSubscriptionVariables = Exact<{
  input: FetchColumnsInput;
}>;


export type FetchAgainSubscription = { fetchColumns: { progress: { phase: string, done: number | null, total: number | null } | null, result: { id: string, warnings: Array<{ code: string, title: string, cause: string | null, remedy: string | null, engineCode: string | null, engineMessage: string | null }>, diff: { entries: Array<{ id: string, kind: DiffKind, path: Array<string> | null, field: string | null, stored: unknown, observed: unknown, overridden: unknown, lineageEdges: number | null }> } | null } | null } };

export type ApplyFetchedMutationVariables = Exact<{
  id: string | number;
  version: number;
  fetched: string | number;
  accept: Array<string | number> | string | number;
}>;


export type ApplyFetchedMutation = { applyFetched: { table: { id: string }, changeset: { id: string } | null, warnings: Array<{ title: string }> } };

export type TablesQueryVariables = Exact<{
  filter?: TableFilter | null | undefined;
  orderBy?: TableOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type TablesQuery = { tables: { nodes: Array<(
      { id: string }
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
    { id: string, version: number, qualifiedName: string, kind: TableKind, description: string | null, tags: Array<string>, owner: string | null, source: { id: string, name: string, isActive: boolean } | null }
    & { ' $fragmentRefs'?: { 'TableFactsFragment': TableFactsFragment } }
  ) | null };

export type ColumnsQueryVariables = Exact<{
  id: string | number;
  filter?: string | null | undefined;
}>;


export type ColumnsQuery = { table: { id: string, columnCount: number, columns: { nodes: Array<(
        { id: string, path: Array<string> }
        & { ' $fragmentRefs'?: { 'ColumnRowFragment': ColumnRowFragment } }
      )>, pageInfo: { hasNextPage: boolean } } } | null };

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

export type ColumnRowFragment = { id: string, path: Array<string>, dataType: string, logicalType: string, nullable: boolean, primaryKey: number | null, unique: boolean, description: string | null, origin: ColumnOrigin, overridden: Array<string>, upstreamCount: number | null, downstreamCount: number | null } & { ' $fragmentName'?: 'ColumnRowFragment' };

export type TableFactsFragment = { owner: string | null, tags: Array<string>, externalSchema: string | null, externalName: string | null, rowCount: number | null, introspectedAt: string | null, createdAt: string, updatedAt: string, definition: string | null, properties: unknown, sourceComment: string | null, upstreamCount: number | null, downstreamCount: number | null, keys: Array<{ kind: string, name: string | null, columns: Array<string>, referencedColumns: Array<string>, enabled: boolean | null, references: { schema: string | null, name: string } | null }> } & { ' $fragmentName'?: 'TableFactsFragment' };

export type TableRowFragment = { id: string, qualifiedName: string, kind: TableKind, columnCount: number, tags: Array<string>, owner: string | null, introspectedAt: string | null, upstreamCount: number | null, downstreamCount: number | null, source: { id: string, name: string } | null } & { ' $fragmentName'?: 'TableRowFragment' };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, role: Role, kind: ActorKind } | null, server: { version: string, catalog: string } };

export type UndoMutationVariables = Exact<{
  id: string | number;
}>;


export type UndoMutation = { undoChangeset: { changeset: { id: string, seq: number } | null, warnings: Array<{ title: string }> } };

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
export const ChangesetLineFragmentDoc = new TypedDocumentString(`
    fragment ChangesetLine on Changeset {
  id
  seq
  at
  origin
  message
  actor {
    name
  }
  undoes {
    seq
  }
  undoneBy {
    seq
  }
  changes(first: 3) {
    nodes {
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
    `, {"fragmentName":"ChangesetLine"}) as unknown as TypedDocumentString<ChangesetLineFragment, unknown>;
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
  upstreamCount
  downstreamCount
}
    `, {"fragmentName":"ColumnRow"}) as unknown as TypedDocumentString<ColumnRowFragment, unknown>;
export const TableFactsFragmentDoc = new TypedDocumentString(`
    fragment TableFacts on Table {
  owner
  tags
  externalSchema
  externalName
  rowCount
  introspectedAt
  createdAt
  updatedAt
  definition
  properties
  sourceComment
  upstreamCount
  downstreamCount
  keys {
    kind
    name
    columns
    referencedColumns
    references {
      schema
      name
    }
    enabled
  }
}
    `, {"fragmentName":"TableFacts"}) as unknown as TypedDocumentString<TableFactsFragment, unknown>;
export const TableRowFragmentDoc = new TypedDocumentString(`
    fragment TableRow on Table {
  id
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
    name
  }
  undoes {
    seq
  }
  undoneBy {
    seq
  }
  changes(first: 3) {
    nodes {
      kind
      name
      operation
    }
    totalCount {
      value
      exact
    }
  }
}`) as unknown as TypedDocumentString<ChangesetsQuery, ChangesetsQueryVariables>;
export const FollowChangesDocument = new TypedDocumentString(`
    subscription FollowChanges {
  changes {
    seq
  }
}
    `) as unknown as TypedDocumentString<FollowChangesSubscription, FollowChangesSubscriptionVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($id: ID!, $after: String) {
  changeset(id: $id) {
    changes(first: 50, after: $after) {
      nodes {
        entityId
        kind
        name
        operation
        tableId
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
export const SourceChoicesDocument = new TypedDocumentString(`
    query SourceChoices {
  sources(filter: {isActive: true}, first: 500) {
    nodes {
      id
      name
      kind
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
      version
      qualifiedName
      columns(first: 5000) {
        nodes {
          id
          path
        }
      }
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
export const SaveColumnsDocument = new TypedDocumentString(`
    mutation SaveColumns($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {
  saveColumns(tableId: $id, version: $version, columns: $columns) {
    table {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SaveColumnsMutation, SaveColumnsMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut {
    ended
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
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
    mutation ApplyFetched($id: ID!, $version: Int!, $fetched: ID!, $accept: [ID!]!) {
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
export const TablesDocument = new TypedDocumentString(`
    query Tables($filter: TableFilter, $orderBy: TableOrder, $after: String) {
  tables(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {
    nodes {
      id
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
    qualifiedName
    kind
    description
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
  owner
  tags
  externalSchema
  externalName
  rowCount
  introspectedAt
  createdAt
  updatedAt
  definition
  properties
  sourceComment
  upstreamCount
  downstreamCount
  keys {
    kind
    name
    columns
    referencedColumns
    references {
      schema
      name
    }
    enabled
  }
}`) as unknown as TypedDocumentString<TableQuery, TableQueryVariables>;
export const ColumnsDocument = new TypedDocumentString(`
    query Columns($id: ID!, $filter: String) {
  table(id: $id) {
    id
    columnCount
    columns(first: 5000, filter: $filter) {
      nodes {
        id
        path
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
  upstreamCount
  downstreamCount
}`) as unknown as TypedDocumentString<ColumnsQuery, ColumnsQueryVariables>;
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
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    name
    role
    kind
  }
  server {
    version
    catalog
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
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