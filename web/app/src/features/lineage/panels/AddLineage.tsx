import { Button, Group, Paper, SegmentedControl, Select, Stack, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { problemsByPath } from "~/shared/graphql/errors";
import type { LineageInput, LineageLevel } from "~/shared/graphql/generated/graphql";
import { TablePicker } from "~/shared/ui/TablePicker";
import { parameterChanges, useGuarded } from "~/shared/ui/UnsavedGuard";
import { columnChoicesOptions } from "../api/list";
import { CLAIM } from "../api/writes";
import { useLineageWrite } from "./useLineageWrite";

/** It is part of a tab. */
const isLost = parameterChanges("tab", "level");

interface Props {
  tableId: string;
  level: LineageLevel;
  /** Where it is drawn. */
  onDraw: (level: LineageLevel) => void;
  onEnd: () => void;
}

/** Lineage of a table, or of one of its columns, to be claimed: which way, with what, how it is changed, why. */
export function AddLineage({ tableId, level, onDraw, onEnd }: Props) {
  const { t } = useTranslation();
  const [way, setWay] = useState<"UPSTREAM" | "DOWNSTREAM">("UPSTREAM");
  const [other, setOther] = useState<string>();
  const [own, setOwn] = useState<string>();
  const [theirs, setTheirs] = useState<string>();
  const [transformation, setTransformation] = useState("");
  const [note, setNote] = useState("");
  const claim = useLineageWrite(
    async (input: LineageInput) => (await ask(CLAIM, { input: [input] })).createLineage,
    () => t("panels.add.done"),
    () => {
      setOther(undefined);
      setTheirs(undefined);
      setTransformation("");
      setNote("");
    },
    { label: t("panels.list.draw"), go: () => onDraw(level) },
  );
  const { leave, guard } = useGuarded({
    isDirty: () => !claim.isPending && Boolean(other || theirs || transformation.trim() || note.trim()),
    isLost,
    onLeave: onEnd,
  });
  const [here, there] = level === "TABLE" ? [tableId, other] : [own, theirs];
  const problems = problemsByPath(claim.error);
  const problem = (field: string) => problems[`input.0.${field}`] ?? problems[`0.${field}`] ?? problems[field];

  function save() {
    if (!here || !there) return;
    const [from, to] = way === "UPSTREAM" ? [there, here] : [here, there];
    claim.mutate({ from, to, transformation: transformation.trim() || null, note: note.trim() || null });
  }

  return (
    <Paper
      withBorder
      p="md"
      component="form"
      aria-label={t("panels.add.title")}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) leave();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t("panels.direction.title")}
          data={(["UPSTREAM", "DOWNSTREAM"] as const).map((value) => ({ value, label: t(`panels.add.${value}`) }))}
          value={way}
          onChange={setWay}
        />
        <div className="add-lineage">
          {level === "COLUMN" && (
            <ColumnSelect label={t("panels.add.own")} tableId={tableId} value={own} onChange={setOwn} autoFocus />
          )}
          <TablePicker
            label={t("panels.add.table")}
            value={other}
            onChange={(id) => {
              setOther(id);
              setTheirs(undefined);
            }}
            without={level === "TABLE" ? [tableId] : []}
            beside={tableId}
            autoFocus={level === "TABLE"}
            error={level === "TABLE" ? (problem("to") ?? problem("from")) : undefined}
          />
          {level === "COLUMN" && (
            <ColumnSelect
              label={t("panels.add.column")}
              tableId={other ?? ""}
              value={theirs}
              onChange={setTheirs}
              error={problem("to") ?? problem("from")}
            />
          )}
          <Textarea
            label={t("panels.claim.transformation")}
            autosize
            minRows={1}
            maxRows={6}
            spellCheck={false}
            error={problem("transformation")}
            value={transformation}
            onChange={(event) => setTransformation(event.currentTarget.value)}
          />
          <Textarea
            label={t("panels.claim.note")}
            autosize
            minRows={1}
            maxRows={6}
            error={problem("note")}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </div>
        <Group gap="xs">
          <Button type="submit" loading={claim.isPending} disabled={!here || !there}>
            {t("panels.add.save")}
          </Button>
          <Button variant="default" onClick={leave}>
            {t("close")}
          </Button>
        </Group>
        {guard}
      </Stack>
    </Paper>
  );
}

interface ColumnProps {
  label: string;
  tableId: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  error?: string;
  autoFocus?: boolean;
}

function ColumnSelect({ label, tableId, value, onChange, error, autoFocus }: ColumnProps) {
  const { t } = useTranslation();
  const columns = useQuery(columnChoicesOptions(tableId)).data?.table?.columns.nodes ?? [];
  return (
    <Select
      label={label}
      searchable
      autoFocus={autoFocus}
      disabled={tableId === ""}
      error={error}
      limit={100}
      nothingFoundMessage={t("columns.noMatch")}
      data={columns.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}
