import { Handle, Position } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { FILTER, FOOT, ROW, ROWS } from "../model/box";
import type { RowView } from "../model/rows";
import { useNodeActions } from "./actions";
import { useNodeShade } from "./light";

interface Props {
  id: string;
  rows: RowView;
  gone: true | undefined;
  /** The column that is chosen. */
  chosen: string | undefined;
  /** Whether the filter is where one wants to be. */
  typing: boolean;
}

/** The columns of a table that are on its page: connected ones first. The wheel turns the pages. */
export function Rows({ id, rows, gone, chosen, typing }: Props) {
  const { t, i18n } = useTranslation();
  const { turn, filterRows, showAll } = useNodeActions();
  const list = useRef<HTMLDivElement>(null);
  const pages = rows.total > ROWS;

  useEffect(() => {
    const element = list.current;
    if (!element || !pages) return;
    // React listens passively, and the page must not scroll along.
    const roll = (event: WheelEvent) => {
      if (event.ctrlKey) return;
      event.preventDefault();
      event.stopPropagation();
      turn(id, Math.max(0, rows.offset + Math.sign(event.deltaY) * 2));
    };
    element.addEventListener("wheel", roll, { passive: false });
    return () => element.removeEventListener("wheel", roll);
  }, [id, pages, rows.offset, turn]);

  const number = (value: number) => value.toLocaleString(i18n.language);
  return (
    <div className="table-node-rows">
      {rows.filtered && <RowFilter value={rows.filter} typing={typing} onFilter={(text) => filterRows(id, text)} />}
      <div ref={list} className={pages ? "table-node-list nowheel" : "table-node-list"}>
        {rows.shown.map((column) => (
          <Row key={column.id} {...column} gone={gone} chosen={column.id === chosen} />
        ))}
        {rows.total === 0 && (
          <div className="table-node-none">{t(rows.filter ? "canvas.noColumns" : "canvas.noneOfColumns")}</div>
        )}
      </div>
      <div className="table-node-foot nodrag" style={{ height: FOOT }}>
        <span>
          {pages
            ? t("canvas.rows", {
                from: number(rows.offset + 1),
                to: number(rows.offset + rows.shown.length),
                total: number(rows.total),
              })
            : rows.connected === 0 && rows.total > 0 && t("canvas.noneOfColumns")}
        </span>
        {!gone && (rows.partly || rows.all) && (
          <button type="button" className="table-node-all" tabIndex={-1} onClick={() => showAll(id, !rows.all)}>
            {rows.all ? t("canvas.connectedColumns") : t("canvas.allColumns")}
          </button>
        )}
      </div>
    </div>
  );
}

interface RowFilterProps {
  value: string;
  typing: boolean;
  onFilter: (text: string) => void;
}

/** What columns are filtered by. Keys leave it for the canvas again. */
function RowFilter({ value, typing, onFilter }: RowFilterProps) {
  const { t } = useTranslation();
  const { typed: left } = useNodeActions();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // What moves it into sight is the canvas, not the browser.
    if (typing) field.current?.focus({ preventScroll: true });
  }, [typing]);
  const [typed, setTyped] = useDebouncedText(value, onFilter);
  return (
    <div className="table-node-filter nodrag" style={{ height: FILTER }}>
      <input
        ref={field}
        value={typed}
        placeholder={t("canvas.filterColumns")}
        aria-label={t("canvas.filterColumns")}
        tabIndex={-1}
        onBlur={left}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key !== "Escape" && event.key !== "Enter") return;
          event.preventDefault();
          event.currentTarget.closest<HTMLElement>(".lineage-stage")?.focus();
        }}
      />
    </div>
  );
}

interface RowProps {
  id: string;
  name: string;
  gone: true | undefined;
  chosen: boolean;
}

function Row({ id, name, gone, chosen }: RowProps) {
  const shade = useNodeShade(id);
  const { mayEdit } = useNodeActions();
  const drawable = mayEdit && !gone;
  return (
    <div
      className="table-node-row nodrag"
      style={{ height: ROW }}
      data-shade={shade}
      data-chosen={chosen || undefined}
      data-column={id}
      title={name}
    >
      <Handle id={id} type="target" position={Position.Left} isConnectable={drawable} />
      <span>{name}</span>
      <Handle id={id} type="source" position={Position.Right} isConnectable={drawable} />
    </div>
  );
}
