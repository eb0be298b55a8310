import { Button, Group, Modal, SegmentedControl, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { printPath } from "~/shared/model/path";
import { Middle } from "~/shared/ui/Middle";
import { TablePicker } from "~/shared/ui/TablePicker";
import { columnsOptions } from "../api/walk";
import type { Graph } from "../model/graph";

interface Props {
  graph: Graph;
  /** The table or column that it begins or ends at. */
  node: string;
  onAdd: (from: string, to: string) => void;
  onClose: () => void;
}

/** Adds lineage without a mouse: the other end is any table, on the canvas or not; of columns when those are shown. */
export function AddDialog({ graph, node, onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const ofColumns = graph.level === "COLUMN";
  const [away, setAway] = useState(true);
  const [other, setOther] = useState<string>();
  const table = graph.home.get(node) ?? node;
  const [mine, setMine] = useState<string | null>(node === table ? null : node);
  const [theirs, setTheirs] = useState<string | null>(null);
  const name = graph.tables.get(table);
  const here = ofColumns ? mine : table;
  const there = ofColumns ? theirs : other;

  const submit = () => {
    if (!here || !there) return;
    if (away) onAdd(here, there);
    else onAdd(there, here);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("panels.add.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          <SegmentedControl
            aria-label={t("canvas.adding.direction")}
            orientation="vertical"
            fullWidth
            value={away ? "from" : "to"}
            onChange={(value) => setAway(value === "from")}
            data={(["from", "to"] as const).map((value) => ({
              value,
              label: <Middle text={t(`canvas.adding.${value}`, { name: name?.name ?? "" })} />,
            }))}
          />
          {ofColumns && (
            <ColumnChoice label={t("canvas.adding.column")} table={table} value={mine} onChange={setMine} />
          )}
          <TablePicker
            label={t("canvas.adding.other")}
            autoFocus
            without={[table]}
            beside={table}
            value={other}
            onChange={(value) => {
              setOther(value);
              setTheirs(null);
            }}
          />
          {ofColumns && other && (
            <ColumnChoice label={t("canvas.adding.otherColumn")} table={other} value={theirs} onChange={setTheirs} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={!here || !there}>
              {t("panels.add.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface ColumnChoiceProps {
  label: string;
  table: string;
  value: string | null;
  onChange: (value: string | null) => void;
}

function ColumnChoice({ label, table, value, onChange }: ColumnChoiceProps) {
  const columns = useQuery(columnsOptions(table, undefined)).data?.table?.columns.nodes ?? [];
  return (
    <Select
      label={label}
      searchable
      limit={100}
      data={columns.map(({ id, path }) => ({ value: id, label: printPath(path) }))}
      value={value}
      onChange={onChange}
    />
  );
}
