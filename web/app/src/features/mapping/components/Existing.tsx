import { Badge, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";
import { lookOf } from "~/shared/model/edgeLook";
import { Scroller } from "~/shared/ui/Scroller";
import type { MappedColumn } from "../api/documents";

interface Props {
  edges: readonly {
    id: string;
    from: string;
    to: string;
    status: LineageStatus;
    origins: readonly LineageOrigin[];
  }[];
  columns: ReadonlyMap<string, MappedColumn>;
}

/** What runs between the two tables already. */
export function Existing({ edges, columns }: Props) {
  const { t } = useTranslation();
  if (edges.length === 0) return null;
  return (
    <section aria-label={t("mapping.existing")}>
      <Text fw={600} mb={4}>
        {t("mapping.existingCount", { count: edges.length })}
      </Text>
      <Scroller as="ul" className="mapping-existing" aria-label={t("mapping.existing")}>
        {edges.map((edge) => (
          <li key={edge.id} data-look={lookOf(edge)}>
            <span className="breaking">
              {columns.get(edge.from)?.name ?? "?"} → {columns.get(edge.to)?.name ?? "?"}
            </span>
            <Badge size="sm" variant="default" tt="none">
              {t(`panels.status.${edge.status}`)}
            </Badge>
          </li>
        ))}
      </Scroller>
    </section>
  );
}
