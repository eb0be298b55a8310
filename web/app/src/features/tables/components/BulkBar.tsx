import "../tables.css";
import { Autocomplete, Box, Button, Group, Popover, TagsInput, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/shared/graphql/keys";
import { MUCH } from "~/shared/model/much";
import { tellDone, tellFailure } from "~/shared/ui/Toast";
import { deleteTables, updateTables } from "../api/bulk";
import { facetsOptions } from "../api/list";
import { type ChosenTable, MOST, withoutTags, withTags } from "../model/bulk";
import { AskDelete } from "./AskDelete";

interface Props {
  tables: readonly ChosenTable[];
  onClear: () => void;
  onExport: () => void;
  /** Chooses as many of what the list has as can be changed at once; absent when there are no more. */
  onAll: (() => void) | undefined;
}

interface Action {
  write: () => ReturnType<typeof updateTables>;
  /** What is said when it is done. */
  done: string;
}

/** What can be done with the chosen tables; each is one step that can be taken back. */
export function BulkBar({ tables, onClear, onExport, onAll }: Props) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const facets = useQuery(facetsOptions).data?.facets;
  const known = (facets?.tags ?? []).map(({ value }) => value);
  const theirs = [...new Set(tables.flatMap(({ tags }) => tags))].sort();
  const number = tables.length.toLocaleString(i18n.language);
  const run = useMutation({
    mutationFn: ({ write }: Action) => write(),
    onSuccess: ({ changesets, warnings }, { done: told }) => {
      const done = changesets.length > 0 ? told : t("tables.bulk.nothing");
      tellDone([done, ...warnings].join(" "), queries, changesets);
    },
    onError: tellFailure,
    onSettled: () =>
      Promise.all([keys.tables, keys.changes].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const done = (what: "tagged" | "untagged" | "owned" | "deleted") =>
    t(`tables.bulk.${what}`, { count: tables.length, number });
  const remove = () => run.mutate({ write: () => deleteTables(tables), done: done("deleted") });
  const [asking, setAsking] = useState(false);
  const busy = run.isPending;
  const tooMany = tables.length > MOST;

  return (
    <Group gap="xs" role="toolbar" aria-label={t("tables.bulk.label")} className="over-rows">
      <Text size="sm" fw={600} role="status">
        {t("tables.bulk.chosen", { count: tables.length, number })}
      </Text>
      {tooMany ? (
        <Text size="sm">{t("tables.bulk.tooMany", { number: MOST.toLocaleString(i18n.language) })}</Text>
      ) : (
        <>
          <Asked
            label={t("tables.bulk.addTags")}
            busy={busy}
            onApply={(tags) => run.mutate({ write: () => updateTables(withTags(tables, tags)), done: done("tagged") })}
          >
            {(value, onChange) => (
              <TagsInput
                label={t("tables.column.tags")}
                data={known}
                data-autofocus
                comboboxProps={{ withinPortal: false }}
                value={value}
                onChange={onChange}
              />
            )}
          </Asked>
          {theirs.length > 0 && (
            <Asked
              label={t("tables.bulk.removeTags")}
              busy={busy}
              onApply={(tags) =>
                run.mutate({ write: () => updateTables(withoutTags(tables, tags)), done: done("untagged") })
              }
            >
              {(value, onChange) => (
                <TagsInput
                  label={t("tables.column.tags")}
                  data={theirs}
                  data-autofocus
                  comboboxProps={{ withinPortal: false }}
                  value={value}
                  onChange={onChange}
                />
              )}
            </Asked>
          )}
          <Asked
            label={t("tables.bulk.owner")}
            busy={busy}
            mayBeEmpty
            onApply={([owner]) =>
              run.mutate({
                write: () => updateTables(tables.map(({ id, version }) => ({ id, version, owner: owner || null }))),
                done: done("owned"),
              })
            }
          >
            {(value, onChange) => (
              <Autocomplete
                label={t("tables.column.owner")}
                description={t("tables.bulk.ownerHelp")}
                data={(facets?.owners ?? []).map((owner) => owner.value)}
                data-autofocus
                comboboxProps={{ withinPortal: false }}
                value={value[0] ?? ""}
                onChange={(owner) => onChange([owner.trim()])}
              />
            )}
          </Asked>
          <Button size="compact-sm" variant="default" onClick={onExport}>
            {t("export")}
          </Button>
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            loading={busy}
            onClick={() => (tables.length > MUCH ? setAsking(true) : remove())}
          >
            {t("delete")}
          </Button>
        </>
      )}
      {onAll && (
        <Button size="compact-sm" variant="subtle" onClick={onAll}>
          {t("tables.bulk.all", { number: MOST.toLocaleString(i18n.language) })}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        {t("tables.bulk.clear")}
      </Button>
      {asking && (
        <AskDelete
          tables={tables}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            remove();
          }}
        />
      )}
    </Group>
  );
}

interface AskedProps {
  label: string;
  busy: boolean;
  mayBeEmpty?: boolean;
  onApply: (value: string[]) => void;
  children: (value: string[], onChange: (value: string[]) => void) => React.ReactNode;
}

/** A button that asks for texts before it acts. */
function Asked({ label, busy, mayBeEmpty = false, onApply, children }: AskedProps) {
  const [opened, setOpened] = useState(false);
  const [value, setValue] = useState<string[]>([]);
  function submit(event: FormEvent) {
    event.preventDefault();
    setOpened(false);
    setValue([]);
    onApply(value);
  }
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-start" width={440}>
      <Popover.Target>
        <Button size="compact-sm" variant="default" loading={busy} onClick={() => setOpened((before) => !before)}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {/* The button stands beside the field: what the field opens lies below it. */}
        <Group component="form" gap="sm" align="flex-end" wrap="nowrap" onSubmit={submit}>
          <Box flex={1} miw={0}>
            {children(value, setValue)}
          </Box>
          <Button type="submit" flex="none" disabled={!mayBeEmpty && value.length === 0}>
            {label}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
