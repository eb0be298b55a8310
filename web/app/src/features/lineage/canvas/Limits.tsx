import { Alert, Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Graph } from "../model/graph";
import { MOST } from "../model/search";
import type { Shape, Step } from "../model/shape";

interface Props {
  told: { totalNodes: number; truncated: boolean } | undefined;
  shape: Shape;
  /** Steps that are not whole at the most that is drawn. */
  cut: readonly Step[];
  graph: Graph;
  loading: boolean;
  onMore: () => void;
}

/** What is left out of the drawing because it is too much, and what can be done about it. */
export function Limits({ told, shape, cut, graph, loading, onMore }: Props) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => value.toLocaleString(i18n.language);
  if (!told?.truncated && cut.length === 0) return null;
  return (
    <Alert variant="light" p="xs" role="status">
      {told?.truncated && (
        <Group gap="sm">
          {t("canvas.truncated", {
            shown: number(Math.min(shape.limit, told.totalNodes)),
            total: number(told.totalNodes),
          })}
          {shape.limit < MOST ? (
            <Button size="compact-sm" variant="default" loading={loading} onClick={onMore}>
              {t("canvas.showMore")}
            </Button>
          ) : (
            t("canvas.most")
          )}
        </Group>
      )}
      {cut.map(({ id, side }) => (
        <div key={`${id} ${side}`}>
          {t(`canvas.cut.${side}`, {
            shown: number(MOST),
            name: graph.tables.get(graph.home.get(id) ?? id)?.name ?? "",
          })}{" "}
          {t("canvas.most")}
        </div>
      ))}
    </Alert>
  );
}
