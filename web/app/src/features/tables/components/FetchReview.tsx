import { Alert, Button, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { printPath } from "~/shared/model/path";
import { Failure } from "~/shared/ui/Failure";
import { ProblemView } from "~/shared/ui/ProblemView";
import { tellDone } from "~/shared/ui/Toast";
import { APPLY_FETCHED } from "../api/fetch";
import { columnsOptions, tableOptions } from "../api/table";
import type { Refetched } from "../model/diff";
import { acceptedIds, asShown, reviewOf, unknownToSource, withTicks, withTypes } from "../model/review";
import { Difference } from "./Difference";

interface Props {
  result: Refetched;
  tableId: string;
  version: number;
  onClose: () => void;
  onChanged: () => Promise<unknown>;
}

/** So many names are told of a list of columns. */
const NAMES = 12;

/** What a fetch found, to accept in whole or in part; what accepting does not change is told apart. */
export function FetchReview({ result, tableId, version, onClose, onChanged }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // It is accepted over what it was compared with.
  const [over] = useState(version);
  const [kind] = useState(useQuery(tableOptions(tableId)).data?.table?.kind);
  const columns = useQuery(columnsOptions(tableId, "")).data?.table?.columns.nodes ?? [];
  const entries = withTypes(asShown(result.diff?.entries ?? [], kind), columns);
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(() => new Set(entries.map(({ id }) => id)));
  const { offered, overruled } = reviewOf(entries, accepted);
  const unknown = unknownToSource(columns, entries).map(({ path }) => printPath(path));
  const ticked = offered.filter(({ id }) => accepted.has(id));
  const ends = ticked.reduce((sum, entry) => sum + (entry.lineageEdges ?? 0), 0);
  const apply = useMutation({
    mutationFn: () => {
      const accept = acceptedIds(entries, accepted);
      return ask(APPLY_FETCHED, { id: tableId, version: over, fetched: result.id, accept });
    },
    onSuccess: async ({ applyFetched }) => {
      const warnings = applyFetched.warnings.map(({ title }) => title);
      const done = t(offered.length === 0 ? "table.noted" : "table.accepted");
      tellDone([done, ...warnings].join(" "), queries, applyFetched.changeset?.id);
      await onChanged();
      onClose();
    },
  });
  const set = (ids: readonly string[], whether: boolean) =>
    setAccepted((before) => withTicks(entries, before, ids, whether));

  return (
    <Stack>
      {result.warnings.map((warning) => (
        <Alert key={`${warning.code} ${warning.title}`} color="yellow" variant="light">
          <ProblemView problem={warning} />
        </Alert>
      ))}
      {offered.length === 0 ? (
        <Text>{t("table.same")}</Text>
      ) : (
        <>
          <Checkbox
            label={t("table.differences", { count: offered.length })}
            checked={ticked.length === offered.length}
            indeterminate={ticked.length > 0 && ticked.length < offered.length}
            onChange={() =>
              set(
                offered.map(({ id }) => id),
                ticked.length < offered.length,
              )
            }
          />
          <Stack gap="xs" component="ul" className="steps">
            {offered.map((entry) => (
              <li key={entry.id}>
                <Checkbox
                  checked={accepted.has(entry.id)}
                  onChange={() => set([entry.id], !accepted.has(entry.id))}
                  label={<Difference entry={entry} />}
                  description={entry.kind === "RENAMED" && !accepted.has(entry.id) && t("table.renameLeft")}
                />
              </li>
            ))}
          </Stack>
        </>
      )}
      {overruled.length > 0 && (
        <section>
          <Title order={3} size="h4" mb="xs">
            {t("table.overruled")}
          </Title>
          <Stack gap="xs" component="ul" className="steps">
            {overruled.map((entry) => (
              <li key={entry.id}>
                <Difference entry={entry} />
              </li>
            ))}
          </Stack>
        </section>
      )}
      {unknown.length > 0 && (
        <Text size="sm" className="breaking">
          {t("table.unknownToSource", { count: unknown.length })} {unknown.slice(0, NAMES).join(", ")}
          {unknown.length > NAMES && ` … (+${unknown.length - NAMES})`}
        </Text>
      )}
      {ends > 0 && <Alert color="yellow">{t("table.endsLineage", { count: ends })}</Alert>}
      {apply.error && <Failure error={apply.error} />}
      <Group className="drawer-actions">
        {offered.length === 0 ? (
          <>
            <Button onClick={onClose}>{t("close")}</Button>
            <Button variant="default" loading={apply.isPending} onClick={() => apply.mutate()}>
              {t("table.note")}
            </Button>
          </>
        ) : (
          <>
            <Button loading={apply.isPending} disabled={ticked.length === 0} onClick={() => apply.mutate()}>
              {t("table.accept", { count: ticked.length })}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
