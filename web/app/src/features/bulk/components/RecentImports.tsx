import { Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Ago } from "~/shared/ui/Ago";
import { RouteAnchor } from "~/shared/ui/links";
import { useRecent } from "./useRecent";

/** The way back to imports that were left. */
export function RecentImports() {
  const { t } = useTranslation();
  const [recent] = useRecent();
  if (recent.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t("bulk.recent.title")}>
      <Title order={2} mb={4}>
        {t("bulk.recent.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("bulk.recent.text")}
      </Text>
      <Stack gap={6} component="ul" className="steps">
        {recent.map(({ id, name, at }) => (
          <li key={id} className="start-line">
            <RouteAnchor to="/import" search={{ job: id }} size="sm" className="breaking">
              {name}
            </RouteAnchor>
            <Ago at={at} />
          </li>
        ))}
      </Stack>
    </Paper>
  );
}
