import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { ImportJobQuery, ImportProblemsQuery, PlannedChangesQuery } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";

const IMPORT_JOB = graphql(`
  query ImportJob($id: ID!) {
    importJob(id: $id) {
      id status fileName format bytes onExisting createdAt expiresAt planHash processed total rowsPerSecond annotatedUrl
      problem { code title cause remedy }
      changeset { id seq message undoneBy { seq } }
      summary {
        changes errors warnings notes problemsDropped
        sources { created updated unchanged skipped ended }
        tables { created updated unchanged skipped ended }
        columns { created updated unchanged skipped ended }
        lineage { created updated unchanged skipped ended }
      }
    }
  }
`);

const IMPORTS = graphql(`
  query Imports($after: String) {
    imports(first: 5, after: $after) {
      nodes { id fileName status createdAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const IMPORT_PROBLEMS = graphql(`
  query ImportProblems($id: ID!, $after: String) {
    importJob(id: $id) {
      problems(first: 200, after: $after) {
        nodes { severity sheet row column code message value suggestion }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const PLANNED_CHANGES = graphql(`
  query PlannedChanges($id: ID!, $after: String) {
    importJob(id: $id) {
      changes(first: 200, after: $after) {
        nodes { entityId tableId kind name operation fields { field old new } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** How far it is; what it amounts to is asked for when it comes to rest. */
export const IMPORT_PROGRESS = graphql(`
  subscription ImportProgress($id: ID!) {
    importProgress(id: $id) { id status processed total rowsPerSecond }
  }
`);

export const REPLAN_IMPORT = graphql(`
  mutation ReplanImport($id: ID!, $fixes: [CellFix!]!) {
    replanImport(id: $id, fixes: $fixes) { id status }
  }
`);

export const EXECUTE_IMPORT = graphql(`
  mutation ExecuteImport($id: ID!, $planHash: String!) {
    executeImport(id: $id, planHash: $planHash) { id status changeset { id } }
  }
`);

export const CANCEL_IMPORT = graphql(`
  mutation CancelImport($id: ID!) {
    cancelImport(id: $id) { id status }
  }
`);

export type ImportJob = NonNullable<ImportJobQuery["importJob"]>;
export type ImportProblem = NonNullable<ImportProblemsQuery["importJob"]>["problems"]["nodes"][number];
export type PlannedChange = NonNullable<PlannedChangesQuery["importJob"]>["changes"]["nodes"][number];

/** Whether the server works on it. */
export const isRunning = ({ status }: Pick<ImportJob, "status">) =>
  status === "PLANNING" || status === "EXECUTING" || status === "COMMITTING";

/** While the server works on it, it is looked at even where its events do not come through. */
const LOOK_MS = 2_000;

export const importJobOptions = (id: string) =>
  queryOptions({
    queryKey: keys.importJob(id),
    queryFn: () => ask(IMPORT_JOB, { id }),
    refetchInterval: ({ state }) => (state.data?.importJob && isRunning(state.data.importJob) ? LOOK_MS : false),
  });

/** One's own imports, page by page; looked at again while one of them goes on. */
export const importsOptions = infiniteQueryOptions({
  queryKey: keys.imports,
  queryFn: ({ pageParam }) => ask(IMPORTS, { after: pageParam }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ imports }) => (imports.pageInfo.hasNextPage ? imports.pageInfo.endCursor : undefined),
  refetchInterval: ({ state }) =>
    state.data?.pages.some(({ imports }) => imports.nodes.some(isRunning)) ? LOOK_MS : false,
});

/** Problems and changes are of one plan: another plan has others. */
export const importProblemsOptions = (id: string, plan: string) =>
  infiniteQueryOptions({
    queryKey: keys.importProblems(id, plan),
    queryFn: ({ pageParam }) => ask(IMPORT_PROBLEMS, { id, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ importJob }) =>
      importJob?.problems.pageInfo.hasNextPage ? importJob.problems.pageInfo.endCursor : undefined,
  });

export const plannedChangesOptions = (id: string, plan: string) =>
  infiniteQueryOptions({
    queryKey: keys.plannedChanges(id, plan),
    queryFn: ({ pageParam }) => ask(PLANNED_CHANGES, { id, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ importJob }) =>
      importJob?.changes.pageInfo.hasNextPage ? importJob.changes.pageInfo.endCursor : undefined,
  });
