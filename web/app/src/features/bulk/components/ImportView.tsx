import "../bulk.css";
import { Alert, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMayEdit } from "~/shared/graphql/me";
import { Page } from "~/shared/ui/Page";
import type { ImportSearch } from "../model/search";
import { BeginImport } from "./BeginImport";
import { ExportDialog } from "./ExportDialog";
import { JobView } from "./JobView";
import { RecentImports } from "./RecentImports";
import { Templates } from "./Templates";

interface Props {
  search: ImportSearch;
  onSearch: (change: Partial<ImportSearch>, replace?: boolean) => void;
}

/** The catalog in and out: a file is brought in step by step, everything is taken away in one. */
export function ImportView({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const { job } = search;
  const toExport = (
    <Button variant="default" onClick={() => onSearch({ export: "yes" })}>
      {t("export")}
    </Button>
  );
  const dialog = search.export && <ExportDialog scope={{}} onClose={() => onSearch({ export: undefined }, true)} />;
  if (job && mayEdit) {
    return (
      <Page
        title={t("bulk.title")}
        actions={
          <>
            <Button
              variant="default"
              onClick={() => onSearch({ job: undefined, tab: undefined, severity: undefined, code: undefined })}
            >
              {t("bulk.other")}
            </Button>
            {toExport}
          </>
        }
      >
        <JobView key={job} id={job} search={search} onSearch={onSearch} />
        {dialog}
      </Page>
    );
  }
  return (
    <Page title={t("bulk.title")}>
      <div className="bulk-begin">
        <section aria-label={t("bulk.import")}>
          <Title order={2} mb="xs">
            {t("bulk.import")}
          </Title>
          {mayEdit ? (
            <BeginImport onBegun={(id) => onSearch({ job: id })} />
          ) : (
            <Alert color="gray">{t("bulk.viewer")}</Alert>
          )}
        </section>
        <Stack>
          <Paper withBorder p="md" component="section" aria-label={t("bulk.export.title")}>
            <Title order={2} mb={4}>
              {t("bulk.export.title")}
            </Title>
            <Text size="sm" c="dimmed" mb="sm">
              {t("bulk.export.text")}
            </Text>
            <Group>{toExport}</Group>
          </Paper>
          <Templates />
          {mayEdit && <RecentImports />}
        </Stack>
      </div>
      {dialog}
    </Page>
  );
}
