import { Tooltip } from "@mantine/core";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { ColumnProblem, DraftColumn } from "../model/columns";

interface Props {
  column: DraftColumn;
  index: number;
  style: CSSProperties;
  problem: ColumnProblem | undefined;
  chosen: boolean;
  isDragged: boolean;
  onChoose: () => void;
  onChange: (change: Partial<DraftColumn>) => void;
  onDrag: () => void;
  onDrop: () => void;
}

/** One column in the grid. Plain fields: hundreds of rows stay light. */
export function GridRow({
  column,
  index,
  style,
  problem,
  chosen,
  isDragged,
  onChoose,
  onChange,
  onDrag,
  onDrop,
}: Props) {
  const { t } = useTranslation();
  const name = column.path || t("newTable.unnamed", { number: index + 1 });
  const of = (field: "name" | "type" | "nullable" | "key" | "description") => `${t(`columns.${field}`)}: ${name}`;
  const bad = problem && t(`newTable.problem.${problem}`);
  return (
    <div
      className="rows-row rows-data grid-columns"
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-row={index}
      data-dragged={isDragged || undefined}
      style={style}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <span role="cell" className="grid-handle">
        <input
          type="checkbox"
          data-field="chosen"
          aria-label={t("newTable.choose", { name })}
          checked={chosen}
          onChange={onChoose}
        />
        <span draggable onDragStart={onDrag} title={t("newTable.drag")} aria-hidden>
          ⠿
        </span>
      </span>
      <span role="cell">
        <Tooltip label={bad ?? t("newTable.pathFixed")} disabled={!bad && !column.seen} openDelay={500}>
          <input
            className="cell mono"
            data-field="path"
            aria-label={of("name")}
            aria-invalid={problem === "path" || problem === "twice" || undefined}
            readOnly={Boolean(column.seen)}
            spellCheck={false}
            value={column.path}
            onChange={(event) => onChange({ path: event.currentTarget.value })}
          />
        </Tooltip>
      </span>
      <span role="cell">
        <Tooltip label={bad} disabled={problem !== "type"}>
          <input
            className="cell mono"
            data-field="type"
            aria-label={of("type")}
            aria-invalid={problem === "type" || undefined}
            spellCheck={false}
            value={column.dataType}
            onChange={(event) => onChange({ dataType: event.currentTarget.value })}
          />
        </Tooltip>
      </span>
      <span role="cell">
        <input
          type="checkbox"
          data-field="nullable"
          aria-label={of("nullable")}
          checked={column.nullable}
          onChange={(event) => onChange({ nullable: event.currentTarget.checked })}
        />
      </span>
      <span role="cell">
        <input
          type="checkbox"
          data-field="key"
          aria-label={of("key")}
          checked={column.primaryKey}
          onChange={(event) => onChange({ primaryKey: event.currentTarget.checked })}
        />
      </span>
      <span role="cell">
        <input
          className="cell"
          data-field="description"
          aria-label={of("description")}
          value={column.description}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
        />
      </span>
    </div>
  );
}
