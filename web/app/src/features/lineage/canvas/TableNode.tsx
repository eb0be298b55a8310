import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { HEADER } from "../model/box";
import type { Side } from "../model/expand";
import { useNodeActions } from "./actions";
import { TABLE_HANDLE, type TableFlowNode } from "./flow";
import { useNodeShade } from "./light";
import { Rows } from "./Rows";

/** A table on the canvas: what it is, its columns, and what more there is beside it. */
export const TableNode = memo(function TableNode({ id, data, selected }: NodeProps<TableFlowNode>) {
  const { t } = useTranslation();
  const { table, rows, cycle, start } = data;
  const shade = useNodeShade(id);
  const { mayEdit, hover } = useNodeActions();
  const drawable = mayEdit && !rows && !table.gone;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering lights the way through; keys choose (keys.ts)
    <div
      className="table-node"
      data-shade={shade}
      data-chosen={selected || undefined}
      data-start={start || undefined}
      data-gone={table.gone}
      onMouseEnter={() => hover(id)}
      onMouseLeave={() => hover(undefined)}
    >
      <div className="table-node-head" style={{ height: HEADER }}>
        <span className="table-node-name" title={table.name}>
          {table.name}
        </span>
        <span className="table-node-facts">
          {[table.schema, t(`tableKind.${table.kind}`)].filter(Boolean).join(" · ")}
          {cycle && (
            <span className="table-node-badge" title={t("canvas.cycleText")}>
              {t("canvas.cycle")}
            </span>
          )}
          {table.gone && <span className="table-node-badge">{t("canvas.gone")}</span>}
        </span>
        <Handle id={TABLE_HANDLE} type="target" position={Position.Left} isConnectable={drawable} />
        <Handle id={TABLE_HANDLE} type="source" position={Position.Right} isConnectable={drawable} />
      </div>
      {rows && <Rows id={id} rows={rows} gone={table.gone} chosen={data.column} />}
      <More id={id} name={table.name} side="UP" around={data.around} />
      <More id={id} name={table.name} side="DOWN" around={data.around} />
    </div>
  );
});

/** How many more neighbours there are on a side, to be shown; or those shown to be collapsed. */
function More({
  id,
  name,
  side,
  around,
}: {
  id: string;
  name: string;
  side: Side;
  around: TableFlowNode["data"]["around"];
}) {
  const { t, i18n } = useTranslation();
  const { expand, collapse } = useNodeActions();
  const of = side === "UP" ? "up" : "down";
  const hidden = around?.hidden[of] ?? 0;
  const shown = around?.shown[of] ?? 0;
  if (hidden === 0 && shown === 0) return null;
  const label =
    hidden > 0 ? t(`canvas.expand.${side}`, { name, count: hidden }) : t(`canvas.collapse.${side}`, { name });
  return (
    <button
      type="button"
      className="table-node-more nodrag"
      data-side={side}
      data-collapse={hidden === 0 || undefined}
      tabIndex={-1}
      title={label}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        if (hidden > 0) expand(id, side);
        else collapse(id, side);
      }}
    >
      {hidden > 0 ? `+${hidden.toLocaleString(i18n.language)}` : "−"}
    </button>
  );
}
