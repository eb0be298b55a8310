import { Anchor, Group, Paper, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { download } from "~/shared/ui/download";
import { FORMATS } from "../model/file";

/** Files that show what may be brought in, to be filled in. */
export function Templates() {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md" component="section" aria-label={t("bulk.templates.title")}>
      <Title order={2} mb={4}>
        {t("bulk.templates.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("bulk.templates.text")}
      </Text>
      <Group gap="md">
        {FORMATS.map((format) => (
          <Anchor key={format} size="sm" href={`/export/template.${format}`} download onClick={download}>
            {t(`bulk.format.${format.replace(".", "_") as "csv_zip"}`)}
          </Anchor>
        ))}
      </Group>
    </Paper>
  );
}
