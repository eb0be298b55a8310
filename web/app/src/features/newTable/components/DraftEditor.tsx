import "../newTable.css";
import { Alert, Button, Group, Paper, Progress, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ServerError } from "~/shared/graphql/errors";
import type { TableKind } from "~/shared/graphql/generated/graphql";
import { keyed } from "~/shared/model/keyed";
import { TABLE_KINDS } from "~/shared/model/kinds";
import { ColumnGrid } from "~/shared/ui/columnGrid/ColumnGrid";
import { Failure } from "~/shared/ui/Failure";
import { type Draft, isTaken, qualifiedOf } from "../model/drafts";
import type { Refused } from "../model/refusals";
import { Evidence } from "./Evidence";
import { FetchWarnings } from "./FetchWarnings";
import { Taken } from "./Taken";

interface Props {
  draft: Draft;
  /** What the server says against it. */
  refused: Refused | undefined;
  /** Whether it is on its way to the server: what would be typed now would be lost. */
  saving: boolean;
  /** Whether one goes on with its columns at once. */
  autoFocus: boolean;
  onChange: (next: (draft: Draft) => Draft) => void;
  onAsk: (asked: Draft["asked"]) => void;
  onRemove: () => void;
}

/** One table before it is saved: being fetched, not found, or ready to be reviewed. */
export function DraftEditor({ draft, refused, saving, autoFocus, onChange, onAsk, onRemove }: Props) {
  const { t } = useTranslation();
  if (draft.state === "waiting" || draft.state === "fetching") return <Fetching draft={draft} onCancel={onRemove} />;
  if (draft.state === "failed") return <Failed draft={draft} onAsk={onAsk} onRemove={onRemove} />;
  const set = (change: Partial<Draft>) => onChange((before) => ({ ...before, ...change }));
  return (
    <Stack inert={saving}>
      {isTaken(draft) && (
        <Taken taken={draft.taken} name={qualifiedOf(draft)} onBoth={() => set({ both: true })} onRemove={onRemove} />
      )}
      {draft.both && draft.taken && <Text size="sm">{t("newTable.bothText", { as: draft.taken.name })}</Text>}
      {keyed(refused?.others ?? [], (message) => message).map(([key, message]) => (
        <Alert key={key} color="red">
          {message}
        </Alert>
      ))}
      <div className="draft-fields">
        <TextInput
          label={t("newTable.schema")}
          value={draft.schema}
          error={refused?.schema}
          onChange={(event) => set({ schema: event.currentTarget.value })}
        />
        <TextInput
          label={t("newTable.tableName")}
          required
          error={draft.name.trim() === "" ? t("newTable.nameMissing") : refused?.name}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t("tables.column.kind")}
          allowDeselect={false}
          data={TABLE_KINDS.map((value) => ({ value, label: t(`tableKind.${value}`) }))}
          value={draft.kind}
          onChange={(kind) => kind && set({ kind: kind as TableKind })}
        />
      </div>
      <Textarea
        label={t("table.description")}
        placeholder={draft.fetched?.table.sourceComment ?? undefined}
        autosize
        minRows={1}
        maxRows={8}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      {draft.fetched && <FetchWarnings warnings={draft.fetched.warnings} />}
      <ColumnGrid
        fixedPaths
        autoFocus={autoFocus}
        columns={draft.columns}
        refused={refused?.columns}
        onChange={(next) => onChange((before) => ({ ...before, columns: next(before.columns) }))}
      />
      {draft.fetched && <Evidence fetched={draft.fetched} />}
      <Group>
        <Button variant="default" size="compact-sm" onClick={onRemove}>
          {t("newTable.discard")}
        </Button>
      </Group>
    </Stack>
  );
}

function Fetching({ draft, onCancel }: { draft: Draft; onCancel: () => void }) {
  const { t, i18n } = useTranslation();
  const { progress, asked } = draft;
  const known = progress?.done !== null && progress?.done !== undefined && progress.total;
  return (
    <Paper withBorder p="md" role="status">
      <Group justify="space-between" mb="xs">
        <Text size="sm">
          {draft.state === "waiting" ? t("newTable.state.waiting") : t("newTable.fetching", { name: asked.name })}{" "}
          <Text span c="dimmed">
            {progress?.phase}
            {typeof progress?.done === "number" &&
              ` ${[progress.done, progress.total]
                .filter((n) => typeof n === "number")
                .map((n) => n.toLocaleString(i18n.language))
                .join(" / ")}`}
          </Text>
        </Text>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </Group>
      <Progress
        value={known ? (100 * (progress.done ?? 0)) / (progress.total ?? 1) : 100}
        animated={!known}
        aria-label={t("newTable.fetching", { name: asked.name })}
      />
    </Paper>
  );
}

function Failed({ draft, onAsk, onRemove }: Pick<Props, "draft" | "onAsk" | "onRemove">) {
  const { t } = useTranslation();
  const { error, asked } = draft;
  const suggestions = error instanceof ServerError ? error.suggestions : [];
  return (
    <Stack>
      <Failure error={error} retry={() => onAsk(asked)} />
      {suggestions.length > 0 && (
        <Group gap="xs">
          <Text size="sm">{t("newTable.didYouMean")}</Text>
          {suggestions.map(({ schema, name }) => (
            <Button
              key={`${schema} ${name}`}
              size="compact-sm"
              variant="light"
              onClick={() => onAsk({ schema: schema ?? undefined, name })}
            >
              {[schema, name].filter(Boolean).join(".")}
            </Button>
          ))}
        </Group>
      )}
      <Group>
        <Button variant="default" size="compact-sm" onClick={onRemove}>
          {t("newTable.discard")}
        </Button>
      </Group>
    </Stack>
  );
}
