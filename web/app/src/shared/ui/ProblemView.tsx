import { Box, Button, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { problemIn } from "~/shared/i18n/server";
import { commandsOf } from "~/shared/model/remedy";
import { Ticked } from "./Ticked";

export interface ProblemText {
  code?: string | null;
  title: string;
  cause?: string | null;
  remedy?: string | null;
  engineCode?: string | null;
  engineMessage?: string | null;
}

/**
 * A problem: what, why, what to do (its commands to copy), and the engine's own words. What the server says in English stands
 * below the words of the reader's language: it has the names, statements and commands.
 */
export function ProblemView({ problem }: { problem: ProblemText }) {
  const { t } = useTranslation();
  const { code, title, cause, remedy, engineCode, engineMessage } = problem;
  const known = problemIn(code);
  const commands = commandsOf(remedy ?? "");
  return (
    <Stack gap={6}>
      {known && (
        <Text size="sm" fw={600}>
          {known.title}
        </Text>
      )}
      <Text size="sm" fw={known ? undefined : 600} lang="en">
        <Ticked text={title} />
      </Text>
      {cause && (
        <Text size="sm" lang="en">
          <Ticked text={cause} />
        </Text>
      )}
      {remedy && (
        <Box>
          <Group justify="space-between" gap="xs" mb={2}>
            <Text size="xs" fw={600} c="dimmed">
              {t("problem.remedy")}
            </Text>
            {commands.length > 0 && (
              <CopyButton value={commands.join("\n")}>
                {({ copied, copy }) => (
                  <Button size="compact-xs" variant="default" onClick={copy}>
                    {copied ? t("problem.copied") : t("problem.copy")}
                  </Button>
                )}
              </CopyButton>
            )}
          </Group>
          {known?.remedy && (
            <Text size="sm" mb={4}>
              {known.remedy}
            </Text>
          )}
          <Text size="sm" className="wrapping" lang="en">
            <Ticked text={remedy} />
          </Text>
        </Box>
      )}
      {(engineCode || engineMessage) && (
        <Text size="xs" c="dimmed" className="breaking" lang="en">
          {engineCode && engineMessage?.startsWith(engineCode)
            ? engineMessage
            : [engineCode, engineMessage].filter(Boolean).join(": ")}
        </Text>
      )}
    </Stack>
  );
}
