import "./panels.css";
import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Line } from "./EdgeSign";

const LOOKS = ["people", "approved", "proposed", "rejected"] as const;

/** What the lines of the drawing mean. */
export function Legend() {
  const { t } = useTranslation();
  return (
    <Group component="ul" gap="md" className="legend" aria-label={t("panels.legend.title")}>
      {LOOKS.map((look) => (
        <li key={look}>
          <Line look={look} />
          <Text span size="xs">
            {t(`panels.legend.${look}`)}
          </Text>
        </li>
      ))}
      <li>
        <Line look="people" derived />
        <Text span size="xs">
          {t("panels.legend.derived")}
        </Text>
      </li>
      <li>
        <Line look="people" ghost />
        <Text span size="xs">
          {t("panels.legend.ghost")}
        </Text>
      </li>
    </Group>
  );
}
