import { Button, Group, Text, Textarea, Typography } from "@mantine/core";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf, problemsByPath } from "~/shared/graphql/errors";
import { useGuarded } from "~/shared/ui/UnsavedGuard";
import { isConflict } from "../model/overlap";
import { ConflictChoice } from "./ConflictChoice";
import { useDraft } from "./useDraft";

const Markdown = lazy(() => import("react-markdown"));

interface Props {
  text: string;
  /** The version of the table that has this description. */
  version: number;
  mayEdit: boolean;
  /** The source's own comment, to go back to when a person wrote something else. */
  comment: string | null;
  busy: boolean;
  onSave: (text: string, over?: number) => Promise<unknown>;
}

/** The description as it reads, and in its place its Markdown to edit. */
export function Description({ text, version, comment, mayEdit, busy, onSave }: Props) {
  const { t } = useTranslation();
  const { typed, isChanged, type, end, over, theirs, rebase } = useDraft(text, version);
  const [error, setError] = useState<unknown>();
  const conflict = isConflict(error) && theirs !== undefined ? error : undefined;
  const problem = error && !conflict ? (problemsByPath(error).description ?? messageOf(error)) : undefined;
  const button = useRef<HTMLButtonElement>(null);
  const open = typed !== undefined;
  const was = useRef(open);
  useEffect(() => {
    // Where it was begun from it goes on.
    if (was.current && !open) button.current?.focus();
    was.current = open;
  }, [open]);
  const leave = () => {
    setError(undefined);
    end();
  };
  const guarded = useGuarded({ isDirty: () => isChanged, onLeave: leave });
  if (open) {
    // What could not be saved stays to be mended.
    const save = (next: string) => onSave(next, over).then(leave, setError);
    const keepMine = () => {
      rebase();
      setError(undefined);
      return onSave(typed.trim()).then(leave, setError);
    };
    return (
      <>
        <Textarea
          aria-label={t("table.description")}
          description={t("table.markdown")}
          autosize
          autoFocus
          minRows={3}
          maxRows={20}
          value={typed}
          error={problem ?? Boolean(conflict)}
          onChange={(event) => {
            if (!conflict) setError(undefined);
            type(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") guarded.leave();
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save(typed.trim());
          }}
        />
        {conflict && (
          <ConflictChoice by={conflict.by} theirs={theirs ?? ""} onMine={() => void keepMine()} onTheirs={leave} />
        )}
        <Group gap="xs" mt="xs">
          <Button size="xs" loading={busy} onClick={() => void save(typed.trim())}>
            {t("save")}
          </Button>
          <Button size="xs" variant="default" onClick={guarded.leave}>
            {t("cancel")}
          </Button>
          {comment && text !== comment && (
            <Button size="xs" variant="subtle" title={comment} onClick={() => void save("")}>
              {t("table.backToComment")}
            </Button>
          )}
        </Group>
        {guarded.guard}
      </>
    );
  }
  return (
    <Group align="flex-start" gap="sm">
      {text ? (
        <Typography className="markdown" maw={800}>
          <Suspense fallback={<Text>{text}</Text>}>
            <Markdown>{text}</Markdown>
          </Suspense>
        </Typography>
      ) : (
        !mayEdit && <Text c="dimmed">{t("table.noDescription")}</Text>
      )}
      {mayEdit && (
        <Button ref={button} size="compact-sm" variant="subtle" ml={text ? 0 : -9} onClick={() => type(text)}>
          {text ? t("edit") : t("table.describe")}
        </Button>
      )}
    </Group>
  );
}
