import { Handle, type NodeProps, Position } from "@xyflow/react";
import type { TFunction } from "i18next";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { HEADER } from "../model/box";
import type { Side } from "../model/expand";
import { useNodeActions } from "./actions";
import { TABLE_HANDLE, type TableFlowNode } from "./flow";
import { useNodeShade } from "./light";
import { Name } from "./Name";
import { Rows } from "./Rows";

interface Speech {
  t: TFunction;
  language: string;
}

/** A table on the canvas: what it is, its columns, and what more there is beside it. */
export const TableNode = memo(function TableNode({ id, data, selected }: NodeProps<TableFlowNode>) {
  const { t, i18n } = useTranslation();
  const { table, rows, cycle, start } = data;
  // What hides is put there when one looks for it.
  const [over, setOver] = useState(false);
  const shade = useNodeShade(id);
  const { mayEdit, hover } = useNodeActions();
  const drawable = mayEdit && !rows && !table.gone;
  return (
    <article
      className="table-node"
      data-shade={shade}
      data-chosen={selected || undefined}
      data-start={start || undefined}
      data-gone={table.gone}
      onMouseEnter={() => {
        setOver(true);
        hover(id);
      }}
      onMouseLeave={() => {
        setOver(false);
        hover(undefined);
      }}
    >
      <div className="table-node-head" style={{ height: HEADER }}>
        <Name>{table.name}</Name>
        <span className="table-node-facts">
          <span>{[table.schema, t(`tableKind.${table.kind}`)].filter(Boolean).join(" · ")}</span>
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
      {rows && <Rows id={id} rows={rows} gone={table.gone} chosen={data.column} typing={data.typing} />}
      {(["UP", "DOWN"] as const).map((side) => (
        <More
          key={side}
          id={id}
          name={table.name}
          side={side}
          around={data.around}
          collapsible={over || selected}
          speech={{ t, language: i18n.language }}
        />
      ))}
    </article>
  );
});

/** How many more neighbours there are on a side, to be shown; or those shown to be collapsed. */
function More({
  id,
  name,
  side,
  around,
  collapsible,
  speech: { t, language },
}: {
  id: string;
  name: string;
  side: Side;
  around: TableFlowNode["data"]["around"];
  /** Whether there is a button when there is nothing more to be shown. */
  collapsible: boolean;
  /** Of its table: to ask for it anew is work, and there may be hundreds. */
  speech: Speech;
}) {
  const { expand, collapse } = useNodeActions();
  const of = side === "UP" ? "up" : "down";
  const hidden = around?.hidden[of] ?? 0;
  const shown = around?.shown[of] ?? 0;
  if (hidden === 0 && (shown === 0 || !collapsible)) return null;
  const label =
    hidden > 0 ? t(`canvas.expand.${side}`, { name, count: hidden }) : t(`canvas.collapse.${side}`, { name });
  return (
    <button
      type="button"
      className="table-node-more nodrag"
      data-side={side}
      tabIndex={-1}
      title={label}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        if (hidden > 0) expand(id, side);
        else collapse(id, side);
      }}
    >
      {hidden > 0 ? `+${hidden.toLocaleString(language)}` : "−"}
    </button>
  );
}
