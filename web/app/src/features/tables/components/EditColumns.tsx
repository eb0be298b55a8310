import { Alert, Button, Group, Text } from "@mantine/core";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { messageOf, ServerError } from "~/shared/graphql/errors";
import type { EditedColumnsQuery } from "~/shared/graphql/generated/graphql";
import { useReached } from "~/shared/graphql/reach";
import { type DraftColumn, emptyColumn, problemsOf, type ToldColumn, told } from "~/shared/model/columns";
import { ColumnGrid } from "~/shared/ui/columnGrid/ColumnGrid";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { tellDone } from "~/shared/ui/Toast";
import { UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { EDIT_COLUMNS, editedColumnsOptions } from "../api/table";
import { type Clash, subjectOf } from "../model/clash";
import { draftsOf, refusals, summaryOf } from "../model/edit";
import { isConflict } from "../model/overlap";
import { rebase, theirChanges } from "../model/rebase";
import { Clashes } from "./Clashes";
import { TheirChanges } from "./TheirChanges";

interface Props {
  tableId: string;
  onClose: () => void;
  onChanged: () => Promise<unknown>;
}

/** All columns of a table at once: added, removed, renamed, moved, changed, and saved in one changeset. */
export function EditColumns({ tableId, onClose, onChanged }: Props) {
  const { t } = useTranslation();
  const query = useQuery(editedColumnsOptions(tableId));
  if (query.isLoadingError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const table = query.data?.table;
  if (!table) return <Loading />;
  if (table.columns.pageInfo.hasNextPage) return <Alert color="yellow">{t("columns.tooMany")}</Alert>;
  return <Editor table={table} onClose={onClose} onChanged={onChanged} />;
}

/** A table without columns begins with one to write. */
function begun(nodes: Edited["columns"]["nodes"]): DraftColumn[] {
  return nodes.length === 0 ? [emptyColumn()] : draftsOf(nodes);
}

type Edited = NonNullable<EditedColumnsQuery["table"]>;

function Editor({ table, onClose, onChanged }: { table: Edited } & Omit<Props, "tableId">) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // What is loaded anew meanwhile stays out: who changed it is told when this is saved.
  const [{ id, version, columns: before }, setBase] = useState(table);
  const [columns, setColumns] = useState(() => begun(before.nodes));
  const [newer, setNewer] = useState<{ table: Edited; by: string | undefined }>();
  const [clashes, setClashes] = useState<Clash[]>();
  const saved = useRef(false);
  const reached = useReached();
  const summary = useMemo(() => summaryOf(columns, before.nodes), [columns, before.nodes]);
  const problems = useMemo(() => problemsOf(columns), [columns]);
  const save = useMutation({
    mutationFn: async (sent: readonly ToldColumn[]) => {
      try {
        return await ask(EDIT_COLUMNS, { id, version, columns: sent.map(({ input }) => input) });
      } catch (error) {
        const newest = isConflict(error) ? await newestOf(queries, id) : undefined;
        if (isConflict(error) && newest && newest.version !== version) setNewer({ table: newest, by: error.by });
        throw error;
      }
    },
    onSuccess: async ({ saveColumns }) => {
      const warnings = saveColumns.warnings.map(({ title }) => title);
      tellDone([t("columns.saved"), ...warnings].join(" "), queries, saveColumns.changeset?.id);
      saved.current = true;
      onClose();
      await onChanged();
    },
  });
  // The server is back: what it did not answer is no longer worth saying.
  const isOver = reached && save.error instanceof ServerError && save.error.code === "UNREACHABLE";
  const error = newer || isOver ? null : save.error;
  const { byKey, others } = useMemo(() => refusals(error, save.variables ?? []), [error, save.variables]);
  const reasons = [...new Set([...byKey.values(), ...others])];

  function loadAgain(newest: Edited) {
    const rebased = rebase(columns, before.nodes, newest.columns.nodes);
    setColumns(rebased.columns);
    // What was still to be chosen, and is no other thing by now, may still be.
    const anew = new Set(rebased.clashes.map(subjectOf));
    setClashes((before = []) => [...rebased.clashes, ...before.filter((clash) => !anew.has(subjectOf(clash)))]);
    setBase(newest);
    setNewer(undefined);
    save.reset();
  }

  return (
    <>
      {/* What would be typed while it is on its way would be lost. */}
      <div inert={save.isPending}>
        <ColumnGrid autoFocus columns={columns} onChange={setColumns} refused={byKey} />
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        {t("columns.editHelp")}
      </Text>
      {error && (
        <Alert color="red" role="alert" mt="sm">
          <Text size="sm" fw={reasons.length > 0 ? 600 : undefined}>
            {messageOf(error)}
          </Text>
          {reasons.map((reason) => (
            <Text key={reason} size="sm">
              {reason}
            </Text>
          ))}
        </Alert>
      )}
      {newer ? (
        <TheirChanges
          by={newer.by}
          changes={theirChanges(before.nodes, newer.table.columns.nodes)}
          onLoad={() => loadAgain(newer.table)}
        />
      ) : (
        clashes && (
          <Clashes clashes={clashes} columns={columns} idle={!summary} onChange={setColumns} onClashes={setClashes} />
        )
      )}
      <Group className="drawer-actions">
        <Button
          loading={save.isPending}
          disabled={!summary || problems.size > 0 || newer !== undefined}
          onClick={() => save.mutate(told(columns))}
        >
          {t("columns.saveAll")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {problems.size > 0
            ? t("columns.unfit")
            : summary &&
              (["added", "changed", "removed", "moved"] as const)
                .filter((part) => summary[part])
                .map((part) => t(`columns.summary.${part}`, { number: Number(summary[part]) }))
                .join(" · ")}
        </Text>
      </Group>
      <UnsavedGuard
        isDirty={() => Boolean(summary) && !saved.current}
        isLost={(here, next) =>
          here.pathname !== next.pathname ||
          !Reflect.get(next.search, "edit") ||
          Boolean(Reflect.get(next.search, "tab"))
        }
      />
    </>
  );
}

/** The columns as they are now; nothing when they cannot be loaded: then why they were not saved is told. */
async function newestOf(queries: QueryClient, id: string): Promise<Edited | undefined> {
  const options = { ...editedColumnsOptions(id), staleTime: 0 };
  return (await queries.fetchQuery(options).catch(() => undefined))?.table ?? undefined;
}
