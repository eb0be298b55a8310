import { Button, Radio, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { messageOf, ServerError } from "~/shared/graphql/errors";
import type { OnSourceDelete } from "~/shared/graphql/generated/graphql";
import { Confirm } from "~/shared/ui/Confirm";
import { tellDone } from "~/shared/ui/Toast";
import { DELETE_SOURCE } from "../api/documents";
import type { StoredSource } from "./SourceForm";

/** Deletes a source. Its secret is destroyed and no undo brings it back, so that this asks. */
export function DeleteSource({ source, onDone }: { source: StoredSource; onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [tables, setTables] = useState<OnSourceDelete>("DETACH");
  const [failure, setFailure] = useState<string>();
  const count = source.tables.totalCount.value;

  async function remove() {
    setBusy(true);
    try {
      const { deleteSource } = await ask(DELETE_SOURCE, { id: source.id, version: source.version, tables });
      tellDone(t("sources.deleted", { name: source.name }), queries, deleteSource.changeset?.id);
      onDone();
      await queries.invalidateQueries();
    } catch (error) {
      const found = error instanceof ServerError ? error.problems.map(({ message }) => message) : [];
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
          count > 0 ? t("sources.deleteTables", { count }) : t("sources.deleteNone"),
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
            error={failure}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="DETACH" label={t("sources.detach")} />
              <Radio value="DELETE" label={t("sources.deleteToo")} />
            </Stack>
          </Radio.Group>
        )}
      </Confirm>
    </>
  );
}
