import "../bulk.css";
import { Button, Checkbox, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { download } from "~/shared/ui/download";
import { type ExportScope, exportAddress, type ScopeName, scopesOf } from "../model/export";
import { FORMATS } from "../model/file";
import { pointOf } from "../model/point";

interface Props {
  scope: ExportScope;
  /** What it is called: the table or the data source from which it was opened. */
  name?: string;
  /** The point of history that is looked at. */
  at?: string;
  onClose: () => void;
}

/** What is taken away, in which form, as of when. */
export function ExportDialog({ scope, name, at, onClose }: Props) {
  const { t } = useTranslation();
  const scopes = scopesOf(scope);
  const [chosen, setChosen] = useState<ScopeName>(scopes[0] ?? "all");
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("xlsx");
  const [typed, setTyped] = useState(at ?? "");
  const [fetched, setFetched] = useState(false);
  const point = pointOf(typed);
  const wrong = typed.trim() !== "" && point === undefined;
  const words: Record<ScopeName, string> = {
    all: t("bulk.export.all"),
    source: name && !scope.tables && !scope.lineage ? t("bulk.export.sourceOf", { name }) : t("bulk.export.source"),
    filtered: t("bulk.export.filtered"),
    tables:
      name && scope.tables?.length === 1
        ? t("bulk.export.tableOf", { name })
        : t("bulk.export.tables", { count: scope.tables?.length ?? 0 }),
    lineage: t("bulk.export.lineage"),
  };
  return (
    <Modal opened onClose={onClose} title={t("bulk.export.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        {scopes.length > 1 && (
          <Radio.Group
            label={t("bulk.export.what")}
            value={chosen}
            onChange={(value) => setChosen(scopes.find((one) => one === value) ?? "all")}
          >
            <Stack gap={6} mt={6}>
              {scopes.map((one) => (
                <Radio key={one} value={one} label={words[one]} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <Radio.Group
          label={t("bulk.export.format")}
          value={format}
          onChange={(value) => setFormat(FORMATS.find((one) => one === value) ?? "xlsx")}
        >
          <Stack gap={6} mt={6}>
            {FORMATS.map((one) => {
              const key = one.replace(".", "_") as "csv_zip";
              return (
                <Radio
                  key={one}
                  value={one}
                  label={t(`bulk.format.${key}`)}
                  description={t(`bulk.formatText.${key}`)}
                />
              );
            })}
          </Stack>
        </Radio.Group>
        <TextInput
          label={t("bulk.export.at")}
          description={t("bulk.export.atText")}
          placeholder={t("bulk.export.now")}
          value={typed}
          error={wrong ? t("bulk.export.atWrong") : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Checkbox
          label={t("bulk.export.fetched")}
          description={t("bulk.export.fetchedText")}
          checked={fetched}
          onChange={(event) => setFetched(event.currentTarget.checked)}
        />
        {fetched && format === "xlsx" && (
          <Text size="sm" role="status">
            {t("bulk.export.fetchedCut")}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t("bulk.export.note")}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          {wrong ? (
            <Button disabled>{t("bulk.export.download")}</Button>
          ) : (
            <Button
              component="a"
              href={exportAddress(format, chosen, scope, point, fetched)}
              download
              onClick={(event) => {
                download(event);
                setTimeout(onClose);
              }}
            >
              {t("bulk.export.download")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
