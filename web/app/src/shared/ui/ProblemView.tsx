import { Box, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

export interface ProblemText {
  title: string;
  cause?: string | null;
  remedy?: string | null;
  engineCode?: string | null;
  engineMessage?: string | null;
}

/** A problem as the server tells it: what, why, what to do (to copy), and the engine's own words. */
export function ProblemView({ problem }: { problem: ProblemText }) {
  const { t } = useTranslation();
  const { title, cause, remedy, engineCode, engineMessage } = problem;
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {cause && <Text size="sm">{cause}</Text>}
      {remedy && (
        <Box>
          <Group justify="space-between" gap="xs" mb={2}>
            <Text size="xs" fw={600} c="dimmed">
              {t("problem.remedy")}
            </Text>
            <CopyButton value={remedy}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="default" onClick={copy}>
                  {copied ? t("problem.copied") : t("problem.copy")}
                </Button>
              )}
            </CopyButton>
          </Group>
          <Code block className="wrapping">
            {remedy}
          </Code>
        </Box>
      )}
      {(engineCode || engineMessage) && (
        <Text size="xs" c="dimmed" className="breaking">
          {[engineCode, engineMessage].filter(Boolean).join(": ")}
        </Text>
      )}
    </Stack>
  );
}
