import { Box, Code, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { keyed } from "~/shared/model/keyed";
import { elapsed } from "~/shared/model/time";
import type { Fetched } from "../model/drafts";

/** How a fetch came to what it saw, below the columns: few read it, and the columns need the width. */
export function Evidence({ fetched }: { fetched: Fetched }) {
  const { t, i18n } = useTranslation();
  const { evidence, table } = fetched;
  const number = (value: number) => value.toLocaleString(i18n.language);
  const { sampledDocuments: sampled, sampleMethod: method } = evidence;
  const facts = [
    evidence.resolvedFrom,
    table.rowCount !== null && t("newTable.rows", { number: number(table.rowCount) }),
    sampled !== null &&
      t(method ? "newTable.sampledBy" : "newTable.sampled", { number: number(sampled), method: method ?? "" }),
    t("newTable.took", { time: elapsed(evidence.elapsedMs, i18n.language) }),
  ].filter((fact) => typeof fact === "string" && fact !== "");
  return (
    <Box component="aside" aria-label={t("newTable.evidence")}>
      <Text size="sm" c="dimmed" className="breaking">
        <Text span fw={600}>
          {t("newTable.evidence")}:
        </Text>{" "}
        {facts.join(" · ")}
      </Text>
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
    </Box>
  );
}
