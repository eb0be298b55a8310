import { Alert, Button, Radio, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { messageOf, ServerError } from "~/shared/graphql/errors";
import type { OnSourceDelete } from "~/shared/graphql/generated/graphql";
import { violationIn } from "~/shared/i18n/server";
import { Confirm } from "~/shared/ui/Confirm";
import { tellDone } from "~/shared/ui/Toast";
import { DELETE_SOURCE } from "../api/documents";
import type { StoredSource } from "./SourceForm";

/** Deletes a source. Its secret is destroyed and no undo brings it back, so that this asks. */
export function DeleteSource({ source, onDone }: { source: StoredSource; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [tables, setTables] = useState<OnSourceDelete>("DETACH");
  const [failure, setFailure] = useState<string>();
  const { value: count, exact } = source.tables.totalCount;

  async function remove() {
    setBusy(true);
    setFailure(undefined);
    try {
      const { deleteSource } = await ask(DELETE_SOURCE, { id: source.id, version: source.version, tables });
      tellDone(t("sources.deleted", { name: source.name }), queries, deleteSource.changeset?.id);
      onDone();
      await queries.invalidateQueries();
    } catch (error) {
      const found =
        error instanceof ServerError ? error.problems.map(({ code, message }) => violationIn(code, message)) : [];
      setFailure([messageOf(error), ...found].join(" "));
      setBusy(false);
    }
  }

  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
        {t("delete")}
      </Button>
      <Confirm
        opened={asking}
        danger
        busy={busy}
        title={t("sources.deleteTitle", { name: source.name })}
        text={[
          count > 0
            ? t(exact ? "sources.deleteTables" : "sources.deleteMany", {
                count,
                number: count.toLocaleString(i18n.language),
              })
            : t("sources.deleteNone"),
          source.hasSecret ? t("sources.deleteSecret") : "",
        ].join(" ")}
        confirm={t("delete")}
        cancel={t("cancel")}
        onCancel={() => setAsking(false)}
        onConfirm={() => void remove()}
      >
        {count > 0 && (
          <Radio.Group
            value={tables}
            onChange={(value) => setTables(value === "DELETE" ? "DELETE" : "DETACH")}
            label={t("sources.deleteWhat")}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="DETACH" label={t("sources.detach")} />
              <Radio value="DELETE" label={t("sources.deleteToo")} />
            </Stack>
          </Radio.Group>
        )}
        {failure && (
          <Alert color="red" role="alert" mt="md">
            {failure}
          </Alert>
        )}
      </Confirm>
    </>
  );
}
