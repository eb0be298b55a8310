import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { SourceFilter } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";

const SOURCE_KINDS = graphql(`
  query SourceKinds {
    sourceKinds {
      kind
      title
      settings { name label type required default help secret bindsSecret minimum maximum choices { value label } }
    }
  }
`);

const SOURCES = graphql(`
  query Sources($filter: SourceFilter, $after: String) {
    sources(filter: $filter, first: 100, after: $after) {
      nodes { id ...SourceRow }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const SOURCE = graphql(`
  query Source($id: ID!) {
    source(id: $id) {
      id name kind description settings hasSecret isActive version
      lastTest { ...TestResult }
      tables(first: 1) { totalCount { value exact } }
    }
  }
`);

export const CREATE_SOURCE = graphql(`
  mutation CreateSource($input: SourceInput!, $dryRun: Boolean!) {
    createSource(input: $input, dryRun: $dryRun) { source { id name } changeset { id } warnings { title } }
  }
`);

export const UPDATE_SOURCE = graphql(`
  mutation UpdateSource($id: ID!, $version: Int!, $patch: SourcePatch!, $dryRun: Boolean!) {
    updateSource(id: $id, version: $version, patch: $patch, dryRun: $dryRun) { source { id name } changeset { id } warnings { title } }
  }
`);

export const DELETE_SOURCE = graphql(`
  mutation DeleteSource($id: ID!, $version: Int!, $tables: OnSourceDelete!) {
    deleteSource(id: $id, version: $version, tables: $tables) { changeset { id } warnings { title } }
  }
`);

export const TEST_SOURCE = graphql(`
  mutation TestSource($id: ID!) {
    testSource(id: $id) { status }
  }
`);

export const TEST_CONNECTION = graphql(`
  subscription TestConnection($input: ConnectionInput!, $sourceId: ID) {
    testConnection(input: $input, sourceId: $sourceId) {
      step { name ...TestStepLine }
      result { status ...TestResult }
    }
  }
`);

export const sourceKindsOptions = queryOptions({
  queryKey: keys.sourceKinds,
  queryFn: () => ask(SOURCE_KINDS),
  staleTime: Number.POSITIVE_INFINITY,
});

export const sourcesOptions = (filter: SourceFilter) =>
  infiniteQueryOptions({
    queryKey: keys.sourceList(filter),
    queryFn: ({ pageParam }) => ask(SOURCES, { filter, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ sources: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    placeholderData: (before) => before,
  });

export const sourceOptions = (id: string) =>
  queryOptions({ queryKey: keys.source(id), queryFn: () => ask(SOURCE, { id }) });
