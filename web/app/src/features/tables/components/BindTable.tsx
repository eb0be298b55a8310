import {
  Alert,
  Autocomplete,
  Button,
  Checkbox,
  Drawer,
  Group,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { choicesOptions, suggestionsOptions } from "~/shared/graphql/choices";
import { ask } from "~/shared/graphql/client";
import { messageOf, problemsByPath, ServerError } from "~/shared/graphql/errors";
import { keys } from "~/shared/graphql/keys";
import { RouteAnchor } from "~/shared/ui/links";
import { tellDone } from "~/shared/ui/Toast";
import { parameterChanges, useGuarded } from "~/shared/ui/UnsavedGuard";
import { BIND_TABLE } from "../api/table";

interface BoundTable {
  id: string;
  version: number;
  name: string;
  schema: string | null;
  externalName: string | null;
  externalSchema: string | null;
  source: { id: string; name: string } | null;
}

interface Props {
  table: BoundTable;
  onClose: () => void;
  onChanged: () => Promise<unknown>;
  /** The table was bound; its columns can be fetched. */
  onBound: () => void;
}

/** Which source a table is read from and what it is called there; what stands against it is told before it is saved. */
export function BindTable({ table: newest, onClose, onChanged, onBound }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // What is loaded anew meanwhile stays out: who changed it is told when this is saved.
  const [table] = useState(newest);
  const { id, version } = table;
  const begun = {
    sourceId: table.source?.id ?? null,
    schema: table.externalSchema ?? table.schema ?? "",
    name: table.externalName ?? table.name,
  };
  const [sourceId, setSourceId] = useState(begun.sourceId);
  const [schema, setSchema] = useState(begun.schema);
  const [name, setName] = useState(begun.name);
  /** The other table of the same object, once it is said that both are meant. */
  const [twin, setTwin] = useState<{ id: string; name: string }>();
  // What is saved leads on at once, before this is drawn anew.
  const saved = useRef(false);
  const { leave, guard } = useGuarded({
    isDirty: () => !saved.current && (sourceId !== begun.sourceId || schema !== begun.schema || name !== begun.name),
    isLost: parameterChanges("open"),
    onLeave: onClose,
  });
  const [wanted] = useDebouncedValue({ sourceId, externalSchema: schema.trim(), externalName: name.trim() }, 250);
  const choices = useQuery(choicesOptions).data ?? [];
  const found = useQuery({
    ...suggestionsOptions(wanted.sourceId ?? "", wanted.externalName),
    enabled: wanted.sourceId !== null,
    placeholderData: (before) => before,
  });
  const options = new Map(
    (found.data?.suggestTables ?? []).map((one) => [[one.schema, one.name].filter(Boolean).join("."), one]),
  );
  const tried = useQuery({
    // Not among the tables: what is written makes those stale, and would have this tried anew.
    queryKey: keys.binding(id, { version, ...wanted, twin: twin?.id }),
    queryFn: () => ask(BIND_TABLE, { id, version, ...wanted, boundTwice: twin !== undefined, dryRun: true }),
    enabled: wanted.sourceId !== null && wanted.externalName !== "",
    retry: false,
  });
  const write = useMutation({
    mutationFn: (to: string | null) =>
      ask(BIND_TABLE, {
        id,
        version,
        sourceId: to,
        boundTwice: twin !== undefined,
        dryRun: false,
        ...(to && { externalSchema: schema.trim(), externalName: name.trim() }),
      }),
    onSuccess: async ({ bindTable }, to) => {
      saved.current = true;
      const warnings = bindTable.warnings.map(({ title }) => title);
      tellDone([t(to ? "table.bound" : "table.unbound"), ...warnings].join(" "), queries, bindTable.changeset?.id);
      await onChanged();
      if (to) onBound();
      else onClose();
    },
  });
  const error = write.error ?? (sourceId ? tried.error : null);
  const problems = problemsByPath(error);
  const isTwice = error instanceof ServerError && error.problems.some(({ code }) => code === "BOUND_TWICE");
  const other = twin ?? (isTwice ? error.other : undefined);
  if (other && isTwice) problems.externalName = t("table.boundTwice", { name: other.name });
  const placed = ["sourceId", "externalName", "externalSchema"].some((path) => problems[path]);
  const same =
    sourceId === table.source?.id && schema === (table.externalSchema ?? "") && name === (table.externalName ?? "");

  /** What was said of another name, or refused, is no longer so. */
  function begin() {
    setTwin(undefined);
    write.reset();
  }

  /** A name as it is typed; one that the source offers comes with its schema. */
  function choose(label: string) {
    const one = options.get(label);
    setName(one ? one.name : label);
    if (one?.schema) setSchema(one.schema);
    begin();
  }

  return (
    <Drawer
      opened
      onClose={leave}
      position="right"
      size="md"
      title={t("table.bindTitle")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          write.mutate(sourceId);
        }}
      >
        <Text size="sm">{t("table.bindText")}</Text>
        <Select
          label={t("tables.column.source")}
          searchable
          required
          data={choices.map((choice) => ({ value: choice.id, label: choice.name }))}
          value={sourceId}
          error={problems.sourceId}
          onChange={(value) => {
            setSourceId(value);
            begin();
          }}
        />
        <TextInput
          label={t("table.externalSchema")}
          description={t("table.externalSchemaHelp")}
          value={schema}
          error={problems.externalSchema}
          onChange={(event) => {
            setSchema(event.currentTarget.value);
            begin();
          }}
        />
        <Autocomplete
          label={t("table.externalName")}
          description={t("table.externalNameHelp")}
          required
          spellCheck={false}
          data={[...options.keys()]}
          filter={({ options }) => options}
          value={name}
          error={problems.externalName}
          onChange={choose}
        />
        {other && (
          <Stack gap="xs" align="flex-start">
            <RouteAnchor to="/tables/$id" params={{ id: other.id }} size="sm">
              {t("table.boundOther", { name: other.name })}
            </RouteAnchor>
            <Checkbox
              label={t("table.bothMeant")}
              checked={twin !== undefined}
              onChange={(event) => {
                setTwin(event.currentTarget.checked ? other : undefined);
                write.reset();
              }}
            />
          </Stack>
        )}
        {error && !placed ? (
          <Alert color="red" role="alert">
            {messageOf(error)}
          </Alert>
        ) : (
          tried.data && !same && <Text size="sm">{t("table.bindFits")}</Text>
        )}
        <Group>
          <Button
            type="submit"
            loading={write.isPending}
            disabled={!sourceId || name.trim() === "" || same || Boolean(tried.error)}
          >
            {t("table.bind")}
          </Button>
          <Button variant="default" onClick={leave}>
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
      {table.source && (
        <Stack mt="xl" gap="xs" align="flex-start">
          <Title order={2}>{t("table.unbindTitle", { source: table.source.name })}</Title>
          <Text size="sm">{t("table.unbindText")}</Text>
          <Button color="red" variant="light" loading={write.isPending} onClick={() => write.mutate(null)}>
            {t("table.unbind")}
          </Button>
        </Stack>
      )}
      {guard}
    </Drawer>
  );
}
