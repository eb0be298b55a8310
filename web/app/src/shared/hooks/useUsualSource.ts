import { useQuery } from "@tanstack/react-query";
import { choicesOptions } from "~/shared/graphql/choices";
import { usualSource } from "~/shared/model/usualSource";
import { useSeen } from "./useSeen";

/** The sources that tables may be read from, and the one that is most likely meant. */
export function useUsualSource() {
  const { data, isPending } = useQuery(choicesOptions);
  const used = useSeen().filter(({ kind }) => kind === "source");
  const choices = data ?? [];
  return {
    isPending,
    choices,
    usual: usualSource(
      choices,
      used.map(({ id }) => id),
    ),
  };
}
