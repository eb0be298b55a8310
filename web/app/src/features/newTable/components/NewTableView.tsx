import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf, ServerError } from "~/shared/graphql/errors";
import { keys } from "~/shared/graphql/keys";
import { useMayEdit } from "~/shared/graphql/me";
import { problemsOf } from "~/shared/model/columns";
import { Page } from "~/shared/ui/Page";
import { tellDone } from "~/shared/ui/Toast";
import { UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { saveDrafts } from "../api/save";
import { newDraft } from "../model/drafts";
import type { NewTableSearch } from "../model/search";
import { DraftEditor } from "./DraftEditor";
import { DraftList } from "./DraftList";
import { NameBox } from "./NameBox";
import { useDrafts } from "./useDrafts";

interface Props {
  search: NewTableSearch;
  onSearch: (change: Partial<NewTableSearch>) => void;
  onSaved: (ids: string[]) => void;
}

/** New tables: named, fetched from a source or written by hand, reviewed, saved in one changeset. */
export function NewTableView({ search, onSearch, onSaved }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayEdit = useMayEdit();
  const { drafts, add, remove, change, ask, clear } = useDrafts();
  const [chosen, setChosen] = useState<string>();
  const left = useRef(false);
  const current = drafts.find(({ key }) => key === chosen) ?? drafts[0];
  const ready = drafts.filter(({ state }) => state === "ready");
  const unfit = ready.filter(({ name, columns }) => name.trim() === "" || problemsOf(columns).size > 0);
  const save = useMutation({
    mutationFn: () => saveDrafts(ready),
    onSuccess: ({ tables, changesetId, warnings }) => {
      const name = tables[0]?.qualifiedName ?? "";
      const done = t("newTable.saved", { count: tables.length, name });
      tellDone([done, ...warnings].join(" "), queries, changesetId);
      for (const queryKey of [keys.tables, keys.sources, keys.changes]) void queries.invalidateQueries({ queryKey });
      const rest = drafts.filter(({ state }) => state !== "ready");
      for (const { key } of ready) remove(key);
      if (rest.length > 0) return;
      left.current = true;
      onSaved(tables.map(({ id }) => id));
    },
  });

  function start(names: { schema?: string; name: string }[]) {
    const more = names.map(({ schema, name }) => newDraft(name, search.source, schema));
    // A single name that failed or was only looked at makes room for the next.
    if (names.length === 1 && drafts.length === 1 && drafts[0]?.state === "failed") clear();
    add(more);
    setChosen(more[0]?.key);
    save.reset();
  }

  if (!mayEdit) {
    return (
      <Page title={t("tables.add")}>
        <Alert color="gray">{t("viewerOnly")}</Alert>
      </Page>
    );
  }
  const details = save.error instanceof ServerError ? save.error.problems.map(({ message }) => message) : [];
  return (
    <Page title={t("tables.add")}>
      <NameBox
        sourceId={search.source}
        name={search.name}
        onSource={(source) => onSearch({ source })}
        onNames={start}
        fresh={drafts.length === 0}
      />
      <Stack mt="lg">
        {drafts.length > 1 && (
          <DraftList drafts={drafts} chosen={current?.key} onChoose={setChosen} onRemove={remove} onAsk={ask} />
        )}
        {current && (
          <DraftEditor
            key={current.key}
            draft={current}
            onChange={(next) => change(current.key, next)}
            onAsk={(asked) => ask(current.key, asked)}
            onRemove={() => remove(current.key)}
          />
        )}
        {save.error && (
          <Alert color="red" role="alert" title={messageOf(save.error)}>
            {details.map((message) => (
              <Text key={message} size="sm">
                {message}
              </Text>
            ))}
          </Alert>
        )}
        {ready.length > 0 && (
          <Group className="drawer-actions">
            <Button loading={save.isPending} disabled={unfit.length > 0} onClick={() => save.mutate()}>
              {ready.length === 1 ? t("newTable.save") : t("newTable.saveAll", { count: ready.length })}
            </Button>
            {unfit.length > 0 && (
              <Text size="sm" c="dimmed" role="status">
                {t("newTable.unfit")}
              </Text>
            )}
          </Group>
        )}
      </Stack>
      <UnsavedGuard isDirty={() => drafts.length > 0 && !left.current} />
    </Page>
  );
}
