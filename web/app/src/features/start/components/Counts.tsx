import "../start.css";
import { Paper, SimpleGrid, Text } from "@mantine/core";
import { Link, type NavigateOptions } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

interface Count {
  value: number;
  exact: boolean;
}

interface Props {
  sources: number;
  tables: Count;
  linked: Count;
  changes: number;
}

/** How much there is, each with its list. */
export function Counts({ sources, tables, linked, changes }: Props) {
  const { t, i18n } = useTranslation();
  const counts: [string, Count, NavigateOptions][] = [
    [t("nav.tables"), tables, { to: "/tables" }],
    [t("filters.withLineage"), linked, { to: "/tables", search: { lineage: "yes" } }],
    [t("nav.sources"), { value: sources, exact: true }, { to: "/sources" }],
    [t("nav.changes"), { value: changes, exact: true }, { to: "/changes" }],
  ];
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }}>
      {counts.map(([label, { value, exact }, link]) => (
        <Link key={label} {...link} className="start-count">
          <Paper withBorder p="md" className="choice">
            <Text size="xl" fw={650}>
              {value.toLocaleString(i18n.language)}
              {exact ? "" : "+"}
            </Text>
            <Text size="sm" c="dimmed">
              {label}
            </Text>
          </Paper>
        </Link>
      ))}
    </SimpleGrid>
  );
}
