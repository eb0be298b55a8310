import { useTranslation } from "react-i18next";
import type { Chosen } from "./flow";
import type { Drawn } from "./useScene";

/** Says what is chosen to those who do not see it. */
export function Told({ scene, chosen: { node, edge } }: { scene: Drawn | undefined; chosen: Chosen }) {
  const { t } = useTranslation();
  const of = edge ? scene?.graph.edges.get(edge) : undefined;
  const table = scene?.graph.tables.get(scene.graph.home.get(node ?? "") ?? "");
  const name = (id: string) => scene?.graph.tables.get(id)?.name ?? "";
  const text = () => {
    if (of) {
      return t("canvas.toldEdge", {
        from: name(of.fromTable),
        to: name(of.toTable),
        status: t(`canvas.edge.status.${of.status}`),
      });
    }
    if (!table) return "";
    const column = table.columns.find(({ id }) => id === node);
    if (column) return t("canvas.toldColumn", { name: column.name, table: table.name });
    return t("canvas.told", { name: table.name, up: table.up, down: table.down });
  };
  return (
    <div role="status" className="visually-hidden">
      {text()}
    </div>
  );
}
