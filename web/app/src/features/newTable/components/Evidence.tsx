import { Alert, Code, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { keyed } from "~/shared/model/keyed";
import { elapsed } from "~/shared/model/time";
import { ProblemView } from "~/shared/ui/ProblemView";
import type { Fetched } from "../model/drafts";

/** What a fetch could not see, and how it came to what it saw. */
export function Evidence({ fetched }: { fetched: Fetched }) {
  const { t, i18n } = useTranslation();
  const { warnings, evidence, table } = fetched;
  const number = (value: number) => value.toLocaleString(i18n.language);
  const facts = [
    evidence.resolvedFrom,
    table.rowCount !== null && t("newTable.rows", { number: number(table.rowCount) }),
    evidence.sampledDocuments !== null &&
      t("newTable.sampled", { number: number(evidence.sampledDocuments), method: evidence.sampleMethod ?? "" }),
    t("newTable.took", { time: elapsed(evidence.elapsedMs, i18n.language) }),
  ].filter((fact) => fact !== null && fact !== false && fact !== "");
  return (
    <Stack gap="sm" component="aside" aria-label={t("newTable.evidence")}>
      {keyed(warnings, ({ code, title }) => `${code} ${title}`).map(([key, warning]) => (
        <Alert key={key} color="yellow" variant="light">
          <ProblemView problem={warning} />
        </Alert>
      ))}
      <div>
        <Text size="xs" fw={600} c="dimmed">
          {t("newTable.evidence")}
        </Text>
        {facts.map((fact) => (
          <Text key={String(fact)} size="sm" className="breaking">
            {fact}
          </Text>
        ))}
      </div>
      {evidence.statements.length > 0 && (
        <details>
          <summary>{t("newTable.statements", { count: evidence.statements.length })}</summary>
          <Stack gap="xs" mt="xs">
            {keyed(evidence.statements, (statement) => statement).map(([key, statement]) => (
              <Code key={key} block className="wrapping scrolling" tabIndex={0}>
                {statement}
              </Code>
            ))}
          </Stack>
        </details>
      )}
    </Stack>
  );
}
