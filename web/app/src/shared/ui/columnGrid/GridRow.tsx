import "./columnGrid.css";
import { Tooltip, VisuallyHidden } from "@mantine/core";
import { type CSSProperties, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { type ColumnProblem, type DraftColumn, placeTyped } from "~/shared/model/columns";

interface Props {
  column: DraftColumn;
  index: number;
  style: CSSProperties;
  problem: ColumnProblem | undefined;
  /** What the server says about the column. */
  refused: string | undefined;
  /** Whether a column that is known keeps its path. */
  fixedPath: boolean;
  /** How many columns the primary key has. */
  keyLength: number;
  chosen: boolean;
  isDragged: boolean;
  onChoose: () => void;
  onChange: (change: Partial<DraftColumn>) => void;
  onPlace: (place: number | null) => void;
  onDrag: () => void;
  onDrop: () => void;
}

/** A field has one line: it would drop the breaks of a text, and glue its words together. */
const BREAK = "↵";

/** One column in the grid. Plain fields: hundreds of rows stay light. */
export function GridRow({ column, index, style, problem, refused, fixedPath, keyLength, chosen, ...more }: Props) {
  const { t } = useTranslation();
  const { isDragged, ...on } = more;
  const id = useId();
  const name = column.path || t("columns.unnamed", { number: index + 1 });
  const of = (field: "name" | "type" | "nullable" | "key" | "description" | "tags") =>
    `${t(`columns.${field}`)}: ${name}`;
  const bad = (problem && t(`columns.problem.${problem}`)) ?? refused;
  const fixed = fixedPath && Boolean(column.seen);
  const typeHint = problem === "type" ? bad : undefined;
  // What the server refuses is about the column as a whole.
  const pathHint = (typeHint ? undefined : bad) ?? (fixed ? t("columns.pathFixed") : undefined);
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
        on.onDrop();
      }}
    >
      <span role="gridcell" className="grid-handle">
        <input
          type="checkbox"
          data-field="chosen"
          aria-label={t("columns.choose", { name })}
          title={t("columns.chooseWhy")}
          checked={chosen}
          onChange={on.onChoose}
        />
        <span draggable onDragStart={on.onDrag} title={t("columns.drag")} aria-hidden>
          ⠿
        </span>
      </span>
      <Cell id={`${id}-path`} hint={pathHint}>
        <input
          className="cell mono"
          data-field="path"
          aria-label={of("name")}
          aria-describedby={pathHint && `${id}-path`}
          aria-invalid={problem === "path" || problem === "twice" || Boolean(refused) || undefined}
          readOnly={fixed}
          spellCheck={false}
          value={column.path}
          onChange={(event) => on.onChange({ path: event.currentTarget.value })}
        />
      </Cell>
      <Cell id={`${id}-type`} hint={typeHint}>
        <input
          className="cell mono"
          data-field="type"
          aria-label={of("type")}
          aria-describedby={typeHint && `${id}-type`}
          aria-invalid={problem === "type" || undefined}
          spellCheck={false}
          value={column.dataType}
          onChange={(event) => on.onChange({ dataType: event.currentTarget.value })}
        />
      </Cell>
      <span role="gridcell" className="grid-key">
        <input
          type="checkbox"
          data-field="nullable"
          aria-label={of("nullable")}
          checked={column.nullable}
          onChange={(event) => on.onChange({ nullable: event.currentTarget.checked })}
        />
      </span>
      <span role="gridcell" className="grid-key">
        <input
          type="checkbox"
          data-field="key"
          aria-label={of("key")}
          checked={column.primaryKey !== null}
          onChange={(event) => on.onPlace(event.currentTarget.checked ? Number.MAX_SAFE_INTEGER : null)}
        />
        {column.primaryKey !== null && (
          <input
            className="cell mono"
            data-field="place"
            inputMode="numeric"
            aria-label={t("columns.place", { name })}
            title={t("columns.placeHint")}
            value={column.primaryKey}
            onChange={(event) => {
              const place = placeTyped(event.currentTarget.value, keyLength);
              if (place) on.onPlace(place);
            }}
          />
        )}
      </span>
      <span role="gridcell">
        <input
          className="cell"
          data-field="description"
          aria-label={of("description")}
          value={column.description.replaceAll("\n", BREAK)}
          onChange={(event) => on.onChange({ description: event.currentTarget.value.replaceAll(BREAK, "\n") })}
        />
      </span>
      <span role="gridcell">
        <input
          className="cell"
          data-field="tags"
          aria-label={of("tags")}
          title={t("columns.tagsHint")}
          value={column.tags}
          onChange={(event) => on.onChange({ tags: event.currentTarget.value })}
        />
      </span>
    </div>
  );
}

/** Who goes by keyboard is told too. */
const EVENTS = { hover: true, focus: true, touch: true };

function Cell({ id, hint, children }: { id: string; hint: string | undefined; children: ReactNode }) {
  return (
    <span role="gridcell">
      <Tooltip label={hint} disabled={!hint} openDelay={300} multiline maw={320} events={EVENTS}>
        {children}
      </Tooltip>
      {/* The field is described by it whether or not the tooltip is shown. */}
      {hint && <VisuallyHidden id={id}>{hint}</VisuallyHidden>}
    </span>
  );
}
