import { infiniteQueryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { TokenFilter } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";

const MY_TOKENS = graphql(`
  query MyTokens($onlyActive: Boolean!, $after: String) {
    me {
      tokens(onlyActive: $onlyActive, first: 50, after: $after) {
        nodes { id ...TokenRow }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const ALL_TOKENS = graphql(`
  query AllTokens($filter: TokenFilter, $after: String) {
    tokens(filter: $filter, first: 50, after: $after) {
      nodes { id ...TokenRow }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const CREATE_TOKEN = graphql(`
  mutation CreateToken($input: TokenInput!) {
    createToken(input: $input) { secret token { id name } }
  }
`);

export const REVOKE_TOKEN = graphql(`
  mutation RevokeToken($id: ID!) {
    revokeToken(id: $id) { id name }
  }
`);

export const myTokensOptions = (onlyActive: boolean) =>
  infiniteQueryOptions({
    queryKey: keys.tokenList({ mine: true, onlyActive }),
    queryFn: async ({ pageParam }) => (await ask(MY_TOKENS, { onlyActive, after: pageParam })).me?.tokens,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined),
  });

export const allTokensOptions = (filter: TokenFilter) =>
  infiniteQueryOptions({
    queryKey: keys.tokenList(filter),
    queryFn: async ({ pageParam }) => (await ask(ALL_TOKENS, { filter, after: pageParam })).tokens,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined),
  });
