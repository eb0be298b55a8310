import { Alert } from "@mantine/core";
import { keyed } from "~/shared/model/keyed";
import { ProblemView } from "~/shared/ui/ProblemView";
import type { Fetched } from "../model/drafts";

/** What a fetch could not see: above the columns, which one judges by it. */
export function FetchWarnings({ warnings }: Pick<Fetched, "warnings">) {
  return (
    <>
      {keyed(warnings, ({ code, title }) => `${code} ${title}`).map(([key, warning]) => (
        <Alert key={key} color="yellow" variant="light">
          <ProblemView problem={warning} />
        </Alert>
      ))}
    </>
  );
}
