import { queryOptions } from "@tanstack/react-query";
import { askAnybody } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";
import type { SignedIn } from "~/shared/graphql/session";

const WAYS = graphql(`
  query SignInWays {
    signInOptions { provider }
  }
`);

const SIGN_IN = graphql(`
  mutation SignIn($login: String!, $password: Secret!) {
    signIn(login: $login, password: $password) { me { id name } }
  }
`);

export const waysOptions = queryOptions({
  queryKey: [...keys.me, "ways"],
  queryFn: () => askAnybody(WAYS),
  staleTime: Number.POSITIVE_INFINITY,
});

export const signIn = async (login: string, password: string): Promise<SignedIn> =>
  (await askAnybody(SIGN_IN, { login, password })).signIn.me;
