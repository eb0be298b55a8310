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
    "\n  query Audit($filter: AuditFilter, $after: String) {\n    audit(filter: $filter, first: 50, after: $after) {\n      nodes { id ...AuditRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AuditDocument,
    "\n  query SourceNames($after: String) {\n    sources(first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n": typeof types.SourceNamesDocument,
    "\n  query People($filter: PersonFilter, $after: String) {\n    people(filter: $filter, first: 100, after: $after) {\n      nodes { id ...PersonRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.PeopleDocument,
    "\n  query PersonNames($filter: PersonFilter, $after: String) {\n    people(filter: $filter, first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n": typeof types.PersonNamesDocument,
    "\n  query Person($id: ID!) {\n    person(id: $id) {\n      id version login name role isActive hasPassword issuer createdAt\n      sessions { id ...SessionRow }\n    }\n  }\n": typeof types.PersonDocument,
    "\n  mutation UpdatePerson($id: ID!, $version: Int!, $patch: PersonPatch!) {\n    updatePerson(id: $id, version: $version, patch: $patch) { id name }\n  }\n": typeof types.UpdatePersonDocument,
    "\n  mutation SignOutPerson($id: ID!) {\n    signOutEverywhere(personId: $id) { ended }\n  }\n": typeof types.SignOutPersonDocument,
    "\n  query OneTimeLinks {\n    oneTimeLinks { id ...LinkRow }\n  }\n": typeof types.OneTimeLinksDocument,
    "\n  mutation Invite($input: InvitationInput!) {\n    invitePerson(input: $input) { url link { expiresAt } }\n  }\n": typeof types.InviteDocument,
    "\n  mutation ResetPassword($id: ID!) {\n    resetPassword(personId: $id) { url link { expiresAt } }\n  }\n": typeof types.ResetPasswordDocument,
    "\n  mutation WithdrawLink($id: ID!) {\n    withdrawLink(id: $id)\n  }\n": typeof types.WithdrawLinkDocument,
    "\n  query SignInWays {\n    signInOptions { provider }\n  }\n": typeof types.SignInWaysDocument,
    "\n  query Profile {\n    me {\n      id name role\n      person {\n        id login name hasPassword issuer createdAt\n        sessions { id ...SessionRow }\n      }\n    }\n  }\n": typeof types.ProfileDocument,
    "\n  mutation UpdateProfile($name: String!) {\n    updateProfile(name: $name) { id name }\n  }\n": typeof types.UpdateProfileDocument,
    "\n  mutation ChangePassword($current: Secret!, $new: Secret!) {\n    changePassword(current: $current, new: $new) { id }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) { ended }\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation SignOutEverywhere {\n    signOutEverywhere { ended }\n  }\n": typeof types.SignOutEverywhereDocument,
    "\n  query MyTokens($onlyActive: Boolean!, $after: String) {\n    me {\n      tokens(onlyActive: $onlyActive, first: 50, after: $after) {\n        nodes { id ...TokenRow }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.MyTokensDocument,
    "\n  query AllTokens($filter: TokenFilter, $after: String) {\n    tokens(filter: $filter, first: 50, after: $after) {\n      nodes { id ...TokenRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.AllTokensDocument,
    "\n  mutation CreateToken($input: TokenInput!) {\n    createToken(input: $input) { secret token { id name } }\n  }\n": typeof types.CreateTokenDocument,
    "\n  mutation RevokeToken($id: ID!) {\n    revokeToken(id: $id) { id name }\n  }\n": typeof types.RevokeTokenDocument,
    "\n  fragment AuditRow on AuditEntry {\n    id at action outcome address details\n    actor { id name kind }\n    source { id name }\n  }\n": typeof types.AuditRowFragmentDoc,
    "\n  fragment LinkRow on OneTimeLink {\n    id purpose role login personId createdAt expiresAt\n    createdBy { name }\n  }\n": typeof types.LinkRowFragmentDoc,
    "\n  fragment PersonRow on Person {\n    id name login role isActive issuer lastSignIn\n    sessions { lastSeen }\n  }\n": typeof types.PersonRowFragmentDoc,
    "\n  fragment SessionRow on Session {\n    id address createdAt expiresAt isCurrent lastSeen userAgent\n  }\n": typeof types.SessionRowFragmentDoc,
    "\n  fragment TokenRow on ApiToken {\n    id name role ownerId createdAt expiresAt revokedAt lastUsed lastUsedFrom\n  }\n": typeof types.TokenRowFragmentDoc,
    "\n  query ImportJob($id: ID!) {\n    importJob(id: $id) {\n      id status fileName format bytes onExisting createdAt expiresAt planHash processed total rowsPerSecond annotatedUrl\n      problem { code title cause remedy }\n      changeset { id seq message undoneBy { seq } }\n      summary {\n        changes errors warnings notes problemsDropped\n        sources { created updated unchanged skipped ended }\n        tables { created updated unchanged skipped ended }\n        columns { created updated unchanged skipped ended }\n        lineage { created updated unchanged skipped ended }\n      }\n    }\n  }\n": typeof types.ImportJobDocument,
    "\n  query Imports($after: String) {\n    imports(first: 5, after: $after) {\n      nodes { id fileName status createdAt }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ImportsDocument,
    "\n  query ImportProblems($id: ID!, $after: String) {\n    importJob(id: $id) {\n      problems(first: 200, after: $after) {\n        nodes { severity sheet row column code message value suggestion }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.ImportProblemsDocument,
    "\n  query PlannedChanges($id: ID!, $after: String) {\n    importJob(id: $id) {\n      changes(first: 200, after: $after) {\n        nodes { entityId tableId kind name operation fields { field old new } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.PlannedChangesDocument,
    "\n  subscription ImportProgress($id: ID!) {\n    importProgress(id: $id) { id status processed total rowsPerSecond }\n  }\n": typeof types.ImportProgressDocument,
    "\n  mutation ReplanImport($id: ID!, $fixes: [CellFix!]!) {\n    replanImport(id: $id, fixes: $fixes) { id status }\n  }\n": typeof types.ReplanImportDocument,
    "\n  mutation ExecuteImport($id: ID!, $planHash: String!) {\n    executeImport(id: $id, planHash: $planHash) { id status changeset { id } }\n  }\n": typeof types.ExecuteImportDocument,
    "\n  mutation CancelImport($id: ID!) {\n    cancelImport(id: $id) { id status }\n  }\n": typeof types.CancelImportDocument,
    "\n  query SourcesToImport($after: String) {\n    sources(first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n": typeof types.SourcesToImportDocument,
    "\n  mutation ImportFile($file: Upload!, $options: ImportOptions) {\n    importFile(file: $file, options: $options) { id }\n  }\n": typeof types.ImportFileDocument,
    "\n  query ColumnNames($id: ID!, $after: String) {\n    table(id: $id) { id columns(first: 5000, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } }\n  }\n": typeof types.ColumnNamesDocument,
    "\n  query TableThen($id: ID!, $seq: Long!) {\n    table(id: $id, asOf: { seq: $seq }) { id kind description }\n  }\n": typeof types.TableThenDocument,
    "\n  query ColumnsThen($id: ID!, $seq: Long!, $after: String) {\n    table(id: $id, asOf: { seq: $seq }) {\n      id\n      columns(first: 5000, after: $after) {\n        nodes { id dataType logicalType nullable default description }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.ColumnsThenDocument,
    "\n  query ChangedSource($id: ID!) {\n    source(id: $id) { id name }\n    changesets(filter: { entityId: $id, kind: SOURCE }, first: 1) {\n      nodes { changes(first: 100) { nodes { entityId name } } }\n    }\n  }\n": typeof types.ChangedSourceDocument,
    "\n  query Changes($id: ID!, $after: String) {\n    changeset(id: $id) {\n      seq\n      changes(first: 50, after: $after) {\n        nodes { entityId kind name operation tableId edge { id from to } fields { field old new } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.ChangesDocument,
    "\n  query Changesets($filter: ChangesetFilter, $after: String) {\n    changesets(filter: $filter, first: 30, after: $after) {\n      nodes { id ...ChangesetLine }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ChangesetsDocument,
    "\n  query Changeset($id: ID!) {\n    changeset(id: $id) { id seq ...ChangesetLine }\n  }\n": typeof types.ChangesetDocument,
    "\n  query ChangeActors {\n    changeActors { id name }\n  }\n": typeof types.ChangeActorsDocument,
    "\n  query FindEntities($text: String!) {\n    search(text: $text, first: 10) {\n      nodes {\n        __typename\n        ... on Table { id qualifiedName }\n        ... on Column { id name table { id qualifiedName } }\n        ... on Source { id sourceName: name }\n      }\n    }\n  }\n": typeof types.FindEntitiesDocument,
    "\n  query ChangedEntity($id: ID!) {\n    table(id: $id) { id qualifiedName }\n    source(id: $id) { id name }\n  }\n": typeof types.ChangedEntityDocument,
    "\n  subscription FollowChanges {\n    changes { seq }\n  }\n": typeof types.FollowChangesDocument,
    "\n  query ChangesetDone($id: ID!) {\n    changeset(id: $id) {\n      counts { kind operation count }\n      changes(first: 100) {\n        nodes { entityId kind name operation tableId edge { id from to } fields { field } }\n      }\n    }\n  }\n": typeof types.ChangesetDoneDocument,
    "\n  fragment ChangesetLine on Changeset {\n    id seq at origin message\n    actor { id name }\n    undoes { seq }\n    undoneBy { seq }\n    counts { kind operation count }\n    changes(first: 3) {\n      nodes { entityId kind name operation tableId edge { id from to } fields { field } }\n    }\n  }\n": typeof types.ChangesetLineFragmentDoc,
    "\n  query LineageEdgeById($id: ID!) {\n    lineageEdge(id: $id) { id from to level }\n  }\n": typeof types.LineageEdgeByIdDocument,
    "\n  query LineageBetween($from: ID!, $to: ID!, $level: LineageLevel!, $filter: LineageFilter!, $asOf: AsOf) {\n    lineagePaths(from: $from, to: $to, level: $level, max: 1, filter: $filter, asOf: $asOf) {\n      nodes { ...EdgeEnd }\n      edges {\n        id from to level derived status origins since until version\n        assertions { id ...ClaimLine }\n      }\n    }\n  }\n": typeof types.LineageBetweenDocument,
    "\n  query ColumnsBetween($from: ID!, $asOf: AsOf, $filter: LineageFilter!) {\n    lineage(of: [$from], level: COLUMN, depth: 1, direction: DOWNSTREAM, filter: $filter, asOf: $asOf, limit: 5000) {\n      truncated\n      nodes { id table { id } column { id name } }\n      edges { id from to status origins derived }\n    }\n  }\n": typeof types.ColumnsBetweenDocument,
    "\n  mutation DrawLineage($input: [LineageInput!]!) {\n    createLineage(input: $input) { edges { id from to } changeset { id } warnings { code title } }\n  }\n": typeof types.DrawLineageDocument,
    "\n  mutation DecideLineage($ids: [ID!]!, $decision: LineageStatus!) {\n    reviewLineage(ids: $ids, decision: $decision) { edges { id status } changeset { id } warnings { title } }\n  }\n": typeof types.DecideLineageDocument,
    "\n  mutation EndLineage($ids: [ID!]!) {\n    deleteLineage(ids: $ids) { changeset { id } warnings { title } }\n  }\n": typeof types.EndLineageDocument,
    "\n  query LineageFacets {\n    facets { sources { count source { id name } } }\n  }\n": typeof types.LineageFacetsDocument,
    "\n  query LineageStops($after: String) {\n    changesets(filter: { kind: EDGE }, first: 100, after: $after) {\n      nodes { id seq at message actor { id name } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.LineageStopsDocument,
    "\n  query LineageDifferences(\n    $of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int, $from: AsOf!, $to: AsOf!\n  ) {\n    lineageDiff(of: $of, level: $level, direction: $direction, depth: $depth, from: $from, to: $to) {\n      addedNodes { id }\n      removedNodes { id }\n      edges {\n        before { id from to status origins derived }\n        after { id from to status origins derived }\n      }\n    }\n  }\n": typeof types.LineageDifferencesDocument,
    "\n  query ImpactCounts($of: [ID!]!, $direction: Direction!, $filter: LineageFilter, $asOf: AsOf) {\n    impact(of: $of, direction: $direction, filter: $filter, asOf: $asOf) {\n      tables columns\n      byDepth { depth tables columns }\n      bySource { count source { id name } }\n    }\n  }\n": typeof types.ImpactCountsDocument,
    "\n  query ImpactList(\n    $of: [ID!]!, $direction: Direction!, $filter: LineageFilter, $asOf: AsOf, $first: Int!, $after: String\n  ) {\n    impact(of: $of, direction: $direction, filter: $filter, asOf: $asOf) {\n      nodes(first: $first, after: $after) {\n        nodes {\n          id level depth\n          table { id qualifiedName kind owner tags source { id name } }\n          column { id name }\n        }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.ImpactListDocument,
    "\n  query LineageListed($of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int) {\n    lineage(of: $of, level: $level, direction: $direction, depth: $depth) {\n      totalNodes truncated\n      nodes {\n        id level depth upDepth downDepth\n        table { id qualifiedName kind owner source { id name } }\n        column { id name }\n      }\n    }\n  }\n": typeof types.LineageListedDocument,
    "\n  query LineageBeside($of: [ID!]!, $level: LineageLevel!, $filter: LineageFilter!) {\n    lineage(of: $of, level: $level, depth: 1, filter: $filter) {\n      edges { id from to level status origins derived }\n    }\n  }\n": typeof types.LineageBesideDocument,
    "\n  query LineageColumnChoices($id: ID!, $after: String) {\n    table(id: $id) {\n      id\n      columns(first: 5000, after: $after) { nodes { id name logicalType } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": typeof types.LineageColumnChoicesDocument,
    "\n  query LineageNames($ids: [ID!]!, $level: LineageLevel!, $asOf: AsOf) {\n    lineage(of: $ids, level: $level, depth: 0, asOf: $asOf) {\n      nodes { id table { id qualifiedName kind } column { id name } }\n    }\n  }\n": typeof types.LineageNamesDocument,
    "\n  query LineageNodeFacts($ids: [ID!]!, $level: LineageLevel!, $asOf: AsOf) {\n    lineage(of: $ids, level: $level, depth: 0, asOf: $asOf) {\n      nodes {\n        id level\n        table {\n          id qualifiedName kind owner tags description columnCount rowCount introspectedAt updatedAt\n          upstreamCount downstreamCount source { id name }\n        }\n        column {\n          id name dataType logicalType nullable primaryKey unique description tags upstreamCount downstreamCount\n        }\n      }\n    }\n  }\n": typeof types.LineageNodeFactsDocument,
    "\n  query LineageNodeColumns($id: ID!, $filter: String, $asOf: AsOf) {\n    table(id: $id, asOf: $asOf) {\n      id\n      columns(first: 200, filter: $filter) {\n        nodes { id name logicalType upstreamCount downstreamCount }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": typeof types.LineageNodeColumnsDocument,
    "\n  query LineagePositions($name: String!) {\n    me { setting(name: $name) }\n  }\n": typeof types.LineagePositionsDocument,
    "\n  query SettingNames {\n    me { settingNames }\n  }\n": typeof types.SettingNamesDocument,
    "\n  mutation SaveLineagePositions($name: String!, $value: JSON) {\n    saveSetting(name: $name, value: $value) { id }\n  }\n": typeof types.SaveLineagePositionsDocument,
    "\n  query Proposals($filter: LineageReviewFilter, $after: String) {\n    lineageReview(filter: $filter, first: 50, after: $after) {\n      nodes { edge { id } from { ...ProposalEnd } to { ...ProposalEnd } ...ProposalLine }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.ProposalsDocument,
    "\n  query ProposalCount($filter: LineageReviewFilter) {\n    lineageReview(filter: $filter, first: 1) { totalCount { value exact } }\n  }\n": typeof types.ProposalCountDocument,
    "\n  query LineageTables($text: String!) {\n    tables(filter: { text: $text }, first: 20) {\n      nodes { id qualifiedName kind source { name } }\n      totalCount { value }\n    }\n  }\n": typeof types.LineageTablesDocument,
    "\n  query LineageWalk(\n    $of: [ID!]!, $level: LineageLevel!, $columns: Boolean!, $direction: Direction!, $depth: Int,\n    $filter: LineageFilter, $asOf: AsOf, $limit: Int\n  ) {\n    lineage(\n      of: $of, level: $level, direction: $direction, depth: $depth, filter: $filter, asOf: $asOf, limit: $limit\n    ) { compact totalNodes totalEdges truncated }\n    tables: lineage(\n      of: $of, level: TABLE, direction: $direction, depth: $depth, filter: $filter, asOf: $asOf, limit: $limit\n    ) @include(if: $columns) { compact }\n  }\n": typeof types.LineageWalkDocument,
    "\n  query LineageChanges(\n    $of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int, $from: AsOf!, $to: AsOf!\n  ) {\n    lineageDiff(of: $of, level: $level, direction: $direction, depth: $depth, from: $from, to: $to) {\n      edges {\n        before { id from to status origins derived }\n        after { id from to status origins derived }\n      }\n      removedNodes { id table { id name schema kind source { id } } column { id path } }\n    }\n  }\n": typeof types.LineageChangesDocument,
    "\n  query LineageColumns($id: ID!, $asOf: AsOf, $after: String) {\n    table(id: $id, asOf: $asOf) {\n      id\n      columns(first: 5000, after: $after) { nodes { id path } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": typeof types.LineageColumnsDocument,
    "\n  mutation ClaimLineage($input: [LineageInput!]!) {\n    createLineage(input: $input) { edges { id from to } changeset { id } warnings { title } }\n  }\n": typeof types.ClaimLineageDocument,
    "\n  mutation ReviewEdges($ids: [ID!]!, $decision: LineageStatus!, $note: String) {\n    reviewLineage(ids: $ids, decision: $decision, note: $note) { changeset { id } warnings { title } }\n  }\n": typeof types.ReviewEdgesDocument,
    "\n  mutation EndEdges($ids: [ID!]!) {\n    deleteLineage(ids: $ids) { changeset { id } warnings { title } }\n  }\n": typeof types.EndEdgesDocument,
    "\n  mutation RewordClaim($id: ID!, $version: Int!, $patch: AssertionPatch!) {\n    updateAssertion(id: $id, version: $version, patch: $patch) { changeset { id } warnings { title } }\n  }\n": typeof types.RewordClaimDocument,
    "\n  mutation WithdrawClaims($ids: [ID!]!) {\n    withdrawAssertions(ids: $ids) { changeset { id } warnings { title } }\n  }\n": typeof types.WithdrawClaimsDocument,
    "\n  fragment ClaimLine on Assertion {\n    id origin status process confidence transformation note at actor { id name kind }\n  }\n": typeof types.ClaimLineFragmentDoc,
    "\n  fragment EdgeEnd on LineageNode {\n    id table { id qualifiedName kind source { name } } column { id name logicalType }\n  }\n": typeof types.EdgeEndFragmentDoc,
    "\n  fragment ProposalEnd on LineageEnd {\n    id table { id qualifiedName source { name } } column { id name }\n  }\n": typeof types.ProposalEndFragmentDoc,
    "\n  fragment ProposalLine on LineageProposal {\n    confidence createdAt\n    edge {\n      id level\n      assertions { id origin status process confidence transformation note at actor { name } }\n    }\n    from { id ...ProposalEnd }\n    to { id ...ProposalEnd }\n  }\n": typeof types.ProposalLineFragmentDoc,
    "\n  query MappingColumns($id: ID!, $after: String) {\n    table(id: $id) {\n      id qualifiedName columnCount\n      columns(first: 5000, after: $after) {\n        nodes { id name logicalType dataType primaryKey }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.MappingColumnsDocument,
    "\n  query MappingProposals($from: ID!, $to: ID!) {\n    proposeMapping(fromTable: $from, toTable: $to) { reason confidence from { id } to { id } }\n  }\n": typeof types.MappingProposalsDocument,
    "\n  query MappingExisting($from: ID!) {\n    lineage(\n      of: [$from], level: COLUMN, depth: 1, direction: DOWNSTREAM, limit: 20000\n      filter: { statuses: [APPROVED, PROPOSED, REJECTED] }\n    ) { truncated compact }\n  }\n": typeof types.MappingExistingDocument,
    "\n  mutation SaveMapping($input: [LineageInput!]!, $message: String) {\n    createLineage(input: $input, message: $message) { edges { id } changeset { id } warnings { title } }\n  }\n": typeof types.SaveMappingDocument,
    "\n  subscription Fetch($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        table { schema name kind rowCount sourceComment }\n        columns { path dataType logicalType nullable primaryKey sourceComment }\n        warnings { code title cause remedy engineCode engineMessage }\n        evidence { statements sampledDocuments sampleMethod elapsedMs resolvedFrom }\n      }\n    }\n  }\n": typeof types.FetchDocument,
    "\n  mutation CreateTables($input: [TableInput!]!) {\n    createTables(input: $input) {\n      tables { id qualifiedName }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": typeof types.CreateTablesDocument,
    "\n  query Search($text: String!, $first: Int!, $after: String) {\n    search(text: $text, first: $first, after: $after) {\n      nodes {\n        __typename\n        ... on Table { id qualifiedName kind description source { name } }\n        ... on Column { id name dataType description table { id qualifiedName source { name } } }\n        ... on Source { id name sourceKind: kind description }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.SearchDocument,
    "\n  query SearchCount($text: String!) {\n    search(text: $text, first: 1) { totalCount { value exact } }\n  }\n": typeof types.SearchCountDocument,
    "\n  mutation SignOut {\n    signOut { ended }\n  }\n": typeof types.SignOutDocument,
    "\n  query WaitingCount {\n    lineageReview(first: 1) { totalCount { value exact } }\n  }\n": typeof types.WaitingCountDocument,
    "\n  mutation SignIn($login: String!, $password: Secret!) {\n    signIn(login: $login, password: $password) { me { id name } }\n  }\n": typeof types.SignInDocument,
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
    "\n  query StartCounts {\n    server { seq }\n    all: tables(first: 1) { nodes { id } totalCount { value exact } }\n    fetched: tables(first: 1, filter: { neverFetched: false }) { nodes { id } }\n    linked: tables(first: 1, filter: { hasLineage: true }, orderBy: UPDATED_NEWEST) {\n      nodes { id qualifiedName }\n      totalCount { value exact }\n    }\n  }\n": typeof types.StartCountsDocument,
    "\n  query StartSources($after: String) {\n    sources(first: 500, after: $after) {\n      nodes { id name lastTest { status testedAt } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.StartSourcesDocument,
    "\n  query StartChanges {\n    changesets(first: 6) {\n      nodes {\n        id seq at message\n        actor { name }\n        changes(first: 1) {\n          nodes { kind name operation entityId tableId }\n          totalCount { value exact }\n        }\n      }\n    }\n  }\n": typeof types.StartChangesDocument,
    "\n  query Waiting {\n    lineageReview(first: 5) {\n      nodes {\n        confidence\n        edge { id level }\n        from { id table { qualifiedName } column { name } }\n        to { id table { qualifiedName } column { name } }\n      }\n      totalCount { value exact }\n    }\n  }\n": typeof types.WaitingDocument,
    "\n  mutation UpdateTables($patches: [TablePatchById!]!) {\n    updateTables(patches: $patches) { changeset { id } warnings { title } }\n  }\n": typeof types.UpdateTablesDocument,
    "\n  mutation DeleteTables($tables: [TableVersion!]!, $dryRun: Boolean! = false) {\n    deleteTables(tables: $tables, dryRun: $dryRun) { changeset { id } warnings { title } }\n  }\n": typeof types.DeleteTablesDocument,
    "\n  query DeletedTables($after: String) {\n    changesets(filter: { deletedOnly: true, kind: TABLE }, first: 20, after: $after) {\n      nodes {\n        id seq at\n        actor { name }\n        undoneBy { id }\n        changes(first: 100) {\n          nodes { entityId kind name operation }\n          totalCount { value exact }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.DeletedTablesDocument,
    "\n  query UndoneTables($from: DateTime!, $after: String) {\n    changesets(filter: { kind: TABLE, origin: UNDO, from: $from }, first: 20, after: $after) {\n      nodes {\n        id seq\n        changes(first: 100) {\n          nodes { entityId kind name operation }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.UndoneTablesDocument,
    "\n  query TablesOfChangeset($id: ID!, $after: String) {\n    changeset(id: $id) {\n      changes(first: 500, after: $after) {\n        nodes { entityId kind name operation }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.TablesOfChangesetDocument,
    "\n  mutation RestoreTables($changeset: ID!, $tables: [ID!]!) {\n    restoreTables(changeset: $changeset, tables: $tables) {\n      changeset { id }\n      warnings { title }\n    }\n  }\n": typeof types.RestoreTablesDocument,
    "\n  query TableDeletion($id: ID!) {\n    changesets(filter: { entityId: $id, deletedOnly: true, kind: TABLE }, first: 1) {\n      nodes { id seq at actor { name } }\n    }\n  }\n": typeof types.TableDeletionDocument,
    "\n  query TableAsItWas($id: ID!, $asOf: AsOf!, $after: String) {\n    table(id: $id, asOf: $asOf) {\n      id qualifiedName kind description sourceComment tags owner\n      source { id name }\n      columns(first: 5000, after: $after) { nodes { id path ...ColumnRow } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": typeof types.TableAsItWasDocument,
    "\n  subscription FetchAgain($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        warnings { code title cause remedy engineCode engineMessage }\n        diff { entries { id kind columnId path field stored observed overridden lineageEdges } }\n      }\n    }\n  }\n": typeof types.FetchAgainDocument,
    "\n  mutation ApplyFetched($id: ID!, $version: Int!, $fetched: ID!, $accept: [ID!]) {\n    applyFetched(tableId: $id, version: $version, fetched: $fetched, accept: $accept) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": typeof types.ApplyFetchedDocument,
    "\n  query ListedColumns($id: ID!, $after: String) {\n    table(id: $id) {\n      id version\n      columns(first: 5000, after: $after) { nodes { id path } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": typeof types.ListedColumnsDocument,
    "\n  query Tables($filter: TableFilter, $orderBy: TableOrder, $first: Int!, $after: String) {\n    tables(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      nodes { id version tags qualifiedName columnCount ...TableRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.TablesDocument,
    "\n  query TableCount($filter: TableFilter) {\n    tables(filter: $filter, first: 1) { totalCount { value exact } }\n  }\n": typeof types.TableCountDocument,
    "\n  query Facets {\n    facets {\n      sources { count source { id name } }\n      kinds { kind count }\n      tags { value count }\n      owners { value count }\n    }\n  }\n": typeof types.FacetsDocument,
    "\n  query Table($id: ID!) {\n    table(id: $id) {\n      id version name schema externalName externalSchema qualifiedName kind description sourceComment tags owner\n      source { id name isActive }\n      ...TableFacts\n    }\n  }\n": typeof types.TableDocument,
    "\n  query Columns($id: ID!, $filter: String) {\n    table(id: $id) {\n      id\n      version\n      columnCount\n      columns(first: 5000, filter: $filter) { nodes { id path origin dataType overridden ...ColumnRow } pageInfo { hasNextPage } }\n    }\n  }\n": typeof types.ColumnsDocument,
    "\n  query EditedColumns($id: ID!) {\n    table(id: $id) {\n      id version\n      columns(first: 5000) {\n        nodes { id path dataType nullable primaryKey description tags }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": typeof types.EditedColumnsDocument,
    "\n  query ColumnDetails($id: ID!, $after: String) {\n    table(id: $id) {\n      id\n      columns(first: 5000, after: $after) { nodes { id ...ColumnDetails } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": typeof types.ColumnDetailsDocument,
    "\n  query EngineFacts($id: ID!) {\n    table(id: $id) {\n      id definition properties\n      keys { kind name columns referencedColumns references { schema name } }\n    }\n  }\n": typeof types.EngineFactsDocument,
    "\n  query ReferencedTable($source: String, $schema: String, $name: String!) {\n    tableByName(source: $source, schema: $schema, name: $name) { id qualifiedName }\n  }\n": typeof types.ReferencedTableDocument,
    "\n  mutation EditColumns($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {\n    saveColumns(tableId: $id, version: $version, columns: $columns) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": typeof types.EditColumnsDocument,
    "\n  mutation BindTable(\n    $id: ID!, $version: Int!, $sourceId: ID, $externalSchema: String, $externalName: String\n    $boundTwice: Boolean!, $dryRun: Boolean!\n  ) {\n    bindTable(\n      id: $id, version: $version, sourceId: $sourceId, externalSchema: $externalSchema, externalName: $externalName\n      boundTwice: $boundTwice, dryRun: $dryRun\n    ) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": typeof types.BindTableDocument,
    "\n  mutation UpdateTable($id: ID!, $version: Int!, $patch: TablePatch!) {\n    updateTable(id: $id, version: $version, patch: $patch) { table { id } changeset { id } warnings { title } }\n  }\n": typeof types.UpdateTableDocument,
    "\n  mutation UpdateColumns($id: ID!, $version: Int!, $patches: [ColumnPatch!]!) {\n    updateColumns(tableId: $id, version: $version, patches: $patches) { table { id } changeset { id } }\n  }\n": typeof types.UpdateColumnsDocument,
    "\n  mutation DeleteTable($id: ID!, $version: Int!) {\n    deleteTable(id: $id, version: $version) { changeset { id } warnings { title } }\n  }\n": typeof types.DeleteTableDocument,
    "\n  fragment ColumnDetails on Column {\n    id path dataType logicalType nullable primaryKey unique default generated description sourceComment tags\n    origin overridden properties\n  }\n": typeof types.ColumnDetailsFragmentDoc,
    "\n  fragment ColumnRow on Column {\n    id path dataType logicalType nullable primaryKey unique description origin overridden tags\n    upstreamCount downstreamCount\n  }\n": typeof types.ColumnRowFragmentDoc,
    "\n  fragment TableFacts on Table {\n    name schema owner tags kind externalSchema externalName rowCount introspectedAt createdAt updatedAt\n    sourceComment upstreamCount downstreamCount\n  }\n": typeof types.TableFactsFragmentDoc,
    "\n  fragment TableRow on Table {\n    id schema name qualifiedName kind columnCount tags owner introspectedAt upstreamCount downstreamCount\n    source { id name }\n  }\n": typeof types.TableRowFragmentDoc,
    "\n  query BoundTables($sourceId: ID!, $names: [ExternalName!]!) {\n    boundTables(sourceId: $sourceId, names: $names) {\n      id qualifiedName kind externalSchema externalName source { id name }\n    }\n  }\n": typeof types.BoundTablesDocument,
    "\n  query SourceChoices($after: String) {\n    sources(filter: { isActive: true }, first: 500, after: $after) {\n      nodes { id name kind }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.SourceChoicesDocument,
    "\n  query Suggestions($sourceId: ID!, $text: String!) {\n    suggestTables(sourceId: $sourceId, text: $text, limit: 20) { schema name kind }\n  }\n": typeof types.SuggestionsDocument,
    "\n  subscription FetchTable($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) { result { id table { schema name } } }\n  }\n": typeof types.FetchTableDocument,
    "\n  mutation MakeTable($input: TableInput!) {\n    createTable(input: $input) { table { id qualifiedName columnCount } changeset { id } warnings { title } }\n  }\n": typeof types.MakeTableDocument,
    "\n  query Me {\n    me { id name role kind person { id login } }\n    server { version catalog }\n  }\n": typeof types.MeDocument,
    "\n  query WhoIsSignedIn {\n    me { id name }\n  }\n": typeof types.WhoIsSignedInDocument,
    "\n  query TableName($id: ID!) {\n    table(id: $id) { id qualifiedName kind source { id name } }\n  }\n": typeof types.TableNameDocument,
    "\n  query TablesNamed($filter: TableFilter!) {\n    tables(filter: $filter, first: 30) {\n      nodes { id qualifiedName kind externalSchema externalName source { id name } }\n      totalCount { value exact }\n    }\n  }\n": typeof types.TablesNamedDocument,
    "\n  mutation Undo($id: ID!) {\n    undoChangeset(id: $id) {\n      changeset { id seq }\n      warnings { title }\n    }\n  }\n": typeof types.UndoDocument,
    "\n  query UndoneToo($id: ID!) {\n    changeset(id: $id) { seq actor { id name } counts { kind count } }\n  }\n": typeof types.UndoneTooDocument,
};
const documents: Documents = {
    "\n  query Audit($filter: AuditFilter, $after: String) {\n    audit(filter: $filter, first: 50, after: $after) {\n      nodes { id ...AuditRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AuditDocument,
    "\n  query SourceNames($after: String) {\n    sources(first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n": types.SourceNamesDocument,
    "\n  query People($filter: PersonFilter, $after: String) {\n    people(filter: $filter, first: 100, after: $after) {\n      nodes { id ...PersonRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.PeopleDocument,
    "\n  query PersonNames($filter: PersonFilter, $after: String) {\n    people(filter: $filter, first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n": types.PersonNamesDocument,
    "\n  query Person($id: ID!) {\n    person(id: $id) {\n      id version login name role isActive hasPassword issuer createdAt\n      sessions { id ...SessionRow }\n    }\n  }\n": types.PersonDocument,
    "\n  mutation UpdatePerson($id: ID!, $version: Int!, $patch: PersonPatch!) {\n    updatePerson(id: $id, version: $version, patch: $patch) { id name }\n  }\n": types.UpdatePersonDocument,
    "\n  mutation SignOutPerson($id: ID!) {\n    signOutEverywhere(personId: $id) { ended }\n  }\n": types.SignOutPersonDocument,
    "\n  query OneTimeLinks {\n    oneTimeLinks { id ...LinkRow }\n  }\n": types.OneTimeLinksDocument,
    "\n  mutation Invite($input: InvitationInput!) {\n    invitePerson(input: $input) { url link { expiresAt } }\n  }\n": types.InviteDocument,
    "\n  mutation ResetPassword($id: ID!) {\n    resetPassword(personId: $id) { url link { expiresAt } }\n  }\n": types.ResetPasswordDocument,
    "\n  mutation WithdrawLink($id: ID!) {\n    withdrawLink(id: $id)\n  }\n": types.WithdrawLinkDocument,
    "\n  query SignInWays {\n    signInOptions { provider }\n  }\n": types.SignInWaysDocument,
    "\n  query Profile {\n    me {\n      id name role\n      person {\n        id login name hasPassword issuer createdAt\n        sessions { id ...SessionRow }\n      }\n    }\n  }\n": types.ProfileDocument,
    "\n  mutation UpdateProfile($name: String!) {\n    updateProfile(name: $name) { id name }\n  }\n": types.UpdateProfileDocument,
    "\n  mutation ChangePassword($current: Secret!, $new: Secret!) {\n    changePassword(current: $current, new: $new) { id }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) { ended }\n  }\n": types.EndSessionDocument,
    "\n  mutation SignOutEverywhere {\n    signOutEverywhere { ended }\n  }\n": types.SignOutEverywhereDocument,
    "\n  query MyTokens($onlyActive: Boolean!, $after: String) {\n    me {\n      tokens(onlyActive: $onlyActive, first: 50, after: $after) {\n        nodes { id ...TokenRow }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.MyTokensDocument,
    "\n  query AllTokens($filter: TokenFilter, $after: String) {\n    tokens(filter: $filter, first: 50, after: $after) {\n      nodes { id ...TokenRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.AllTokensDocument,
    "\n  mutation CreateToken($input: TokenInput!) {\n    createToken(input: $input) { secret token { id name } }\n  }\n": types.CreateTokenDocument,
    "\n  mutation RevokeToken($id: ID!) {\n    revokeToken(id: $id) { id name }\n  }\n": types.RevokeTokenDocument,
    "\n  fragment AuditRow on AuditEntry {\n    id at action outcome address details\n    actor { id name kind }\n    source { id name }\n  }\n": types.AuditRowFragmentDoc,
    "\n  fragment LinkRow on OneTimeLink {\n    id purpose role login personId createdAt expiresAt\n    createdBy { name }\n  }\n": types.LinkRowFragmentDoc,
    "\n  fragment PersonRow on Person {\n    id name login role isActive issuer lastSignIn\n    sessions { lastSeen }\n  }\n": types.PersonRowFragmentDoc,
    "\n  fragment SessionRow on Session {\n    id address createdAt expiresAt isCurrent lastSeen userAgent\n  }\n": types.SessionRowFragmentDoc,
    "\n  fragment TokenRow on ApiToken {\n    id name role ownerId createdAt expiresAt revokedAt lastUsed lastUsedFrom\n  }\n": types.TokenRowFragmentDoc,
    "\n  query ImportJob($id: ID!) {\n    importJob(id: $id) {\n      id status fileName format bytes onExisting createdAt expiresAt planHash processed total rowsPerSecond annotatedUrl\n      problem { code title cause remedy }\n      changeset { id seq message undoneBy { seq } }\n      summary {\n        changes errors warnings notes problemsDropped\n        sources { created updated unchanged skipped ended }\n        tables { created updated unchanged skipped ended }\n        columns { created updated unchanged skipped ended }\n        lineage { created updated unchanged skipped ended }\n      }\n    }\n  }\n": types.ImportJobDocument,
    "\n  query Imports($after: String) {\n    imports(first: 5, after: $after) {\n      nodes { id fileName status createdAt }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ImportsDocument,
    "\n  query ImportProblems($id: ID!, $after: String) {\n    importJob(id: $id) {\n      problems(first: 200, after: $after) {\n        nodes { severity sheet row column code message value suggestion }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.ImportProblemsDocument,
    "\n  query PlannedChanges($id: ID!, $after: String) {\n    importJob(id: $id) {\n      changes(first: 200, after: $after) {\n        nodes { entityId tableId kind name operation fields { field old new } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.PlannedChangesDocument,
    "\n  subscription ImportProgress($id: ID!) {\n    importProgress(id: $id) { id status processed total rowsPerSecond }\n  }\n": types.ImportProgressDocument,
    "\n  mutation ReplanImport($id: ID!, $fixes: [CellFix!]!) {\n    replanImport(id: $id, fixes: $fixes) { id status }\n  }\n": types.ReplanImportDocument,
    "\n  mutation ExecuteImport($id: ID!, $planHash: String!) {\n    executeImport(id: $id, planHash: $planHash) { id status changeset { id } }\n  }\n": types.ExecuteImportDocument,
    "\n  mutation CancelImport($id: ID!) {\n    cancelImport(id: $id) { id status }\n  }\n": types.CancelImportDocument,
    "\n  query SourcesToImport($after: String) {\n    sources(first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n": types.SourcesToImportDocument,
    "\n  mutation ImportFile($file: Upload!, $options: ImportOptions) {\n    importFile(file: $file, options: $options) { id }\n  }\n": types.ImportFileDocument,
    "\n  query ColumnNames($id: ID!, $after: String) {\n    table(id: $id) { id columns(first: 5000, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } }\n  }\n": types.ColumnNamesDocument,
    "\n  query TableThen($id: ID!, $seq: Long!) {\n    table(id: $id, asOf: { seq: $seq }) { id kind description }\n  }\n": types.TableThenDocument,
    "\n  query ColumnsThen($id: ID!, $seq: Long!, $after: String) {\n    table(id: $id, asOf: { seq: $seq }) {\n      id\n      columns(first: 5000, after: $after) {\n        nodes { id dataType logicalType nullable default description }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.ColumnsThenDocument,
    "\n  query ChangedSource($id: ID!) {\n    source(id: $id) { id name }\n    changesets(filter: { entityId: $id, kind: SOURCE }, first: 1) {\n      nodes { changes(first: 100) { nodes { entityId name } } }\n    }\n  }\n": types.ChangedSourceDocument,
    "\n  query Changes($id: ID!, $after: String) {\n    changeset(id: $id) {\n      seq\n      changes(first: 50, after: $after) {\n        nodes { entityId kind name operation tableId edge { id from to } fields { field old new } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.ChangesDocument,
    "\n  query Changesets($filter: ChangesetFilter, $after: String) {\n    changesets(filter: $filter, first: 30, after: $after) {\n      nodes { id ...ChangesetLine }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ChangesetsDocument,
    "\n  query Changeset($id: ID!) {\n    changeset(id: $id) { id seq ...ChangesetLine }\n  }\n": types.ChangesetDocument,
    "\n  query ChangeActors {\n    changeActors { id name }\n  }\n": types.ChangeActorsDocument,
    "\n  query FindEntities($text: String!) {\n    search(text: $text, first: 10) {\n      nodes {\n        __typename\n        ... on Table { id qualifiedName }\n        ... on Column { id name table { id qualifiedName } }\n        ... on Source { id sourceName: name }\n      }\n    }\n  }\n": types.FindEntitiesDocument,
    "\n  query ChangedEntity($id: ID!) {\n    table(id: $id) { id qualifiedName }\n    source(id: $id) { id name }\n  }\n": types.ChangedEntityDocument,
    "\n  subscription FollowChanges {\n    changes { seq }\n  }\n": types.FollowChangesDocument,
    "\n  query ChangesetDone($id: ID!) {\n    changeset(id: $id) {\n      counts { kind operation count }\n      changes(first: 100) {\n        nodes { entityId kind name operation tableId edge { id from to } fields { field } }\n      }\n    }\n  }\n": types.ChangesetDoneDocument,
    "\n  fragment ChangesetLine on Changeset {\n    id seq at origin message\n    actor { id name }\n    undoes { seq }\n    undoneBy { seq }\n    counts { kind operation count }\n    changes(first: 3) {\n      nodes { entityId kind name operation tableId edge { id from to } fields { field } }\n    }\n  }\n": types.ChangesetLineFragmentDoc,
    "\n  query LineageEdgeById($id: ID!) {\n    lineageEdge(id: $id) { id from to level }\n  }\n": types.LineageEdgeByIdDocument,
    "\n  query LineageBetween($from: ID!, $to: ID!, $level: LineageLevel!, $filter: LineageFilter!, $asOf: AsOf) {\n    lineagePaths(from: $from, to: $to, level: $level, max: 1, filter: $filter, asOf: $asOf) {\n      nodes { ...EdgeEnd }\n      edges {\n        id from to level derived status origins since until version\n        assertions { id ...ClaimLine }\n      }\n    }\n  }\n": types.LineageBetweenDocument,
    "\n  query ColumnsBetween($from: ID!, $asOf: AsOf, $filter: LineageFilter!) {\n    lineage(of: [$from], level: COLUMN, depth: 1, direction: DOWNSTREAM, filter: $filter, asOf: $asOf, limit: 5000) {\n      truncated\n      nodes { id table { id } column { id name } }\n      edges { id from to status origins derived }\n    }\n  }\n": types.ColumnsBetweenDocument,
    "\n  mutation DrawLineage($input: [LineageInput!]!) {\n    createLineage(input: $input) { edges { id from to } changeset { id } warnings { code title } }\n  }\n": types.DrawLineageDocument,
    "\n  mutation DecideLineage($ids: [ID!]!, $decision: LineageStatus!) {\n    reviewLineage(ids: $ids, decision: $decision) { edges { id status } changeset { id } warnings { title } }\n  }\n": types.DecideLineageDocument,
    "\n  mutation EndLineage($ids: [ID!]!) {\n    deleteLineage(ids: $ids) { changeset { id } warnings { title } }\n  }\n": types.EndLineageDocument,
    "\n  query LineageFacets {\n    facets { sources { count source { id name } } }\n  }\n": types.LineageFacetsDocument,
    "\n  query LineageStops($after: String) {\n    changesets(filter: { kind: EDGE }, first: 100, after: $after) {\n      nodes { id seq at message actor { id name } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.LineageStopsDocument,
    "\n  query LineageDifferences(\n    $of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int, $from: AsOf!, $to: AsOf!\n  ) {\n    lineageDiff(of: $of, level: $level, direction: $direction, depth: $depth, from: $from, to: $to) {\n      addedNodes { id }\n      removedNodes { id }\n      edges {\n        before { id from to status origins derived }\n        after { id from to status origins derived }\n      }\n    }\n  }\n": types.LineageDifferencesDocument,
    "\n  query ImpactCounts($of: [ID!]!, $direction: Direction!, $filter: LineageFilter, $asOf: AsOf) {\n    impact(of: $of, direction: $direction, filter: $filter, asOf: $asOf) {\n      tables columns\n      byDepth { depth tables columns }\n      bySource { count source { id name } }\n    }\n  }\n": types.ImpactCountsDocument,
    "\n  query ImpactList(\n    $of: [ID!]!, $direction: Direction!, $filter: LineageFilter, $asOf: AsOf, $first: Int!, $after: String\n  ) {\n    impact(of: $of, direction: $direction, filter: $filter, asOf: $asOf) {\n      nodes(first: $first, after: $after) {\n        nodes {\n          id level depth\n          table { id qualifiedName kind owner tags source { id name } }\n          column { id name }\n        }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.ImpactListDocument,
    "\n  query LineageListed($of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int) {\n    lineage(of: $of, level: $level, direction: $direction, depth: $depth) {\n      totalNodes truncated\n      nodes {\n        id level depth upDepth downDepth\n        table { id qualifiedName kind owner source { id name } }\n        column { id name }\n      }\n    }\n  }\n": types.LineageListedDocument,
    "\n  query LineageBeside($of: [ID!]!, $level: LineageLevel!, $filter: LineageFilter!) {\n    lineage(of: $of, level: $level, depth: 1, filter: $filter) {\n      edges { id from to level status origins derived }\n    }\n  }\n": types.LineageBesideDocument,
    "\n  query LineageColumnChoices($id: ID!, $after: String) {\n    table(id: $id) {\n      id\n      columns(first: 5000, after: $after) { nodes { id name logicalType } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": types.LineageColumnChoicesDocument,
    "\n  query LineageNames($ids: [ID!]!, $level: LineageLevel!, $asOf: AsOf) {\n    lineage(of: $ids, level: $level, depth: 0, asOf: $asOf) {\n      nodes { id table { id qualifiedName kind } column { id name } }\n    }\n  }\n": types.LineageNamesDocument,
    "\n  query LineageNodeFacts($ids: [ID!]!, $level: LineageLevel!, $asOf: AsOf) {\n    lineage(of: $ids, level: $level, depth: 0, asOf: $asOf) {\n      nodes {\n        id level\n        table {\n          id qualifiedName kind owner tags description columnCount rowCount introspectedAt updatedAt\n          upstreamCount downstreamCount source { id name }\n        }\n        column {\n          id name dataType logicalType nullable primaryKey unique description tags upstreamCount downstreamCount\n        }\n      }\n    }\n  }\n": types.LineageNodeFactsDocument,
    "\n  query LineageNodeColumns($id: ID!, $filter: String, $asOf: AsOf) {\n    table(id: $id, asOf: $asOf) {\n      id\n      columns(first: 200, filter: $filter) {\n        nodes { id name logicalType upstreamCount downstreamCount }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": types.LineageNodeColumnsDocument,
    "\n  query LineagePositions($name: String!) {\n    me { setting(name: $name) }\n  }\n": types.LineagePositionsDocument,
    "\n  query SettingNames {\n    me { settingNames }\n  }\n": types.SettingNamesDocument,
    "\n  mutation SaveLineagePositions($name: String!, $value: JSON) {\n    saveSetting(name: $name, value: $value) { id }\n  }\n": types.SaveLineagePositionsDocument,
    "\n  query Proposals($filter: LineageReviewFilter, $after: String) {\n    lineageReview(filter: $filter, first: 50, after: $after) {\n      nodes { edge { id } from { ...ProposalEnd } to { ...ProposalEnd } ...ProposalLine }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.ProposalsDocument,
    "\n  query ProposalCount($filter: LineageReviewFilter) {\n    lineageReview(filter: $filter, first: 1) { totalCount { value exact } }\n  }\n": types.ProposalCountDocument,
    "\n  query LineageTables($text: String!) {\n    tables(filter: { text: $text }, first: 20) {\n      nodes { id qualifiedName kind source { name } }\n      totalCount { value }\n    }\n  }\n": types.LineageTablesDocument,
    "\n  query LineageWalk(\n    $of: [ID!]!, $level: LineageLevel!, $columns: Boolean!, $direction: Direction!, $depth: Int,\n    $filter: LineageFilter, $asOf: AsOf, $limit: Int\n  ) {\n    lineage(\n      of: $of, level: $level, direction: $direction, depth: $depth, filter: $filter, asOf: $asOf, limit: $limit\n    ) { compact totalNodes totalEdges truncated }\n    tables: lineage(\n      of: $of, level: TABLE, direction: $direction, depth: $depth, filter: $filter, asOf: $asOf, limit: $limit\n    ) @include(if: $columns) { compact }\n  }\n": types.LineageWalkDocument,
    "\n  query LineageChanges(\n    $of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int, $from: AsOf!, $to: AsOf!\n  ) {\n    lineageDiff(of: $of, level: $level, direction: $direction, depth: $depth, from: $from, to: $to) {\n      edges {\n        before { id from to status origins derived }\n        after { id from to status origins derived }\n      }\n      removedNodes { id table { id name schema kind source { id } } column { id path } }\n    }\n  }\n": types.LineageChangesDocument,
    "\n  query LineageColumns($id: ID!, $asOf: AsOf, $after: String) {\n    table(id: $id, asOf: $asOf) {\n      id\n      columns(first: 5000, after: $after) { nodes { id path } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": types.LineageColumnsDocument,
    "\n  mutation ClaimLineage($input: [LineageInput!]!) {\n    createLineage(input: $input) { edges { id from to } changeset { id } warnings { title } }\n  }\n": types.ClaimLineageDocument,
    "\n  mutation ReviewEdges($ids: [ID!]!, $decision: LineageStatus!, $note: String) {\n    reviewLineage(ids: $ids, decision: $decision, note: $note) { changeset { id } warnings { title } }\n  }\n": types.ReviewEdgesDocument,
    "\n  mutation EndEdges($ids: [ID!]!) {\n    deleteLineage(ids: $ids) { changeset { id } warnings { title } }\n  }\n": types.EndEdgesDocument,
    "\n  mutation RewordClaim($id: ID!, $version: Int!, $patch: AssertionPatch!) {\n    updateAssertion(id: $id, version: $version, patch: $patch) { changeset { id } warnings { title } }\n  }\n": types.RewordClaimDocument,
    "\n  mutation WithdrawClaims($ids: [ID!]!) {\n    withdrawAssertions(ids: $ids) { changeset { id } warnings { title } }\n  }\n": types.WithdrawClaimsDocument,
    "\n  fragment ClaimLine on Assertion {\n    id origin status process confidence transformation note at actor { id name kind }\n  }\n": types.ClaimLineFragmentDoc,
    "\n  fragment EdgeEnd on LineageNode {\n    id table { id qualifiedName kind source { name } } column { id name logicalType }\n  }\n": types.EdgeEndFragmentDoc,
    "\n  fragment ProposalEnd on LineageEnd {\n    id table { id qualifiedName source { name } } column { id name }\n  }\n": types.ProposalEndFragmentDoc,
    "\n  fragment ProposalLine on LineageProposal {\n    confidence createdAt\n    edge {\n      id level\n      assertions { id origin status process confidence transformation note at actor { name } }\n    }\n    from { id ...ProposalEnd }\n    to { id ...ProposalEnd }\n  }\n": types.ProposalLineFragmentDoc,
    "\n  query MappingColumns($id: ID!, $after: String) {\n    table(id: $id) {\n      id qualifiedName columnCount\n      columns(first: 5000, after: $after) {\n        nodes { id name logicalType dataType primaryKey }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.MappingColumnsDocument,
    "\n  query MappingProposals($from: ID!, $to: ID!) {\n    proposeMapping(fromTable: $from, toTable: $to) { reason confidence from { id } to { id } }\n  }\n": types.MappingProposalsDocument,
    "\n  query MappingExisting($from: ID!) {\n    lineage(\n      of: [$from], level: COLUMN, depth: 1, direction: DOWNSTREAM, limit: 20000\n      filter: { statuses: [APPROVED, PROPOSED, REJECTED] }\n    ) { truncated compact }\n  }\n": types.MappingExistingDocument,
    "\n  mutation SaveMapping($input: [LineageInput!]!, $message: String) {\n    createLineage(input: $input, message: $message) { edges { id } changeset { id } warnings { title } }\n  }\n": types.SaveMappingDocument,
    "\n  subscription Fetch($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        table { schema name kind rowCount sourceComment }\n        columns { path dataType logicalType nullable primaryKey sourceComment }\n        warnings { code title cause remedy engineCode engineMessage }\n        evidence { statements sampledDocuments sampleMethod elapsedMs resolvedFrom }\n      }\n    }\n  }\n": types.FetchDocument,
    "\n  mutation CreateTables($input: [TableInput!]!) {\n    createTables(input: $input) {\n      tables { id qualifiedName }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": types.CreateTablesDocument,
    "\n  query Search($text: String!, $first: Int!, $after: String) {\n    search(text: $text, first: $first, after: $after) {\n      nodes {\n        __typename\n        ... on Table { id qualifiedName kind description source { name } }\n        ... on Column { id name dataType description table { id qualifiedName source { name } } }\n        ... on Source { id name sourceKind: kind description }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.SearchDocument,
    "\n  query SearchCount($text: String!) {\n    search(text: $text, first: 1) { totalCount { value exact } }\n  }\n": types.SearchCountDocument,
    "\n  mutation SignOut {\n    signOut { ended }\n  }\n": types.SignOutDocument,
    "\n  query WaitingCount {\n    lineageReview(first: 1) { totalCount { value exact } }\n  }\n": types.WaitingCountDocument,
    "\n  mutation SignIn($login: String!, $password: Secret!) {\n    signIn(login: $login, password: $password) { me { id name } }\n  }\n": types.SignInDocument,
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
    "\n  query StartCounts {\n    server { seq }\n    all: tables(first: 1) { nodes { id } totalCount { value exact } }\n    fetched: tables(first: 1, filter: { neverFetched: false }) { nodes { id } }\n    linked: tables(first: 1, filter: { hasLineage: true }, orderBy: UPDATED_NEWEST) {\n      nodes { id qualifiedName }\n      totalCount { value exact }\n    }\n  }\n": types.StartCountsDocument,
    "\n  query StartSources($after: String) {\n    sources(first: 500, after: $after) {\n      nodes { id name lastTest { status testedAt } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.StartSourcesDocument,
    "\n  query StartChanges {\n    changesets(first: 6) {\n      nodes {\n        id seq at message\n        actor { name }\n        changes(first: 1) {\n          nodes { kind name operation entityId tableId }\n          totalCount { value exact }\n        }\n      }\n    }\n  }\n": types.StartChangesDocument,
    "\n  query Waiting {\n    lineageReview(first: 5) {\n      nodes {\n        confidence\n        edge { id level }\n        from { id table { qualifiedName } column { name } }\n        to { id table { qualifiedName } column { name } }\n      }\n      totalCount { value exact }\n    }\n  }\n": types.WaitingDocument,
    "\n  mutation UpdateTables($patches: [TablePatchById!]!) {\n    updateTables(patches: $patches) { changeset { id } warnings { title } }\n  }\n": types.UpdateTablesDocument,
    "\n  mutation DeleteTables($tables: [TableVersion!]!, $dryRun: Boolean! = false) {\n    deleteTables(tables: $tables, dryRun: $dryRun) { changeset { id } warnings { title } }\n  }\n": types.DeleteTablesDocument,
    "\n  query DeletedTables($after: String) {\n    changesets(filter: { deletedOnly: true, kind: TABLE }, first: 20, after: $after) {\n      nodes {\n        id seq at\n        actor { name }\n        undoneBy { id }\n        changes(first: 100) {\n          nodes { entityId kind name operation }\n          totalCount { value exact }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.DeletedTablesDocument,
    "\n  query UndoneTables($from: DateTime!, $after: String) {\n    changesets(filter: { kind: TABLE, origin: UNDO, from: $from }, first: 20, after: $after) {\n      nodes {\n        id seq\n        changes(first: 100) {\n          nodes { entityId kind name operation }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.UndoneTablesDocument,
    "\n  query TablesOfChangeset($id: ID!, $after: String) {\n    changeset(id: $id) {\n      changes(first: 500, after: $after) {\n        nodes { entityId kind name operation }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.TablesOfChangesetDocument,
    "\n  mutation RestoreTables($changeset: ID!, $tables: [ID!]!) {\n    restoreTables(changeset: $changeset, tables: $tables) {\n      changeset { id }\n      warnings { title }\n    }\n  }\n": types.RestoreTablesDocument,
    "\n  query TableDeletion($id: ID!) {\n    changesets(filter: { entityId: $id, deletedOnly: true, kind: TABLE }, first: 1) {\n      nodes { id seq at actor { name } }\n    }\n  }\n": types.TableDeletionDocument,
    "\n  query TableAsItWas($id: ID!, $asOf: AsOf!, $after: String) {\n    table(id: $id, asOf: $asOf) {\n      id qualifiedName kind description sourceComment tags owner\n      source { id name }\n      columns(first: 5000, after: $after) { nodes { id path ...ColumnRow } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": types.TableAsItWasDocument,
    "\n  subscription FetchAgain($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        warnings { code title cause remedy engineCode engineMessage }\n        diff { entries { id kind columnId path field stored observed overridden lineageEdges } }\n      }\n    }\n  }\n": types.FetchAgainDocument,
    "\n  mutation ApplyFetched($id: ID!, $version: Int!, $fetched: ID!, $accept: [ID!]) {\n    applyFetched(tableId: $id, version: $version, fetched: $fetched, accept: $accept) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": types.ApplyFetchedDocument,
    "\n  query ListedColumns($id: ID!, $after: String) {\n    table(id: $id) {\n      id version\n      columns(first: 5000, after: $after) { nodes { id path } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": types.ListedColumnsDocument,
    "\n  query Tables($filter: TableFilter, $orderBy: TableOrder, $first: Int!, $after: String) {\n    tables(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      nodes { id version tags qualifiedName columnCount ...TableRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.TablesDocument,
    "\n  query TableCount($filter: TableFilter) {\n    tables(filter: $filter, first: 1) { totalCount { value exact } }\n  }\n": types.TableCountDocument,
    "\n  query Facets {\n    facets {\n      sources { count source { id name } }\n      kinds { kind count }\n      tags { value count }\n      owners { value count }\n    }\n  }\n": types.FacetsDocument,
    "\n  query Table($id: ID!) {\n    table(id: $id) {\n      id version name schema externalName externalSchema qualifiedName kind description sourceComment tags owner\n      source { id name isActive }\n      ...TableFacts\n    }\n  }\n": types.TableDocument,
    "\n  query Columns($id: ID!, $filter: String) {\n    table(id: $id) {\n      id\n      version\n      columnCount\n      columns(first: 5000, filter: $filter) { nodes { id path origin dataType overridden ...ColumnRow } pageInfo { hasNextPage } }\n    }\n  }\n": types.ColumnsDocument,
    "\n  query EditedColumns($id: ID!) {\n    table(id: $id) {\n      id version\n      columns(first: 5000) {\n        nodes { id path dataType nullable primaryKey description tags }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n": types.EditedColumnsDocument,
    "\n  query ColumnDetails($id: ID!, $after: String) {\n    table(id: $id) {\n      id\n      columns(first: 5000, after: $after) { nodes { id ...ColumnDetails } pageInfo { hasNextPage endCursor } }\n    }\n  }\n": types.ColumnDetailsDocument,
    "\n  query EngineFacts($id: ID!) {\n    table(id: $id) {\n      id definition properties\n      keys { kind name columns referencedColumns references { schema name } }\n    }\n  }\n": types.EngineFactsDocument,
    "\n  query ReferencedTable($source: String, $schema: String, $name: String!) {\n    tableByName(source: $source, schema: $schema, name: $name) { id qualifiedName }\n  }\n": types.ReferencedTableDocument,
    "\n  mutation EditColumns($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {\n    saveColumns(tableId: $id, version: $version, columns: $columns) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": types.EditColumnsDocument,
    "\n  mutation BindTable(\n    $id: ID!, $version: Int!, $sourceId: ID, $externalSchema: String, $externalName: String\n    $boundTwice: Boolean!, $dryRun: Boolean!\n  ) {\n    bindTable(\n      id: $id, version: $version, sourceId: $sourceId, externalSchema: $externalSchema, externalName: $externalName\n      boundTwice: $boundTwice, dryRun: $dryRun\n    ) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n": types.BindTableDocument,
    "\n  mutation UpdateTable($id: ID!, $version: Int!, $patch: TablePatch!) {\n    updateTable(id: $id, version: $version, patch: $patch) { table { id } changeset { id } warnings { title } }\n  }\n": types.UpdateTableDocument,
    "\n  mutation UpdateColumns($id: ID!, $version: Int!, $patches: [ColumnPatch!]!) {\n    updateColumns(tableId: $id, version: $version, patches: $patches) { table { id } changeset { id } }\n  }\n": types.UpdateColumnsDocument,
    "\n  mutation DeleteTable($id: ID!, $version: Int!) {\n    deleteTable(id: $id, version: $version) { changeset { id } warnings { title } }\n  }\n": types.DeleteTableDocument,
    "\n  fragment ColumnDetails on Column {\n    id path dataType logicalType nullable primaryKey unique default generated description sourceComment tags\n    origin overridden properties\n  }\n": types.ColumnDetailsFragmentDoc,
    "\n  fragment ColumnRow on Column {\n    id path dataType logicalType nullable primaryKey unique description origin overridden tags\n    upstreamCount downstreamCount\n  }\n": types.ColumnRowFragmentDoc,
    "\n  fragment TableFacts on Table {\n    name schema owner tags kind externalSchema externalName rowCount introspectedAt createdAt updatedAt\n    sourceComment upstreamCount downstreamCount\n  }\n": types.TableFactsFragmentDoc,
    "\n  fragment TableRow on Table {\n    id schema name qualifiedName kind columnCount tags owner introspectedAt upstreamCount downstreamCount\n    source { id name }\n  }\n": types.TableRowFragmentDoc,
    "\n  query BoundTables($sourceId: ID!, $names: [ExternalName!]!) {\n    boundTables(sourceId: $sourceId, names: $names) {\n      id qualifiedName kind externalSchema externalName source { id name }\n    }\n  }\n": types.BoundTablesDocument,
    "\n  query SourceChoices($after: String) {\n    sources(filter: { isActive: true }, first: 500, after: $after) {\n      nodes { id name kind }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.SourceChoicesDocument,
    "\n  query Suggestions($sourceId: ID!, $text: String!) {\n    suggestTables(sourceId: $sourceId, text: $text, limit: 20) { schema name kind }\n  }\n": types.SuggestionsDocument,
    "\n  subscription FetchTable($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) { result { id table { schema name } } }\n  }\n": types.FetchTableDocument,
    "\n  mutation MakeTable($input: TableInput!) {\n    createTable(input: $input) { table { id qualifiedName columnCount } changeset { id } warnings { title } }\n  }\n": types.MakeTableDocument,
    "\n  query Me {\n    me { id name role kind person { id login } }\n    server { version catalog }\n  }\n": types.MeDocument,
    "\n  query WhoIsSignedIn {\n    me { id name }\n  }\n": types.WhoIsSignedInDocument,
    "\n  query TableName($id: ID!) {\n    table(id: $id) { id qualifiedName kind source { id name } }\n  }\n": types.TableNameDocument,
    "\n  query TablesNamed($filter: TableFilter!) {\n    tables(filter: $filter, first: 30) {\n      nodes { id qualifiedName kind externalSchema externalName source { id name } }\n      totalCount { value exact }\n    }\n  }\n": types.TablesNamedDocument,
    "\n  mutation Undo($id: ID!) {\n    undoChangeset(id: $id) {\n      changeset { id seq }\n      warnings { title }\n    }\n  }\n": types.UndoDocument,
    "\n  query UndoneToo($id: ID!) {\n    changeset(id: $id) { seq actor { id name } counts { kind count } }\n  }\n": types.UndoneTooDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Audit($filter: AuditFilter, $after: String) {\n    audit(filter: $filter, first: 50, after: $after) {\n      nodes { id ...AuditRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').AuditDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SourceNames($after: String) {\n    sources(first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n"): typeof import('./graphql').SourceNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query People($filter: PersonFilter, $after: String) {\n    people(filter: $filter, first: 100, after: $after) {\n      nodes { id ...PersonRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').PeopleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PersonNames($filter: PersonFilter, $after: String) {\n    people(filter: $filter, first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n"): typeof import('./graphql').PersonNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Person($id: ID!) {\n    person(id: $id) {\n      id version login name role isActive hasPassword issuer createdAt\n      sessions { id ...SessionRow }\n    }\n  }\n"): typeof import('./graphql').PersonDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdatePerson($id: ID!, $version: Int!, $patch: PersonPatch!) {\n    updatePerson(id: $id, version: $version, patch: $patch) { id name }\n  }\n"): typeof import('./graphql').UpdatePersonDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOutPerson($id: ID!) {\n    signOutEverywhere(personId: $id) { ended }\n  }\n"): typeof import('./graphql').SignOutPersonDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneTimeLinks {\n    oneTimeLinks { id ...LinkRow }\n  }\n"): typeof import('./graphql').OneTimeLinksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Invite($input: InvitationInput!) {\n    invitePerson(input: $input) { url link { expiresAt } }\n  }\n"): typeof import('./graphql').InviteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($id: ID!) {\n    resetPassword(personId: $id) { url link { expiresAt } }\n  }\n"): typeof import('./graphql').ResetPasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawLink($id: ID!) {\n    withdrawLink(id: $id)\n  }\n"): typeof import('./graphql').WithdrawLinkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignInWays {\n    signInOptions { provider }\n  }\n"): typeof import('./graphql').SignInWaysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Profile {\n    me {\n      id name role\n      person {\n        id login name hasPassword issuer createdAt\n        sessions { id ...SessionRow }\n      }\n    }\n  }\n"): typeof import('./graphql').ProfileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateProfile($name: String!) {\n    updateProfile(name: $name) { id name }\n  }\n"): typeof import('./graphql').UpdateProfileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($current: Secret!, $new: Secret!) {\n    changePassword(current: $current, new: $new) { id }\n  }\n"): typeof import('./graphql').ChangePasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) { ended }\n  }\n"): typeof import('./graphql').EndSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOutEverywhere {\n    signOutEverywhere { ended }\n  }\n"): typeof import('./graphql').SignOutEverywhereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyTokens($onlyActive: Boolean!, $after: String) {\n    me {\n      tokens(onlyActive: $onlyActive, first: 50, after: $after) {\n        nodes { id ...TokenRow }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').MyTokensDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllTokens($filter: TokenFilter, $after: String) {\n    tokens(filter: $filter, first: 50, after: $after) {\n      nodes { id ...TokenRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').AllTokensDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateToken($input: TokenInput!) {\n    createToken(input: $input) { secret token { id name } }\n  }\n"): typeof import('./graphql').CreateTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeToken($id: ID!) {\n    revokeToken(id: $id) { id name }\n  }\n"): typeof import('./graphql').RevokeTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuditRow on AuditEntry {\n    id at action outcome address details\n    actor { id name kind }\n    source { id name }\n  }\n"): typeof import('./graphql').AuditRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LinkRow on OneTimeLink {\n    id purpose role login personId createdAt expiresAt\n    createdBy { name }\n  }\n"): typeof import('./graphql').LinkRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PersonRow on Person {\n    id name login role isActive issuer lastSignIn\n    sessions { lastSeen }\n  }\n"): typeof import('./graphql').PersonRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionRow on Session {\n    id address createdAt expiresAt isCurrent lastSeen userAgent\n  }\n"): typeof import('./graphql').SessionRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TokenRow on ApiToken {\n    id name role ownerId createdAt expiresAt revokedAt lastUsed lastUsedFrom\n  }\n"): typeof import('./graphql').TokenRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportJob($id: ID!) {\n    importJob(id: $id) {\n      id status fileName format bytes onExisting createdAt expiresAt planHash processed total rowsPerSecond annotatedUrl\n      problem { code title cause remedy }\n      changeset { id seq message undoneBy { seq } }\n      summary {\n        changes errors warnings notes problemsDropped\n        sources { created updated unchanged skipped ended }\n        tables { created updated unchanged skipped ended }\n        columns { created updated unchanged skipped ended }\n        lineage { created updated unchanged skipped ended }\n      }\n    }\n  }\n"): typeof import('./graphql').ImportJobDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Imports($after: String) {\n    imports(first: 5, after: $after) {\n      nodes { id fileName status createdAt }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').ImportsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportProblems($id: ID!, $after: String) {\n    importJob(id: $id) {\n      problems(first: 200, after: $after) {\n        nodes { severity sheet row column code message value suggestion }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').ImportProblemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlannedChanges($id: ID!, $after: String) {\n    importJob(id: $id) {\n      changes(first: 200, after: $after) {\n        nodes { entityId tableId kind name operation fields { field old new } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').PlannedChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ImportProgress($id: ID!) {\n    importProgress(id: $id) { id status processed total rowsPerSecond }\n  }\n"): typeof import('./graphql').ImportProgressDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplanImport($id: ID!, $fixes: [CellFix!]!) {\n    replanImport(id: $id, fixes: $fixes) { id status }\n  }\n"): typeof import('./graphql').ReplanImportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExecuteImport($id: ID!, $planHash: String!) {\n    executeImport(id: $id, planHash: $planHash) { id status changeset { id } }\n  }\n"): typeof import('./graphql').ExecuteImportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelImport($id: ID!) {\n    cancelImport(id: $id) { id status }\n  }\n"): typeof import('./graphql').CancelImportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SourcesToImport($after: String) {\n    sources(first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }\n  }\n"): typeof import('./graphql').SourcesToImportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportFile($file: Upload!, $options: ImportOptions) {\n    importFile(file: $file, options: $options) { id }\n  }\n"): typeof import('./graphql').ImportFileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ColumnNames($id: ID!, $after: String) {\n    table(id: $id) { id columns(first: 5000, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } }\n  }\n"): typeof import('./graphql').ColumnNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TableThen($id: ID!, $seq: Long!) {\n    table(id: $id, asOf: { seq: $seq }) { id kind description }\n  }\n"): typeof import('./graphql').TableThenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ColumnsThen($id: ID!, $seq: Long!, $after: String) {\n    table(id: $id, asOf: { seq: $seq }) {\n      id\n      columns(first: 5000, after: $after) {\n        nodes { id dataType logicalType nullable default description }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').ColumnsThenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChangedSource($id: ID!) {\n    source(id: $id) { id name }\n    changesets(filter: { entityId: $id, kind: SOURCE }, first: 1) {\n      nodes { changes(first: 100) { nodes { entityId name } } }\n    }\n  }\n"): typeof import('./graphql').ChangedSourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Changes($id: ID!, $after: String) {\n    changeset(id: $id) {\n      seq\n      changes(first: 50, after: $after) {\n        nodes { entityId kind name operation tableId edge { id from to } fields { field old new } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').ChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Changesets($filter: ChangesetFilter, $after: String) {\n    changesets(filter: $filter, first: 30, after: $after) {\n      nodes { id ...ChangesetLine }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').ChangesetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Changeset($id: ID!) {\n    changeset(id: $id) { id seq ...ChangesetLine }\n  }\n"): typeof import('./graphql').ChangesetDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChangeActors {\n    changeActors { id name }\n  }\n"): typeof import('./graphql').ChangeActorsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindEntities($text: String!) {\n    search(text: $text, first: 10) {\n      nodes {\n        __typename\n        ... on Table { id qualifiedName }\n        ... on Column { id name table { id qualifiedName } }\n        ... on Source { id sourceName: name }\n      }\n    }\n  }\n"): typeof import('./graphql').FindEntitiesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChangedEntity($id: ID!) {\n    table(id: $id) { id qualifiedName }\n    source(id: $id) { id name }\n  }\n"): typeof import('./graphql').ChangedEntityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowChanges {\n    changes { seq }\n  }\n"): typeof import('./graphql').FollowChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChangesetDone($id: ID!) {\n    changeset(id: $id) {\n      counts { kind operation count }\n      changes(first: 100) {\n        nodes { entityId kind name operation tableId edge { id from to } fields { field } }\n      }\n    }\n  }\n"): typeof import('./graphql').ChangesetDoneDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ChangesetLine on Changeset {\n    id seq at origin message\n    actor { id name }\n    undoes { seq }\n    undoneBy { seq }\n    counts { kind operation count }\n    changes(first: 3) {\n      nodes { entityId kind name operation tableId edge { id from to } fields { field } }\n    }\n  }\n"): typeof import('./graphql').ChangesetLineFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageEdgeById($id: ID!) {\n    lineageEdge(id: $id) { id from to level }\n  }\n"): typeof import('./graphql').LineageEdgeByIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageBetween($from: ID!, $to: ID!, $level: LineageLevel!, $filter: LineageFilter!, $asOf: AsOf) {\n    lineagePaths(from: $from, to: $to, level: $level, max: 1, filter: $filter, asOf: $asOf) {\n      nodes { ...EdgeEnd }\n      edges {\n        id from to level derived status origins since until version\n        assertions { id ...ClaimLine }\n      }\n    }\n  }\n"): typeof import('./graphql').LineageBetweenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ColumnsBetween($from: ID!, $asOf: AsOf, $filter: LineageFilter!) {\n    lineage(of: [$from], level: COLUMN, depth: 1, direction: DOWNSTREAM, filter: $filter, asOf: $asOf, limit: 5000) {\n      truncated\n      nodes { id table { id } column { id name } }\n      edges { id from to status origins derived }\n    }\n  }\n"): typeof import('./graphql').ColumnsBetweenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DrawLineage($input: [LineageInput!]!) {\n    createLineage(input: $input) { edges { id from to } changeset { id } warnings { code title } }\n  }\n"): typeof import('./graphql').DrawLineageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DecideLineage($ids: [ID!]!, $decision: LineageStatus!) {\n    reviewLineage(ids: $ids, decision: $decision) { edges { id status } changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').DecideLineageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndLineage($ids: [ID!]!) {\n    deleteLineage(ids: $ids) { changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').EndLineageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageFacets {\n    facets { sources { count source { id name } } }\n  }\n"): typeof import('./graphql').LineageFacetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageStops($after: String) {\n    changesets(filter: { kind: EDGE }, first: 100, after: $after) {\n      nodes { id seq at message actor { id name } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').LineageStopsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageDifferences(\n    $of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int, $from: AsOf!, $to: AsOf!\n  ) {\n    lineageDiff(of: $of, level: $level, direction: $direction, depth: $depth, from: $from, to: $to) {\n      addedNodes { id }\n      removedNodes { id }\n      edges {\n        before { id from to status origins derived }\n        after { id from to status origins derived }\n      }\n    }\n  }\n"): typeof import('./graphql').LineageDifferencesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImpactCounts($of: [ID!]!, $direction: Direction!, $filter: LineageFilter, $asOf: AsOf) {\n    impact(of: $of, direction: $direction, filter: $filter, asOf: $asOf) {\n      tables columns\n      byDepth { depth tables columns }\n      bySource { count source { id name } }\n    }\n  }\n"): typeof import('./graphql').ImpactCountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImpactList(\n    $of: [ID!]!, $direction: Direction!, $filter: LineageFilter, $asOf: AsOf, $first: Int!, $after: String\n  ) {\n    impact(of: $of, direction: $direction, filter: $filter, asOf: $asOf) {\n      nodes(first: $first, after: $after) {\n        nodes {\n          id level depth\n          table { id qualifiedName kind owner tags source { id name } }\n          column { id name }\n        }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').ImpactListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageListed($of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int) {\n    lineage(of: $of, level: $level, direction: $direction, depth: $depth) {\n      totalNodes truncated\n      nodes {\n        id level depth upDepth downDepth\n        table { id qualifiedName kind owner source { id name } }\n        column { id name }\n      }\n    }\n  }\n"): typeof import('./graphql').LineageListedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageBeside($of: [ID!]!, $level: LineageLevel!, $filter: LineageFilter!) {\n    lineage(of: $of, level: $level, depth: 1, filter: $filter) {\n      edges { id from to level status origins derived }\n    }\n  }\n"): typeof import('./graphql').LineageBesideDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageColumnChoices($id: ID!, $after: String) {\n    table(id: $id) {\n      id\n      columns(first: 5000, after: $after) { nodes { id name logicalType } pageInfo { hasNextPage endCursor } }\n    }\n  }\n"): typeof import('./graphql').LineageColumnChoicesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageNames($ids: [ID!]!, $level: LineageLevel!, $asOf: AsOf) {\n    lineage(of: $ids, level: $level, depth: 0, asOf: $asOf) {\n      nodes { id table { id qualifiedName kind } column { id name } }\n    }\n  }\n"): typeof import('./graphql').LineageNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageNodeFacts($ids: [ID!]!, $level: LineageLevel!, $asOf: AsOf) {\n    lineage(of: $ids, level: $level, depth: 0, asOf: $asOf) {\n      nodes {\n        id level\n        table {\n          id qualifiedName kind owner tags description columnCount rowCount introspectedAt updatedAt\n          upstreamCount downstreamCount source { id name }\n        }\n        column {\n          id name dataType logicalType nullable primaryKey unique description tags upstreamCount downstreamCount\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').LineageNodeFactsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageNodeColumns($id: ID!, $filter: String, $asOf: AsOf) {\n    table(id: $id, asOf: $asOf) {\n      id\n      columns(first: 200, filter: $filter) {\n        nodes { id name logicalType upstreamCount downstreamCount }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n"): typeof import('./graphql').LineageNodeColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineagePositions($name: String!) {\n    me { setting(name: $name) }\n  }\n"): typeof import('./graphql').LineagePositionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SettingNames {\n    me { settingNames }\n  }\n"): typeof import('./graphql').SettingNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveLineagePositions($name: String!, $value: JSON) {\n    saveSetting(name: $name, value: $value) { id }\n  }\n"): typeof import('./graphql').SaveLineagePositionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Proposals($filter: LineageReviewFilter, $after: String) {\n    lineageReview(filter: $filter, first: 50, after: $after) {\n      nodes { edge { id } from { ...ProposalEnd } to { ...ProposalEnd } ...ProposalLine }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').ProposalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProposalCount($filter: LineageReviewFilter) {\n    lineageReview(filter: $filter, first: 1) { totalCount { value exact } }\n  }\n"): typeof import('./graphql').ProposalCountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageTables($text: String!) {\n    tables(filter: { text: $text }, first: 20) {\n      nodes { id qualifiedName kind source { name } }\n      totalCount { value }\n    }\n  }\n"): typeof import('./graphql').LineageTablesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageWalk(\n    $of: [ID!]!, $level: LineageLevel!, $columns: Boolean!, $direction: Direction!, $depth: Int,\n    $filter: LineageFilter, $asOf: AsOf, $limit: Int\n  ) {\n    lineage(\n      of: $of, level: $level, direction: $direction, depth: $depth, filter: $filter, asOf: $asOf, limit: $limit\n    ) { compact totalNodes totalEdges truncated }\n    tables: lineage(\n      of: $of, level: TABLE, direction: $direction, depth: $depth, filter: $filter, asOf: $asOf, limit: $limit\n    ) @include(if: $columns) { compact }\n  }\n"): typeof import('./graphql').LineageWalkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageChanges(\n    $of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int, $from: AsOf!, $to: AsOf!\n  ) {\n    lineageDiff(of: $of, level: $level, direction: $direction, depth: $depth, from: $from, to: $to) {\n      edges {\n        before { id from to status origins derived }\n        after { id from to status origins derived }\n      }\n      removedNodes { id table { id name schema kind source { id } } column { id path } }\n    }\n  }\n"): typeof import('./graphql').LineageChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineageColumns($id: ID!, $asOf: AsOf, $after: String) {\n    table(id: $id, asOf: $asOf) {\n      id\n      columns(first: 5000, after: $after) { nodes { id path } pageInfo { hasNextPage endCursor } }\n    }\n  }\n"): typeof import('./graphql').LineageColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ClaimLineage($input: [LineageInput!]!) {\n    createLineage(input: $input) { edges { id from to } changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').ClaimLineageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReviewEdges($ids: [ID!]!, $decision: LineageStatus!, $note: String) {\n    reviewLineage(ids: $ids, decision: $decision, note: $note) { changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').ReviewEdgesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndEdges($ids: [ID!]!) {\n    deleteLineage(ids: $ids) { changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').EndEdgesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RewordClaim($id: ID!, $version: Int!, $patch: AssertionPatch!) {\n    updateAssertion(id: $id, version: $version, patch: $patch) { changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').RewordClaimDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawClaims($ids: [ID!]!) {\n    withdrawAssertions(ids: $ids) { changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').WithdrawClaimsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ClaimLine on Assertion {\n    id origin status process confidence transformation note at actor { id name kind }\n  }\n"): typeof import('./graphql').ClaimLineFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EdgeEnd on LineageNode {\n    id table { id qualifiedName kind source { name } } column { id name logicalType }\n  }\n"): typeof import('./graphql').EdgeEndFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProposalEnd on LineageEnd {\n    id table { id qualifiedName source { name } } column { id name }\n  }\n"): typeof import('./graphql').ProposalEndFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProposalLine on LineageProposal {\n    confidence createdAt\n    edge {\n      id level\n      assertions { id origin status process confidence transformation note at actor { name } }\n    }\n    from { id ...ProposalEnd }\n    to { id ...ProposalEnd }\n  }\n"): typeof import('./graphql').ProposalLineFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MappingColumns($id: ID!, $after: String) {\n    table(id: $id) {\n      id qualifiedName columnCount\n      columns(first: 5000, after: $after) {\n        nodes { id name logicalType dataType primaryKey }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').MappingColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MappingProposals($from: ID!, $to: ID!) {\n    proposeMapping(fromTable: $from, toTable: $to) { reason confidence from { id } to { id } }\n  }\n"): typeof import('./graphql').MappingProposalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MappingExisting($from: ID!) {\n    lineage(\n      of: [$from], level: COLUMN, depth: 1, direction: DOWNSTREAM, limit: 20000\n      filter: { statuses: [APPROVED, PROPOSED, REJECTED] }\n    ) { truncated compact }\n  }\n"): typeof import('./graphql').MappingExistingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveMapping($input: [LineageInput!]!, $message: String) {\n    createLineage(input: $input, message: $message) { edges { id } changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').SaveMappingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Fetch($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        table { schema name kind rowCount sourceComment }\n        columns { path dataType logicalType nullable primaryKey sourceComment }\n        warnings { code title cause remedy engineCode engineMessage }\n        evidence { statements sampledDocuments sampleMethod elapsedMs resolvedFrom }\n      }\n    }\n  }\n"): typeof import('./graphql').FetchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTables($input: [TableInput!]!) {\n    createTables(input: $input) {\n      tables { id qualifiedName }\n      changeset { id }\n      warnings { title }\n    }\n  }\n"): typeof import('./graphql').CreateTablesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Search($text: String!, $first: Int!, $after: String) {\n    search(text: $text, first: $first, after: $after) {\n      nodes {\n        __typename\n        ... on Table { id qualifiedName kind description source { name } }\n        ... on Column { id name dataType description table { id qualifiedName source { name } } }\n        ... on Source { id name sourceKind: kind description }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').SearchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchCount($text: String!) {\n    search(text: $text, first: 1) { totalCount { value exact } }\n  }\n"): typeof import('./graphql').SearchCountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut { ended }\n  }\n"): typeof import('./graphql').SignOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WaitingCount {\n    lineageReview(first: 1) { totalCount { value exact } }\n  }\n"): typeof import('./graphql').WaitingCountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($login: String!, $password: Secret!) {\n    signIn(login: $login, password: $password) { me { id name } }\n  }\n"): typeof import('./graphql').SignInDocument;
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
export function graphql(source: "\n  query StartCounts {\n    server { seq }\n    all: tables(first: 1) { nodes { id } totalCount { value exact } }\n    fetched: tables(first: 1, filter: { neverFetched: false }) { nodes { id } }\n    linked: tables(first: 1, filter: { hasLineage: true }, orderBy: UPDATED_NEWEST) {\n      nodes { id qualifiedName }\n      totalCount { value exact }\n    }\n  }\n"): typeof import('./graphql').StartCountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StartSources($after: String) {\n    sources(first: 500, after: $after) {\n      nodes { id name lastTest { status testedAt } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').StartSourcesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StartChanges {\n    changesets(first: 6) {\n      nodes {\n        id seq at message\n        actor { name }\n        changes(first: 1) {\n          nodes { kind name operation entityId tableId }\n          totalCount { value exact }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql').StartChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Waiting {\n    lineageReview(first: 5) {\n      nodes {\n        confidence\n        edge { id level }\n        from { id table { qualifiedName } column { name } }\n        to { id table { qualifiedName } column { name } }\n      }\n      totalCount { value exact }\n    }\n  }\n"): typeof import('./graphql').WaitingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateTables($patches: [TablePatchById!]!) {\n    updateTables(patches: $patches) { changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').UpdateTablesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteTables($tables: [TableVersion!]!, $dryRun: Boolean! = false) {\n    deleteTables(tables: $tables, dryRun: $dryRun) { changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').DeleteTablesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeletedTables($after: String) {\n    changesets(filter: { deletedOnly: true, kind: TABLE }, first: 20, after: $after) {\n      nodes {\n        id seq at\n        actor { name }\n        undoneBy { id }\n        changes(first: 100) {\n          nodes { entityId kind name operation }\n          totalCount { value exact }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').DeletedTablesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UndoneTables($from: DateTime!, $after: String) {\n    changesets(filter: { kind: TABLE, origin: UNDO, from: $from }, first: 20, after: $after) {\n      nodes {\n        id seq\n        changes(first: 100) {\n          nodes { entityId kind name operation }\n          pageInfo { hasNextPage endCursor }\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').UndoneTablesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TablesOfChangeset($id: ID!, $after: String) {\n    changeset(id: $id) {\n      changes(first: 500, after: $after) {\n        nodes { entityId kind name operation }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql').TablesOfChangesetDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestoreTables($changeset: ID!, $tables: [ID!]!) {\n    restoreTables(changeset: $changeset, tables: $tables) {\n      changeset { id }\n      warnings { title }\n    }\n  }\n"): typeof import('./graphql').RestoreTablesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TableDeletion($id: ID!) {\n    changesets(filter: { entityId: $id, deletedOnly: true, kind: TABLE }, first: 1) {\n      nodes { id seq at actor { name } }\n    }\n  }\n"): typeof import('./graphql').TableDeletionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TableAsItWas($id: ID!, $asOf: AsOf!, $after: String) {\n    table(id: $id, asOf: $asOf) {\n      id qualifiedName kind description sourceComment tags owner\n      source { id name }\n      columns(first: 5000, after: $after) { nodes { id path ...ColumnRow } pageInfo { hasNextPage endCursor } }\n    }\n  }\n"): typeof import('./graphql').TableAsItWasDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FetchAgain($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) {\n      progress { phase done total }\n      result {\n        id\n        warnings { code title cause remedy engineCode engineMessage }\n        diff { entries { id kind columnId path field stored observed overridden lineageEdges } }\n      }\n    }\n  }\n"): typeof import('./graphql').FetchAgainDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApplyFetched($id: ID!, $version: Int!, $fetched: ID!, $accept: [ID!]) {\n    applyFetched(tableId: $id, version: $version, fetched: $fetched, accept: $accept) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n"): typeof import('./graphql').ApplyFetchedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListedColumns($id: ID!, $after: String) {\n    table(id: $id) {\n      id version\n      columns(first: 5000, after: $after) { nodes { id path } pageInfo { hasNextPage endCursor } }\n    }\n  }\n"): typeof import('./graphql').ListedColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tables($filter: TableFilter, $orderBy: TableOrder, $first: Int!, $after: String) {\n    tables(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      nodes { id version tags qualifiedName columnCount ...TableRow }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').TablesDocument;
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
export function graphql(source: "\n  query Table($id: ID!) {\n    table(id: $id) {\n      id version name schema externalName externalSchema qualifiedName kind description sourceComment tags owner\n      source { id name isActive }\n      ...TableFacts\n    }\n  }\n"): typeof import('./graphql').TableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Columns($id: ID!, $filter: String) {\n    table(id: $id) {\n      id\n      version\n      columnCount\n      columns(first: 5000, filter: $filter) { nodes { id path origin dataType overridden ...ColumnRow } pageInfo { hasNextPage } }\n    }\n  }\n"): typeof import('./graphql').ColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EditedColumns($id: ID!) {\n    table(id: $id) {\n      id version\n      columns(first: 5000) {\n        nodes { id path dataType nullable primaryKey description tags }\n        pageInfo { hasNextPage }\n      }\n    }\n  }\n"): typeof import('./graphql').EditedColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ColumnDetails($id: ID!, $after: String) {\n    table(id: $id) {\n      id\n      columns(first: 5000, after: $after) { nodes { id ...ColumnDetails } pageInfo { hasNextPage endCursor } }\n    }\n  }\n"): typeof import('./graphql').ColumnDetailsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EngineFacts($id: ID!) {\n    table(id: $id) {\n      id definition properties\n      keys { kind name columns referencedColumns references { schema name } }\n    }\n  }\n"): typeof import('./graphql').EngineFactsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReferencedTable($source: String, $schema: String, $name: String!) {\n    tableByName(source: $source, schema: $schema, name: $name) { id qualifiedName }\n  }\n"): typeof import('./graphql').ReferencedTableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EditColumns($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {\n    saveColumns(tableId: $id, version: $version, columns: $columns) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n"): typeof import('./graphql').EditColumnsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BindTable(\n    $id: ID!, $version: Int!, $sourceId: ID, $externalSchema: String, $externalName: String\n    $boundTwice: Boolean!, $dryRun: Boolean!\n  ) {\n    bindTable(\n      id: $id, version: $version, sourceId: $sourceId, externalSchema: $externalSchema, externalName: $externalName\n      boundTwice: $boundTwice, dryRun: $dryRun\n    ) {\n      table { id }\n      changeset { id }\n      warnings { title }\n    }\n  }\n"): typeof import('./graphql').BindTableDocument;
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
export function graphql(source: "\n  fragment ColumnDetails on Column {\n    id path dataType logicalType nullable primaryKey unique default generated description sourceComment tags\n    origin overridden properties\n  }\n"): typeof import('./graphql').ColumnDetailsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ColumnRow on Column {\n    id path dataType logicalType nullable primaryKey unique description origin overridden tags\n    upstreamCount downstreamCount\n  }\n"): typeof import('./graphql').ColumnRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TableFacts on Table {\n    name schema owner tags kind externalSchema externalName rowCount introspectedAt createdAt updatedAt\n    sourceComment upstreamCount downstreamCount\n  }\n"): typeof import('./graphql').TableFactsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TableRow on Table {\n    id schema name qualifiedName kind columnCount tags owner introspectedAt upstreamCount downstreamCount\n    source { id name }\n  }\n"): typeof import('./graphql').TableRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BoundTables($sourceId: ID!, $names: [ExternalName!]!) {\n    boundTables(sourceId: $sourceId, names: $names) {\n      id qualifiedName kind externalSchema externalName source { id name }\n    }\n  }\n"): typeof import('./graphql').BoundTablesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SourceChoices($after: String) {\n    sources(filter: { isActive: true }, first: 500, after: $after) {\n      nodes { id name kind }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').SourceChoicesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Suggestions($sourceId: ID!, $text: String!) {\n    suggestTables(sourceId: $sourceId, text: $text, limit: 20) { schema name kind }\n  }\n"): typeof import('./graphql').SuggestionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FetchTable($input: FetchColumnsInput!) {\n    fetchColumns(input: $input) { result { id table { schema name } } }\n  }\n"): typeof import('./graphql').FetchTableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MakeTable($input: TableInput!) {\n    createTable(input: $input) { table { id qualifiedName columnCount } changeset { id } warnings { title } }\n  }\n"): typeof import('./graphql').MakeTableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Me {\n    me { id name role kind person { id login } }\n    server { version catalog }\n  }\n"): typeof import('./graphql').MeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoIsSignedIn {\n    me { id name }\n  }\n"): typeof import('./graphql').WhoIsSignedInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TableName($id: ID!) {\n    table(id: $id) { id qualifiedName kind source { id name } }\n  }\n"): typeof import('./graphql').TableNameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TablesNamed($filter: TableFilter!) {\n    tables(filter: $filter, first: 30) {\n      nodes { id qualifiedName kind externalSchema externalName source { id name } }\n      totalCount { value exact }\n    }\n  }\n"): typeof import('./graphql').TablesNamedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Undo($id: ID!) {\n    undoChangeset(id: $id) {\n      changeset { id seq }\n      warnings { title }\n    }\n  }\n"): typeof import('./graphql').UndoDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UndoneToo($id: ID!) {\n    changeset(id: $id) { seq actor { id name } counts { kind count } }\n  }\n"): typeof import('./graphql').UndoneTooDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
