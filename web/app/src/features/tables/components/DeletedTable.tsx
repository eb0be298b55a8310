import { Alert, Badge, Button, Group, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMayEdit } from "~/shared/graphql/me";
import { Ago } from "~/shared/ui/Ago";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { Page } from "~/shared/ui/Page";
import { RefusedUndo } from "~/shared/ui/RefusedUndo";
import { deletedTableOptions, restore } from "../api/deleted";
import { ColumnRows } from "./ColumnRows";
import { Description } from "./Description";

/** A table that was deleted, as it was just before; it can be brought back. */
export function DeletedTable({ id }: { id: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayEdit = useMayEdit();
  const query = useQuery(deletedTableOptions(id));
  const restoring = useMutation({ mutationFn: (changeset: string) => restore(changeset, [id], queries) });
  if (query.isLoadingError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending) return <Loading />;
  if (!query.data) {
    return (
      <EmptyState
        order={1}
        title={t("table.gone")}
        text={t("table.goneText")}
        action={<RouteAnchor to="/changes">{t("table.goneChanges")}</RouteAnchor>}
      />
    );
  }
  const { table, deletion } = query.data;
  return (
    <Page
      title={table.qualifiedName}
      actions={
        mayEdit && (
          <Button loading={restoring.isPending} onClick={() => restoring.mutate(deletion.id)}>
            {t("tables.restore")}
          </Button>
        )
      }
    >
      <Alert color="gray" mb="md" role="status">
        {t("table.wasDeleted", { name: deletion.actor.name })} · <Ago at={deletion.at} />
      </Alert>
      {restoring.error && <RefusedUndo error={restoring.error} changeset={undefined} />}
      <Group gap="xs" mb="md">
        <Badge variant="default" tt="none">
          {t(`tableKind.${table.kind}`)}
        </Badge>
        <Text size="sm" c="dimmed">
          {table.source?.name ?? t("tables.manual")}
        </Text>
        {table.tags.map((tag) => (
          <Badge key={tag} variant="light" tt="none" className="status">
            {tag}
          </Badge>
        ))}
        {table.owner && <Text size="sm">{table.owner}</Text>}
      </Group>
      {(table.description || table.sourceComment) && (
        <Description
          text={table.description ?? ""}
          comment={table.sourceComment}
          mayEdit={false}
          version={0}
          busy={false}
          onSave={() => Promise.resolve()}
        />
      )}
      <ColumnRows columns={table.columns.nodes} mayEdit={false} folding version={0} onSave={() => Promise.resolve()} />
    </Page>
  );
}
