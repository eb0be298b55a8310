import { useState } from "react";
import { messageOf, problemsByPath } from "~/shared/graphql/errors";

/** What the server said of a form: at its fields what belongs there, in one sentence what does not. */
export function useProblems(fields: readonly string[]) {
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string>();

  /** `field` is where an error without a path belongs, when it can only be about that one. */
  function told(error: unknown, field?: string) {
    const found = problemsByPath(error);
    const paths = Object.keys(found);
    const placed = paths.length > 0 && paths.every((path) => fields.includes(path));
    if (paths.length === 0 && field) {
      setProblems({ [field]: messageOf(error) });
      setFailure(undefined);
      return;
    }
    setProblems(found);
    setFailure(placed ? undefined : [messageOf(error), ...Object.values(found)].join(" "));
  }

  function clear(field?: string) {
    setFailure(undefined);
    setProblems((before) => {
      if (!field) return {};
      const { [field]: _, ...rest } = before;
      return rest;
    });
  }

  return { problems, failure, told, clear };
}
