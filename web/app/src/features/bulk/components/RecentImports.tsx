import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Ago } from "~/shared/ui/Ago";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { importsOptions } from "../api/imports";
import { COLORS } from "../model/status";

/** The way back to one's own imports, wherever they were begun. */
export function RecentImports() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(importsOptions);
  const imports = list.data?.pages.flatMap(({ imports }) => imports.nodes);

  function content() {
    if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
    if (!imports) return <Loading rows={2} />;
    return (
      <>
        <Stack gap={6} component="ul" className="steps">
          {imports.map(({ id, fileName, status, createdAt }) => (
            <li key={id} className="start-line">
              <RouteAnchor to="/import" search={{ job: id }} size="sm" className="breaking">
                {fileName ?? t("bulk.noName")}
              </RouteAnchor>
              <Group gap="xs" wrap="nowrap">
                <Badge size="sm" variant="light" tt="none" className="status" color={COLORS[status]}>
                  {t(`bulk.status.${status}`)}
                </Badge>
                <Ago at={createdAt} />
              </Group>
            </li>
          ))}
        </Stack>
        {list.hasNextPage && (
          <Button
            size="xs"
            mt="xs"
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t("showMore")}
          </Button>
        )}
      </>
    );
  }

  if (imports?.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t("bulk.recent.title")}>
      <Title order={2} mb={4}>
        {t("bulk.recent.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("bulk.recent.text")}
      </Text>
      {content()}
    </Paper>
  );
}
