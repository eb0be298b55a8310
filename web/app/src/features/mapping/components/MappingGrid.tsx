import "../mapping.css";
import { Alert, Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf, problemsByPath } from "~/shared/graphql/errors";
import { useMayEdit } from "~/shared/graphql/me";
import { lookOf } from "~/shared/model/edgeLook";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { type Ends, keyOf, listed } from "../model/pairs";
import type { Filters } from "../model/search";
import { Existing } from "./Existing";
import type { Line } from "./Lines";
import { PairRows } from "./PairRows";
import { Sides } from "./Sides";
import { Toolbar } from "./Toolbar";
import { useMapping } from "./useMapping";

interface Props {
  /** Ids of the two tables, in the direction that data flows. */
  from: string;
  to: string;
  /** Told when something is to be saved, and when nothing is any more. */
  onUnsaved?: (unsaved: boolean) => void;
  /** The columns of each side that are shown, and who is told when others are. */
  filters: Filters;
  onFilter: (change: Partial<Filters>) => void;
}

/** Which columns of one table feed which of another: proposed, chosen by hand, saved in one changeset. */
export function MappingGrid({ from, to, onUnsaved, filters, onFilter }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const mapping = useMapping(from, to, mayEdit);
  const { fromTable, toTable, existing, pairs, dispatch, accepted, save } = mapping;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [withDismissed, setWithDismissed] = useState(false);
  const [message, setMessage] = useState("");
  const [refused, setRefused] = useState(0);
  const unsaved = accepted.length > 0;
  useEffect(() => {
    onUnsaved?.(unsaved);
    return () => onUnsaved?.(false);
  }, [unsaved, onUnsaved]);
  const columns = useMemo(
    () => new Map([...(fromTable?.columns ?? []), ...(toTable?.columns ?? [])].map((column) => [column.id, column])),
    [fromTable, toTable],
  );

  // What is drawn may come a moment after what is typed.
  const drawn = useDeferredValue(pairs);
  const lines = useMemo((): Line[] => {
    const edges = existing.map((edge) => ({ from: edge.from, to: edge.to, look: lookOf(edge) }));
    const fresh = drawn.flatMap(({ from, to, state }) => (state === "dismissed" ? [] : [{ from, to, look: state }]));
    return [...edges, ...fresh];
  }, [existing, drawn]);
  const pair = useCallback(
    (ends: readonly Ends[]) => {
      // What somebody rejected may be claimed again.
      const there = new Set(existing.filter(({ status }) => status !== "REJECTED").map(keyOf));
      const fresh = ends.filter((one) => !there.has(keyOf(one)));
      setRefused(ends.length - fresh.length);
      dispatch({ do: "make", pairs: fresh });
    },
    [existing, dispatch],
  );

  if (mapping.error) return <Failure error={mapping.error} retry={mapping.retry} />;
  if (mapping.isLoading) return <Loading rows={10} />;
  if (!fromTable || !toTable) return <Alert color="gray">{t("mapping.gone")}</Alert>;
  if (fromTable.columnCount === 0 || toTable.columnCount === 0) {
    return <EmptyState title={t("columns.empty")} text={t("columns.emptyText")} />;
  }

  const rows = listed(pairs, withDismissed);
  // Nobody chooses what is not listed.
  const shown = new Set(rows.map(keyOf));
  const picked = new Set([...chosen].filter((key) => shown.has(key)));
  const details = problemsOf(save.error, save.variables?.pairs ?? [], columns);
  return (
    <Stack gap="md">
      <Sides
        fromTable={fromTable}
        toTable={toTable}
        lines={lines}
        mayEdit={mayEdit}
        onPair={pair}
        filters={filters}
        onFilter={onFilter}
      />
      {refused > 0 && (
        <Text size="sm" role="status">
          {t("mapping.already", { count: refused })}
        </Text>
      )}
      {mayEdit && (
        <section aria-label={t("mapping.pairs")}>
          <Toolbar
            pairs={pairs}
            chosen={picked}
            dispatch={(action) => {
              dispatch(action);
              setChosen(new Set());
            }}
          />
          {rows.length > 0 ? (
            <PairRows
              pairs={rows}
              columns={columns}
              chosen={picked}
              onChoose={setChosen}
              onState={(action, key) => dispatch({ do: action, keys: new Set([key]) })}
              onWords={(key, transformation) => dispatch({ do: "word", key, transformation })}
            />
          ) : (
            <Text size="sm" c="dimmed">
              {t("mapping.nothingProposed")}
            </Text>
          )}
          {pairs.some(({ state }) => state === "dismissed") && (
            <Switch
              mt="xs"
              size="xs"
              label={t("mapping.withDismissed")}
              checked={withDismissed}
              onChange={(event) => setWithDismissed(event.currentTarget.checked)}
            />
          )}
        </section>
      )}
      <Existing edges={existing} columns={columns} />
      {mapping.truncated && (
        <Text size="sm" role="status">
          {t("mapping.truncated")}
        </Text>
      )}
      {save.error && (
        <Alert color="red" role="alert" title={messageOf(save.error)}>
          {details.map((detail) => (
            <Text key={detail} size="sm">
              {detail}
            </Text>
          ))}
        </Alert>
      )}
      {unsaved && (
        <Group className="drawer-actions" align="flex-end">
          <TextInput
            flex={1}
            maw={480}
            label={t("mapping.message")}
            placeholder={t("mapping.messageHint")}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
          <Button
            loading={save.isPending}
            onClick={() => save.mutate({ message, pairs: accepted }, { onSuccess: () => setMessage("") })}
          >
            {t("mapping.save", { count: accepted.length })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** What the server holds against single pairs, with their names. */
function problemsOf(error: unknown, sent: readonly Ends[], columns: ReadonlyMap<string, { name: string }>): string[] {
  return Object.entries(problemsByPath(error)).map(([path, message]) => {
    const pair = sent[Number(path.split(".").find((part) => /^\d+$/u.test(part)))];
    const [from, to] = [columns.get(pair?.from ?? ""), columns.get(pair?.to ?? "")];
    return from && to ? `${from.name} → ${to.name}: ${message}` : message;
  });
}
