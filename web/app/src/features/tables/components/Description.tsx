import { Button, Group, Text, Textarea, Typography } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { UnsavedGuard } from "~/shared/ui/UnsavedGuard";

const Markdown = lazy(() => import("react-markdown"));

interface Props {
  text: string;
  mayEdit: boolean;
  /** The source's own comment, to go back to when a person wrote something else. */
  comment: string | null;
  busy: boolean;
  onSave: (text: string) => Promise<unknown>;
}

/** The description as it reads, and in its place its Markdown to edit. */
export function Description({ text, comment, mayEdit, busy, onSave }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string>();
  if (draft !== undefined) {
    // What could not be saved stays to be mended.
    const save = () =>
      onSave(draft.trim()).then(
        () => setDraft(undefined),
        () => undefined,
      );
    return (
      <>
        <Textarea
          aria-label={t("table.description")}
          description={t("table.markdown")}
          autosize
          autoFocus
          minRows={3}
          maxRows={20}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setDraft(undefined);
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
          }}
        />
        <Group gap="xs" mt="xs">
          <Button size="xs" loading={busy} onClick={() => void save()}>
            {t("save")}
          </Button>
          <Button size="xs" variant="default" onClick={() => setDraft(undefined)}>
            {t("cancel")}
          </Button>
          {comment && text !== comment && (
            <Button
              size="xs"
              variant="subtle"
              title={comment}
              onClick={() => void onSave("").then(() => setDraft(undefined))}
            >
              {t("table.backToComment")}
            </Button>
          )}
        </Group>
        <UnsavedGuard isDirty={() => draft.trim() !== text} />
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
        <Button size="compact-sm" variant="subtle" ml={text ? 0 : -9} onClick={() => setDraft(text)}>
          {text ? t("edit") : t("table.describe")}
        </Button>
      )}
    </Group>
  );
}
