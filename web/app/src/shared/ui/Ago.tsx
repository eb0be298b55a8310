import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ago } from "~/shared/model/time";

/** How long ago something was, and on hovering when. */
export function Ago({ at, now = Date.now() }: { at: string; now?: number }) {
  const { i18n } = useTranslation();
  const full = new Date(at).toLocaleString(i18n.language);
  return (
    <Text span size="sm" c="dimmed" className="unbroken">
      <time dateTime={at} title={full}>
        {ago(at, now, i18n.language)}
      </time>
    </Text>
  );
}
