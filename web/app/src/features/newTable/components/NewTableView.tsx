import { Alert, Button, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "~/shared/graphql/errors";
import { keys } from "~/shared/graphql/keys";
import { useMayEdit } from "~/shared/graphql/me";
import { useRemember } from "~/shared/hooks/useSeen";
import { useUsualSource } from "~/shared/hooks/useUsualSource";
import { problemsOf } from "~/shared/model/columns";
import { Confirm } from "~/shared/ui/Confirm";
import { Page } from "~/shared/ui/Page";
import { tellDone } from "~/shared/ui/Toast";
import { UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { saveDrafts } from "../api/save";
import { type Draft, isSame, isTaken, isTyped, newDraft, qualifiedOf } from "../model/drafts";
import { firstOf, refusalsOf } from "../model/refusals";
import { type NewTableSearch, NO_SOURCE } from "../model/search";
import { DraftEditor } from "./DraftEditor";
import { DraftList } from "./DraftList";
import { NameBox } from "./NameBox";
import { useDrafts } from "./useDrafts";

interface Props {
  search: NewTableSearch;
  onSearch: (change: Partial<NewTableSearch>) => void;
  onSaved: (ids: string[]) => void;
  /** Where it is said what a saved table comes from. */
  onLink: (id: string) => void;
  /** Where the newest tables are. */
  onShow: () => void;
}

/** New tables: named, fetched from a source or written by hand, reviewed, saved in one changeset. */
export function NewTableView({ search, onSearch, onSaved, onLink, onShow }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayEdit = useMayEdit();
  const { drafts, add, remove, change, ask, clear } = useDrafts();
  const [chosen, setChosen] = useState<string>();
  const [text, setText] = useState(search.name ?? "");
  /** The table that was just begun, whose columns are written next. */
  const [begun, setBegun] = useState<string>();
  const [saved, setSaved] = useState<string[]>();
  const [discarded, setDiscarded] = useState<string>();
  const left = useRef(false);
  const { choices, usual, isPending } = useUsualSource();
  // None is meant by default only where there is none.
  const source = search.source ?? usual ?? (isPending || choices.length > 0 ? undefined : NO_SOURCE);
  const [used, setUsed] = useState<string>();
  useRemember("source", used ?? "", choices.find(({ id }) => id === used)?.name);
  const current = drafts.find(({ key }) => key === chosen) ?? drafts[0];
  // What the catalog has already is left out.
  const ready = drafts.filter((draft) => draft.state === "ready" && !isTaken(draft));
  const unfit = ready.filter(({ name, columns }) => name.trim() === "" || problemsOf(columns).size > 0);
  const save = useMutation({
    mutationFn: (sent: readonly Draft[]) => saveDrafts(sent),
    onSuccess: ({ tables, changesetId, warnings }) => {
      const name = tables[0]?.qualifiedName ?? "";
      const done = t("newTable.saved", { count: tables.length, name });
      const [only] = tables;
      const next =
        only && tables.length === 1
          ? { label: t("newTable.link"), go: () => onLink(only.id) }
          : { label: t("newTable.show"), go: onShow };
      tellDone([done, ...warnings].join(" "), queries, changesetId, next);
      for (const queryKey of [keys.tables, keys.sources, keys.changes]) void queries.invalidateQueries({ queryKey });
    },
  });
  const refusals = refusalsOf(save.error, save.variables ?? []);
  const sent = new Set(save.isPending ? save.variables.map(({ key }) => key) : []);

  function saveReady() {
    save.mutate(ready, {
      // Not told to somebody who went elsewhere meanwhile.
      onSuccess: ({ tables }, saved) => {
        for (const { key } of saved) remove(key);
        setSaved(tables.map(({ id }) => id));
      },
      onError: (error, told) => setChosen([...refusalsOf(error, told).keys()][0] ?? chosen),
    });
  }
  // What became ready while the others were saved is there to be saved too.
  useEffect(() => {
    if (!saved || !drafts.every(isTaken)) return;
    left.current = true;
    onSaved(saved);
  }, [saved, drafts, onSaved]);

  function start(names: { schema?: string; name: string }[]) {
    const more: Draft[] = [];
    const sourceId = source === NO_SOURCE ? undefined : source;
    setUsed(sourceId);
    // A single name that failed or was only looked at makes room for the next.
    const single = names.length === 1 && drafts.length === 1 && drafts[0]?.state === "failed";
    const there = single ? [] : drafts;
    for (const { schema, name } of names) {
      const next = newDraft(name, sourceId, schema);
      const same = [...there, ...more].find((draft) => isSame(draft, next));
      if (!same) more.push(next);
      else if (same.state === "failed") ask(same.key, next.asked);
      if (name === names[0]?.name) {
        setChosen((same ?? next).key);
        setBegun(sourceId ? undefined : (same ?? next).key);
      }
    }
    if (single) clear();
    add(more);
    setSaved(undefined);
    // Who forgot it while it is under way would send it twice.
    if (!save.isPending) save.reset();
  }

  /** What was typed is not dropped by a slip. */
  function discard(key: string) {
    if (drafts.some((draft) => draft.key === key && isTyped(draft))) setDiscarded(key);
    else remove(key);
  }

  if (!mayEdit) {
    return (
      <Page title={t("tables.add")}>
        <Alert color="gray">{t("viewerOnly")}</Alert>
      </Page>
    );
  }
  return (
    <Page title={t("tables.add")}>
      <NameBox
        choices={isPending ? undefined : choices}
        source={source}
        text={text}
        onText={setText}
        onSource={(source) => onSearch({ source })}
        onNames={start}
        fresh={drafts.length === 0}
      />
      <Stack mt="lg">
        {drafts.length > 1 && (
          <DraftList
            drafts={drafts}
            refusals={refusals}
            chosen={current?.key}
            onChoose={(key) => {
              setBegun(undefined);
              setChosen(key);
            }}
            onRemove={discard}
            onAsk={ask}
          />
        )}
        {current && (
          <DraftEditor
            key={current.key}
            draft={current}
            refused={refusals.get(current.key)}
            saving={sent.has(current.key)}
            onChange={(next) => change(current.key, next)}
            autoFocus={current.key === begun}
            onAsk={(asked) => {
              // The field says what is asked for.
              if (drafts.length === 1) setText(qualifiedOf({ schema: asked.schema ?? "", name: asked.name }));
              ask(current.key, asked);
            }}
            onRemove={() => discard(current.key)}
          />
        )}
        {ready.length > 0 && (
          <Group className="drawer-actions">
            {save.error && (
              <Alert color="red" role="alert" flex="1 1 100%" title={messageOf(save.error)}>
                {save.variables
                  .filter(({ key }) => refusals.has(key))
                  .map(({ key, name }) => (
                    <Text key={key} size="sm">
                      <UnstyledButton className="text-button" onClick={() => setChosen(key)}>
                        {name}
                      </UnstyledButton>
                      {": "}
                      {firstOf(refusals.get(key))}
                    </Text>
                  ))}
              </Alert>
            )}
            <Button loading={save.isPending} disabled={unfit.length > 0} onClick={saveReady}>
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
      <Confirm
        opened={discarded !== undefined}
        title={t("unsaved.title")}
        text={t("unsaved.text")}
        confirm={t("unsaved.discard")}
        cancel={t("unsaved.stay")}
        danger
        onCancel={() => setDiscarded(undefined)}
        onConfirm={() => {
          if (discarded) remove(discarded);
          setDiscarded(undefined);
        }}
      />
      <UnsavedGuard
        isDirty={() => drafts.some((draft) => draft.state !== "failed" && !isTaken(draft)) && !left.current}
      />
    </Page>
  );
}
