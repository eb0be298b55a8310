import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { PersonFilter } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { wholeOf } from "~/shared/graphql/whole";

const PEOPLE = graphql(`
  query People($filter: PersonFilter, $after: String) {
    people(filter: $filter, first: 100, after: $after) {
      nodes { id ...PersonRow }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const NAMES = graphql(`
  query PersonNames($filter: PersonFilter, $after: String) {
    people(filter: $filter, first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }
  }
`);

const PERSON = graphql(`
  query Person($id: ID!) {
    person(id: $id) {
      id version login name role isActive hasPassword issuer createdAt
      sessions { id ...SessionRow }
    }
  }
`);

export const UPDATE_PERSON = graphql(`
  mutation UpdatePerson($id: ID!, $version: Int!, $patch: PersonPatch!) {
    updatePerson(id: $id, version: $version, patch: $patch) { id name }
  }
`);

export const SIGN_OUT_PERSON = graphql(`
  mutation SignOutPerson($id: ID!) {
    signOutEverywhere(personId: $id) { ended }
  }
`);

const LINKS = graphql(`
  query OneTimeLinks {
    oneTimeLinks { id ...LinkRow }
  }
`);

export const INVITE = graphql(`
  mutation Invite($input: InvitationInput!) {
    invitePerson(input: $input) { url link { expiresAt } }
  }
`);

export const RESET_PASSWORD = graphql(`
  mutation ResetPassword($id: ID!) {
    resetPassword(personId: $id) { url link { expiresAt } }
  }
`);

export const WITHDRAW_LINK = graphql(`
  mutation WithdrawLink($id: ID!) {
    withdrawLink(id: $id)
  }
`);

const SIGN_IN_WAYS = graphql(`
  query SignInWays {
    signInOptions { provider }
  }
`);

export const peopleOptions = (filter: PersonFilter) =>
  infiniteQueryOptions({
    queryKey: keys.peopleList(filter),
    queryFn: ({ pageParam }) => ask(PEOPLE, { filter, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ people: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    placeholderData: (before) => before,
  });

/** The names of people by their ids, for choices and for what only names an id. */
export const personNamesOptions = queryOptions({
  queryKey: [...keys.people, "names"],
  queryFn: () => wholeOf(async (after) => (await ask(NAMES, { after })).people),
  staleTime: 60_000,
});

/** People whose names have what was typed: there may be more than a list of choices holds. */
export const peopleNamedOptions = (text: string) =>
  queryOptions({
    queryKey: [...keys.people, "names", text],
    queryFn: () => ask(NAMES, { filter: text ? { text } : null }),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });

export const personOptions = (id: string) =>
  queryOptions({ queryKey: keys.person(id), queryFn: () => ask(PERSON, { id }) });

export const linksOptions = queryOptions({ queryKey: keys.links, queryFn: () => ask(LINKS) });

export const signInWaysOptions = queryOptions({
  queryKey: ["signInWays"],
  queryFn: () => ask(SIGN_IN_WAYS),
  staleTime: Number.POSITIVE_INFINITY,
});
