import { Anchor, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { download } from "./download";

/** The formats of a list, as the addresses of its files end, by what people call them. */
const FORMATS = { xlsx: "XLSX", csv: "CSV", json: "JSON", yaml: "YAML" } as const;
export type ListEnding = keyof typeof FORMATS;

/** A list as a file: the browser saves what the server sends in the format that is clicked. */
export function Downloads({ addressOf }: { addressOf: (format: ListEnding) => string }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" wrap="nowrap" role="group" aria-label={t("export")}>
      <Text span size="sm" c="dimmed" aria-hidden>
        {t("export")}
      </Text>
      {(Object.keys(FORMATS) as ListEnding[]).map((format) => (
        <Anchor key={format} size="sm" href={addressOf(format)} download onClick={download}>
          {FORMATS[format]}
        </Anchor>
      ))}
    </Group>
  );
}
