import { Alert, Badge, Button, Group, Stack, Text, Typography } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { LineageLevel } from "~/shared/graphql/generated/graphql";
import { Ago } from "~/shared/ui/Ago";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor, RouteButton } from "~/shared/ui/links";
import { factsOptions } from "../api/names";
import { NodeColumns } from "./NodeColumns";
import { Panel } from "./Panel";

const Markdown = lazy(() => import("react-markdown"));

interface Props {
  nodeId: string;
  level: LineageLevel;
  /** The point of history that is looked at; now when absent. */
  at?: string;
  onClose: () => void;
  /** Begin from a table or column. */
  onOpen: (id: string, level: LineageLevel) => void;
}

/** One table or column: what is known of it, where its page is, what lies within it. */
export function NodePanel({ nodeId, level, at, onClose, onOpen }: Props) {
  const { t, i18n } = useTranslation();
  const query = useQuery(factsOptions(nodeId, level, at));
  const [node] = query.data?.lineage.nodes ?? [];
  const number = (value: number) => value.toLocaleString(i18n.language);

  if (!node) {
    return (
      <Panel title={t("panels.node.title")} onClose={onClose}>
        {query.isLoadingError ? (
          <Failure error={query.error} retry={() => void query.refetch()} />
        ) : query.isLoading ? (
          <Loading rows={5} />
        ) : (
          <Alert color="gray">{t("panels.node.gone")}</Alert>
        )}
      </Panel>
    );
  }

  const { table, column } = node;
  const shown = column ?? table;
  const counts = shown.upstreamCount !== null && shown.downstreamCount !== null;
  return (
    <Panel title={column?.name ?? table.qualifiedName} onClose={onClose}>
      <Stack gap="md">
        {column && (
          <RouteAnchor to="/tables/$id" params={{ id: table.id }} className="breaking">
            {table.qualifiedName}
          </RouteAnchor>
        )}
        <Group gap="xs">
          <Button size="xs" onClick={() => onOpen(nodeId, level)}>
            {t("panels.node.start")}
          </Button>
          <RouteButton
            size="xs"
            variant="default"
            to="/tables/$id"
            params={{ id: table.id }}
            search={column ? { q: column.name } : {}}
          >
            {t("panels.node.page")}
          </RouteButton>
        </Group>
        {shown.tags.length > 0 && (
          <Group gap={4}>
            {shown.tags.map((tag) => (
              <Badge key={tag} size="sm" variant="default" tt="none">
                {tag}
              </Badge>
            ))}
          </Group>
        )}
        {shown.description && (
          <Typography className="markdown">
            <Suspense fallback={<Text size="sm">{shown.description}</Text>}>
              <Markdown>{shown.description}</Markdown>
            </Suspense>
          </Typography>
        )}
        <dl className="panel-facts">
          {column ? (
            <>
              <dt>{t("columns.type")}</dt>
              <dd className="mono">{column.dataType}</dd>
              <dt>{t("columns.logical")}</dt>
              <dd className="mono">{column.logicalType}</dd>
              <dt>{t("columns.nullable")}</dt>
              <dd>{column.nullable ? t("columns.yes") : t("columns.no")}</dd>
              {column.primaryKey !== null && (
                <>
                  <dt>{t("columns.key")}</dt>
                  <dd>{t("columns.primary", { position: column.primaryKey })}</dd>
                </>
              )}
            </>
          ) : (
            <>
              <dt>{t("tables.column.kind")}</dt>
              <dd>{t(`tableKind.${table.kind}`)}</dd>
              <dt>{t("tables.column.source")}</dt>
              <dd>{table.source?.name ?? t("tables.manual")}</dd>
              <dt>{t("tables.column.owner")}</dt>
              <dd>{table.owner ?? "–"}</dd>
              {table.rowCount !== null && (
                <>
                  <dt>{t("table.rows")}</dt>
                  <dd>{number(table.rowCount)}</dd>
                </>
              )}
              {table.introspectedAt && (
                <>
                  <dt>{t("table.fetched")}</dt>
                  <dd>
                    <Ago at={table.introspectedAt} />
                  </dd>
                </>
              )}
              <dt>{t("table.changed")}</dt>
              <dd>
                <Ago at={table.updatedAt} />
              </dd>
            </>
          )}
          {counts && (
            <>
              <dt>{t("table.lineage")}</dt>
              <dd>
                ↑ {number(shown.upstreamCount ?? 0)} ↓ {number(shown.downstreamCount ?? 0)}
              </dd>
            </>
          )}
        </dl>
        {!column && table.columnCount > 0 && (
          <NodeColumns
            tableId={table.id}
            count={table.columnCount}
            at={at}
            onOpen={(columnId) => onOpen(columnId, "COLUMN")}
          />
        )}
      </Stack>
    </Panel>
  );
}
