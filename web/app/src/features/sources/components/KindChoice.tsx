import { Paper, Stack, Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SourceKind } from "~/shared/graphql/generated/graphql";
import { kindTitle } from "~/shared/i18n/server";
import type { KindInfo } from "../model/settings";

/** Which kind of source a new one is. */
export function KindChoice({ kinds, onChoose }: { kinds: readonly KindInfo[]; onChoose: (kind: SourceKind) => void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t("sources.chooseKind")}
      </Text>
      {kinds.map(({ kind, title }, at) => (
        <UnstyledButton key={kind} onClick={() => onChoose(kind)} data-autofocus={at === 0 || undefined}>
          <Paper withBorder p="md" className="choice">
            <Text fw={600}>{kindTitle(kind, title)}</Text>
          </Paper>
        </UnstyledButton>
      ))}
    </Stack>
  );
}
