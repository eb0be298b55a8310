/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Changesets($filter: ChangesetFilter, $after: String) {\n    changesets(filter: $filter, first: 30, after: $after) {\n      nodes { id ...ChangesetLine }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ChangesetsDocument,
    "\n  subscription FollowChanges {\n    changes { seq }\n  }\n": typeof types.FollowChangesDocument,
    "\n  query Changes($id: ID!, $after: String) {\n    changeset(id: $id) {\n      changes(first: 50, after: $after) {\n        nodes { entityId kind name operation tableId fields { field old new } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.ChangesDocument,
    "\n  fragment ChangesetLine on Changeset {\n    id seq at origin message\n    actor { name }\n    undoes { seq }\n    undoneBy { seq }\n    changes(first: 3) {\n      nodes { kind name operation }\n      totalCount { value exact }\n    }\n  }\n": typeof types.ChangesetLineFragmentDoc,
    "\n  query SourceChoices {\n    sources(filter: { isActive: true }, first: 500) { nodes { id name kind } }\n  }\n": typeof types.SourceChoicesDocument,
    "\n  query Suggestions($sourceId: ID!, $text: String!) {\n    suggestTables(sourceId: $sourceId, text: $text, limit: 20) { schema name kind }\n  }\n": typeof types.SuggestionsDocument,
    "\n  subscription Fetch($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        table { schema name kind rowCount sourceComment }\n        columns { path dataType logicalType nullable primaryKey sourceComment }\n        warnings { code title cause remedy engineCode engineMessage }\n        evidence { statements sampledDocuments sampleMethod elapsedMs resolvedFrom }\n      }\n    }\n  }\n": typeof types.FetchDocument,
    "\n  mutation CreateTables($input: [TableInput!]!) {\n    createTables(input: $input) {\n      tables { id version qualifiedName columns(first: 5000) { nodes { id path } } }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": typeof types.CreateTablesDocument,
    "\n  mutation SaveColumns($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {\n    saveColumns(tableId: $id, version: $version, columns: $columns) { table { id } }\n  }\n": typeof types.SaveColumnsDocument,
    "\n  mutation SignOut {\n    signOut { ended }\n  }\n": typeof types.SignOutDocument,
    "\n  query SourceKinds {\n    sourceKinds {\n      kind\n      title\n      settings { name label type required default help secret bindsSecret minimum maximum choices { value label } }\n    }\n  }\n": typeof types.SourceKindsDocument,
    "\n  query Sources($filter: SourceFilter, $after: String) {\n    sources(filter: $filter, first: 100, after: $after) {\n      nodes { id ...SourceRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.SourcesDocument,
    "\n  query Source($id: ID!) {\n    source(id: $id) {\n      id name kind description settings hasSecret isActive version\n      lastTest { ...TestResult }\n      tables(first: 1) { totalCount { value exact } }\n    }\n  }\n": typeof types.SourceDocument,
    "\n  mutation CreateSource($input: SourceInput!, $dryRun: Boolean!) {\n    createSource(input: $input, dryRun: $dryRun) { source { id name } changeset { id } warnings { title } }\n  }\n": typeof types.CreateSourceDocument,
    "\n  mutation UpdateSource($id: ID!, $version: Int!, $patch: SourcePatch!, $dryRun: Boolean!) {\n    updateSource(id: $id, version: $version, patch: $patch, dryRun: $dryRun) { source { id name } changeset { id } warnings { title } }\n  }\n": typeof types.UpdateSourceDocument,
    "\n  mutation DeleteSource($id: ID!, $version: Int!, $tables: OnSourceDelete!) {\n    deleteSource(id: $id, version: $version, tables: $tables) { changeset { id } warnings { title } }\n  }\n": typeof types.DeleteSourceDocument,
    "\n  mutation TestSource($id: ID!) {\n    testSource(id: $id) { status }\n  }\n": typeof types.TestSourceDocument,
    "\n  subscription TestConnection($input: ConnectionInput!, $sourceId: ID) {\n    testConnection(input: $input, sourceId: $sourceId) {\n      step { name ...TestStepLine }\n      result { status ...TestResult }\n    }\n  }\n": typeof types.TestConnectionDocument,
    "\n  fragment SourceRow on Source {\n    id name kind description isActive\n    lastTest { status testedAt }\n    tables(first: 1) { totalCount { value exact } }\n  }\n": typeof types.SourceRowFragmentDoc,
    "\n  fragment TestStepLine on TestStep {\n    name title status elapsedMs detail\n    problem { code title cause remedy engineCode engineMessage }\n  }\n": typeof types.TestStepLineFragmentDoc,
    "\n  fragment TestResult on ConnectionTest {\n    status testedAt elapsedMs serverVersion\n    steps { name ...TestStepLine }\n  }\n": typeof types.TestResultFragmentDoc,
    "\n  subscription FetchAgain($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        warnings { code title cause remedy engineCode engineMessage }\n        diff { entries { id kind path field stored observed overridden lineageEdges } }\n      }\n    }\n  }\n": typeof types.FetchAgainDocument,
    "\n  mutation ApplyFetched($id: ID!, $version: Int!, $fetched: ID!, $accept: [ID!]!) {\n    applyFetched(tableId: $id, version: $version, fetched: $fetched, accept: $accept) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": typeof types.ApplyFetchedDocument,
    "\n  query Tables($filter: TableFilter, $orderBy: TableOrder, $after: String) {\n    tables(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {\n      nodes { id ...TableRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.TablesDocument,
    "\n  query TableCount($filter: TableFilter) {\n    tables(filter: $filter, first: 1) { totalCount { value exact } }\n  }\n": typeof types.TableCountDocument,
    "\n  query Facets {\n    facets {\n      sources { count source { id name } }\n      kinds { kind count }\n      tags { value count }\n      owners { value count }\n    }\n  }\n": typeof types.FacetsDocument,
    "\n  query Table($id: ID!) {\n    table(id: $id) {\n      id version qualifiedName kind description tags owner\n      source { id name isActive }\n      ...TableFacts\n    }\n  }\n": typeof types.TableDocument,
    "\n  query Columns($id: ID!, $filter: String) {\n    table(id: $id) {\n      id\n      columnCount\n      columns(first: 5000, filter: $filter) { nodes { id path ...ColumnRow } pageInfo { hasNextPage } }\n    }\n  }\n": typeof types.ColumnsDocument,
    "\n  mutation UpdateTable($id: ID!, $version: Int!, $patch: TablePatch!) {\n    updateTable(id: $id, version: $version, patch: $patch) { table { id } changeset { id } warnings { title } }\n  }\n": typeof types.UpdateTableDocument,
    "\n  mutation UpdateColumns($id: ID!, $version: Int!, $patches: [ColumnPatch!]!) {\n    updateColumns(tableId: $id, version: $version, patches: $patches) { table { id } changeset { id } }\n  }\n": typeof types.UpdateColumnsDocument,
    "\n  mutation DeleteTable($id: ID!, $version: Int!) {\n    deleteTable(id: $id, version: $version) { changeset { id } warnings { title } }\n  }\n": typeof types.DeleteTableDocument,
    "\n  fragment ColumnRow on Column {\n    id path dataType logicalType nullable primaryKey unique description origin overridden\n    upstreamCount downstreamCount\n  }\n": typeof types.ColumnRowFragmentDoc,
    "\n  fragment TableFacts on Table {\n    owner tags externalSchema externalName rowCount introspectedAt createdAt updatedAt definition properties\n    sourceComment upstreamCount downstreamCount\n    keys { kind name columns referencedColumns references { schema name } enabled }\n  }\n": typeof types.TableFactsFragmentDoc,
    "\n  fragment TableRow on Table {\n    id qualifiedName kind columnCount tags owner introspectedAt upstreamCount downstreamCount\n    source { id name }\n  }\n": typeof types.TableRowFragmentDoc,
    "\n  query Me {\n    me { id name role kind }\n    server { version catalog }\n  }\n": typeof types.MeDocument,
    "\n  mutation Undo($id: ID!) {\n    undoChangeset(id: $id) {\n      changeset { id seq }\n      warnings { title }\n    }\n  }\n": typeof types.UndoDocument,
};
const documents: Documents = {
    "\n  query Changesets($filter: ChangesetFilter, $after: String) {\n    changesets(filter: $filter, first: 30, after: $after) {\n      nodes { id ...ChangesetLine }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ChangesetsDocument,
    "\n  subscription FollowChanges {\n    changes { seq }\n  }\n": types.FollowChangesDocument,
    "\n  query Changes($id: ID!, $after: String) {\n    changeset(id: $id) {\n      changes(first: 50, after: $after) {\n        nodes { entityId kind name operation tableId fields { field old new } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.ChangesDocument,
    "\n  fragment ChangesetLine on Changeset {\n    id seq at origin message\n    actor { name }\n    undoes { seq }\n    undoneBy { seq }\n    changes(first: 3) {\n      nodes { kind name operation }\n      totalCount { value exact }\n    }\n  }\n": types.ChangesetLineFragmentDoc,
    "\n  query SourceChoices {\n    sources(filter: { isActive: true }, first: 500) { nodes { id name kind } }\n  }\n": types.SourceChoicesDocument,
    "\n  query Suggestions($sourceId: ID!, $text: String!) {\n    suggestTables(sourceId: $sourceId, text: $text, limit: 20) { schema name kind }\n  }\n": types.SuggestionsDocument,
    "\n  subscription Fetch($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        table { schema name kind rowCount sourceComment }\n        columns { path dataType logicalType nullable primaryKey sourceComment }\n        warnings { code title cause remedy engineCode engineMessage }\n        evidence { statements sampledDocuments sampleMethod elapsedMs resolvedFrom }\n      }\n    }\n  }\n": types.FetchDocument,
    "\n  mutation CreateTables($input: [TableInput!]!) {\n    createTables(input: $input) {\n      tables { id version qualifiedName columns(first: 5000) { nodes { id path } } }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": types.CreateTablesDocument,
    "\n  mutation SaveColumns($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {\n    saveColumns(tableId: $id, version: $version, columns: $columns) { table { id } }\n  }\n": types.SaveColumnsDocument,
    "\n  mutation SignOut {\n    signOut { ended }\n  }\n": types.SignOutDocument,
    "\n  query SourceKinds {\n    sourceKinds {\n      kind\n      title\n      settings { name label type required default help secret bindsSecret minimum maximum choices { value label } }\n    }\n  }\n": types.SourceKindsDocument,
    "\n  query Sources($filter: SourceFilter, $after: String) {\n    sources(filter: $filter, first: 100, after: $after) {\n      nodes { id ...SourceRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.SourcesDocument,
    "\n  query Source($id: ID!) {\n    source(id: $id) {\n      id name kind description settings hasSecret isActive version\n      lastTest { ...TestResult }\n      tables(first: 1) { totalCount { value exact } }\n    }\n  }\n": types.SourceDocument,
    "\n  mutation CreateSource($input: SourceInput!, $dryRun: Boolean!) {\n    createSource(input: $input, dryRun: $dryRun) { source { id name } changeset { id } warnings { title } }\n  }\n": types.CreateSourceDocument,
    "\n  mutation UpdateSource($id: ID!, $version: Int!, $patch: SourcePatch!, $dryRun: Boolean!) {\n    updateSource(id: $id, version: $version, patch: $patch, dryRun: $dryRun) { source { id name } changeset { id } warnings { title } }\n  }\n": types.UpdateSourceDocument,
    "\n  mutation DeleteSource($id: ID!, $version: Int!, $tables: OnSourceDelete!) {\n    deleteSource(id: $id, version: $version, tables: $tables) { changeset { id } warnings { title } }\n  }\n": types.DeleteSourceDocument,
    "\n  mutation TestSource($id: ID!) {\n    testSource(id: $id) { status }\n  }\n": types.TestSourceDocument,
    "\n  subscription TestConnection($input: ConnectionInput!, $sourceId: ID) {\n    testConnection(input: $input, sourceId: $sourceId) {\n      step { name ...TestStepLine }\n      result { status ...TestResult }\n    }\n  }\n": types.TestConnectionDocument,
    "\n  fragment SourceRow on Source {\n    id name kind description isActive\n    lastTest { status testedAt }\n    tables(first: 1) { totalCount { value exact } }\n  }\n": types.SourceRowFragmentDoc,
    "\n  fragment TestStepLine on TestStep {\n    name title status elapsedMs detail\n    problem { code title cause remedy engineCode engineMessage }\n  }\n": types.TestStepLineFragmentDoc,
    "\n  fragment TestResult on ConnectionTest {\n    status testedAt elapsedMs serverVersion\n    steps { name ...TestStepLine }\n  }\n": types.TestResultFragmentDoc,
    "\n  subscription FetchAgain($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        warnings { code title cause remedy engineCode engineMessage }\n        diff { entries { id kind path field stored observed overridden lineageEdges } }\n      }\n    }\n  }\n": types.FetchAgainDocument,
    "\n  mutation ApplyFetched($id: ID!, $version: Int!, $fetched: ID!, $accept: [ID!]!) {\n    applyFetched(tableId: $id, version: $version, fetched: $fetched, accept: $accept) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": types.ApplyFetchedDocument,
    "\n  query Tables($filter: TableFilter, $orderBy: TableOrder, $after: String) {\n    tables(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {\n      nodes { id ...TableRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.TablesDocument,
    "\n  query TableCount($filter: TableFilter) {\n    tables(filter: $filter, first: 1) { totalCount { value exact } }\n  }\n": types.TableCountDocument,
    "\n  query Facets {\n    facets {\n      sources { count source { id name } }\n      kinds { kind count }\n      tags { value count }\n      owners { value count }\n    }\n  }\n": types.FacetsDocument,
    "\n  query Table($id: ID!) {\n    table(id: $id) {\n      id version qualifiedName kind description tags owner\n      source { id name isActive }\n      ...TableFacts\n    }\n  }\n": types.TableDocument,
    "\n  query Columns($id: ID!, $filter: String) {\n    table(id: $id) {\n      id\n      columnCount\n      columns(first: 5000, filter: $filter) { nodes { id path ...ColumnRow } pageInfo { hasNextPage } }\n    }\n  }\n": types.ColumnsDocument,
    "\n  mutation UpdateTable($id: ID!, $version: Int!, $patch: TablePatch!) {\n    updateTable(id: $id, version: $version, patch: $patch) { table { id } changeset { id } warnings { title } }\n  }\n": types.UpdateTableDocument,
    "\n  mutation UpdateColumns($id: ID!, $version: Int!, $patches: [ColumnPatch!]!) {\n    updateColumns(tableId: $id, version: $version, patches: $patches) { table { id } changeset { id } }\n  }\n": types.UpdateColumnsDocument,
    "\n  mutation DeleteTable($id: ID!, $version: Int!) {\n    deleteTable(id: $id, version: $version) { changeset { id } warnings { title } }\n  }\n": types.DeleteTableDocument,
    "\n  fragment ColumnRow on Column {\n    id path dataType logicalType nullable primaryKey unique description origin overridden\n    upstreamCount downstreamCount\n  }\n": types.ColumnRowFragmentDoc,
    "\n  fragment TableFacts on Table {\n    owner tags externalSchema externalName rowCount introspectedAt createdAt updatedAt definition properties\n    sourceComment upstreamCount downstreamCount\n    keys { kind name columns referencedColumns references { schema name } enabled }\n  }\n": types.TableFactsFragmentDoc,
    "\n  fragment TableRow on Table {\n    id qualifiedName kind columnCount tags owner introspectedAt upstreamCount downstreamCount\n    source { id name }\n  }\n": types.TableRowFragmentDoc,
    "\n  query Me {\n    me { id name role kind }\n    server { version catalog }\n  }\n": types.MeDocument,
    "\n  mutation Undo($id: ID!) {\n    undoChangeset(id: $id) {\n      changeset { id seq }\n      warnings { title }\n    }\n  }\n": types.UndoDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Changesets($filter: ChangesetFilter, $after: String) {\n    changesets(filter: $filter, first: 30, after: $after) {\n      nodes { id ...ChangesetLine }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').ChangesetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowChanges {\n    changes { seq }\n  }\n"): typeof import('./graphql').FollowChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Changes($id: ID!, $after: String) {\n    changeset(id: $id) {\n      changes(first: 50, after: $after) {\n        nodes { entityId kind name operation tableId fields { field old new } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').ChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ChangesetLine on Changeset {\n    id seq at origin message\n    actor { name }\n    undoes { seq }\n    undoneBy { seq }\n    changes(first: 3) {\n      nodes { kind name operation }\n      totalCount { value exact }\n    }\n  }\n"): typeof import('./graphql').ChangesetLineFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SourceChoices {\n    sources(filter: { isActive: true }, first: 500) { nodes { id name kind } }\n  }\n"): typeof import('./graphql').SourceChoicesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Suggestions($sourceId: ID!, $text: String!) {\n    suggestTables(sourceId: $sourceId, text: $text, limit: 20) { schema name kind }\n  }\n"): typeof import('./graphql').SuggestionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Fetch($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        table { schema name kind rowCount sourceComment }\n        columns { path dataType logicalType nullable primaryKey sourceComment }\n        warnings { code title cause remedy engineCode engineMessage }\n        evidence { statements sampledDocuments sampleMethod elapsedMs resolvedFrom }\n      }\n    }\n  }\n"): typeof import('./graphql').FetchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTables($input: [TableInput!]!) {\n    createTables(input: $input) {\n      tables { id version qualifiedName columns(first: 5000) { nodes { id path } } }\n      changeset { id }\n      warnings { title }\n    }\n  }\n"): typeof import('./graphql').CreateTablesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveColumns($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {\n    saveColumns(tableId: $id, version: $version, columns: $columns) { table { id } }\n  }\n"): typeof import('./graphql').SaveColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut { ended }\n  }\n"): typeof import('./graphql').SignOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SourceKinds {\n    sourceKinds {\n      kind\n      title\n      settings { name label type required default help secret bindsSecret minimum maximum choices { value label } }\n    }\n  }\n"): typeof import('./graphql').SourceKindsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sources($filter: SourceFilter, $after: String) {\n    sources(filter: $filter, first: 100, after: $after) {\n      nodes { id ...SourceRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').SourcesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Source($id: ID!) {\n    source(id: $id) {\n      id name kind description settings hasSecret isActive version\n      lastTest { ...TestResult }\n      tables(first: 1) { totalCount { value exact } }\n    }\n  }\n"): typeof import('./graphql').SourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateSource($input: SourceInput!, $dryRun: Boolean!) {\n    createSource(input: $input, dryRun: $dryRun) { source { id name } changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').CreateSourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateSource($id: ID!, $version: Int!, $patch: SourcePatch!, $dryRun: Boolean!) {\n    updateSource(id: $id, version: $version, patch: $patch, dryRun: $dryRun) { source { id name } changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').UpdateSourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteSource($id: ID!, $version: Int!, $tables: OnSourceDelete!) {\n    deleteSource(id: $id, version: $version, tables: $tables) { changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').DeleteSourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TestSource($id: ID!) {\n    testSource(id: $id) { status }\n  }\n"): typeof import('./graphql').TestSourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TestConnection($input: ConnectionInput!, $sourceId: ID) {\n    testConnection(input: $input, sourceId: $sourceId) {\n      step { name ...TestStepLine }\n      result { status ...TestResult }\n    }\n  }\n"): typeof import('./graphql').TestConnectionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SourceRow on Source {\n    id name kind description isActive\n    lastTest { status testedAt }\n    tables(first: 1) { totalCount { value exact } }\n  }\n"): typeof import('./graphql').SourceRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TestStepLine on TestStep {\n    name title status elapsedMs detail\n    problem { code title cause remedy engineCode engineMessage }\n  }\n"): typeof import('./graphql').TestStepLineFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TestResult on ConnectionTest {\n    status testedAt elapsedMs serverVersion\n    steps { name ...TestStepLine }\n  }\n"): typeof import('./graphql').TestResultFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FetchAgain($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        warnings { code title cause remedy engineCode engineMessage }\n        diff { entries { id kind path field stored observed overridden lineageEdges } }\n      }\n    }\n  }\n"): typeof import('./graphql').FetchAgainDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApplyFetched($id: ID!, $version: Int!, $fetched: ID!, $accept: [ID!]!) {\n    applyFetched(tableId: $id, version: $version, fetched: $fetched, accept: $accept) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n"): typeof import('./graphql').ApplyFetchedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tables($filter: TableFilter, $orderBy: TableOrder, $after: String) {\n    tables(filter: $filter, orderBy: $orderBy, first: 100, after: $after) {\n      nodes { id ...TableRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').TablesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TableCount($filter: TableFilter) {\n    tables(filter: $filter, first: 1) { totalCount { value exact } }\n  }\n"): typeof import('./graphql').TableCountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Facets {\n    facets {\n      sources { count source { id name } }\n      kinds { kind count }\n      tags { value count }\n      owners { value count }\n    }\n  }\n"): typeof import('./graphql').FacetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Table($id: ID!) {\n    table(id: $id) {\n      id version qualifiedName kind description tags owner\n      source { id name isActive }\n      ...TableFacts\n    }\n  }\n"): typeof import('./graphql').TableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Columns($id: ID!, $filter: String) {\n    table(id: $id) {\n      id\n      columnCount\n      columns(first: 5000, filter: $filter) { nodes { id path ...ColumnRow } pageInfo { hasNextPage } }\n    }\n  }\n"): typeof import('./graphql').ColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateTable($id: ID!, $version: Int!, $patch: TablePatch!) {\n    updateTable(id: $id, version: $version, patch: $patch) { table { id } changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').UpdateTableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateColumns($id: ID!, $version: Int!, $patches: [ColumnPatch!]!) {\n    updateColumns(tableId: $id, version: $version, patches: $patches) { table { id } changeset { id } }\n  }\n"): typeof import('./graphql').UpdateColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteTable($id: ID!, $version: Int!) {\n    deleteTable(id: $id, version: $version) { changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').DeleteTableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ColumnRow on Column {\n    id path dataType logicalType nullable primaryKey unique description origin overridden\n    upstreamCount downstreamCount\n  }\n"): typeof import('./graphql').ColumnRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TableFacts on Table {\n    owner tags externalSchema externalName rowCount introspectedAt createdAt updatedAt definition properties\n    sourceComment upstreamCount downstreamCount\n    keys { kind name columns referencedColumns references { schema name } enabled }\n  }\n"): typeof import('./graphql').TableFactsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TableRow on Table {\n    id qualifiedName kind columnCount tags owner introspectedAt upstreamCount downstreamCount\n    source { id name }\n  }\n"): typeof import('./graphql').TableRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Me {\n    me { id name role kind }\n    server { version catalog }\n  }\n"): typeof import('./graphql').MeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Undo($id: ID!) {\n    undoChangeset(id: $id) {\n      changeset { id seq }\n      warnings { title }\n    }\n  }\n"): typeof import('./graphql').UndoDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
