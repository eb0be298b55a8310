import { queryOptions, useQuery } from "@tanstack/react-query";
import { ask } from "./client";
import { csrf } from "./csrf";
import { graphql } from "./generated";
import { keys } from "./keys";
import { noteOwner } from "./session";

const ME = graphql(`
  query Me {
    me { id name role kind person { id login } }
    server { version catalog }
  }
`);

export const meOptions = queryOptions({
  queryKey: keys.me,
  queryFn: async () => {
    const sign = csrf();
    const answer = await ask(ME);
    if (answer.me) noteOwner(answer.me.id, sign);
    return answer;
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** Whether whoever is signed in may change the catalog. */
export function useMayEdit(): boolean {
  const { data } = useQuery(meOptions);
  return data?.me?.role === "ADMIN" || data?.me?.role === "EDITOR";
}

/** Whether whoever is signed in may change data sources and what only administrators may. */
export function useMayAdminister(): boolean {
  return useQuery(meOptions).data?.me?.role === "ADMIN";
}
