import { Box, Button, Group, Stack, Table, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { Ago } from "~/shared/ui/Ago";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { RefusedUndo } from "~/shared/ui/RefusedUndo";
import { undo } from "~/shared/ui/Toast";
import { deletedOptions } from "../api/deleted";
import { type Deletion, deletions } from "../model/deleted";

interface Props {
  text: string;
  onText: (text: string) => void;
  mayEdit: boolean;
}

/** Tables that were deleted, with who did it, to be brought back as they were. */
export function DeletedTables({ text, onText, mayEdit }: Props) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(deletedOptions);
  const [typed, setTyped] = useDebouncedText(text, onText);
  if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  const found = deletions(
    list.data.pages.flatMap(({ changesets }) => changesets.nodes),
    text,
  );
  const more = list.hasNextPage && (
    <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {t("showMore")}
    </Button>
  );
  return (
    <>
      <TextInput
        aria-label={t("tables.search")}
        placeholder={t("tables.search")}
        type="search"
        w={240}
        mb="sm"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {found.length === 0 ? (
        <EmptyState title={t("tables.noDeleted")} text={t("tables.noDeletedText")} action={more} />
      ) : (
        <Stack align="flex-start">
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("tables.name")}</Table.Th>
                <Table.Th>{t("tables.deletedAt")}</Table.Th>
                <Table.Th>{t("tables.deletedBy")}</Table.Th>
                <Table.Th>
                  <VisuallyHidden>{t("tables.restore")}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.map((deletion) => (
                <Row key={deletion.id} deletion={deletion} mayEdit={mayEdit} />
              ))}
            </Table.Tbody>
          </Table>
          {more}
        </Stack>
      )}
    </>
  );
}

const SHOWN = 5;

function Row({ deletion: { id, at, by, tables, more }, mayEdit }: { deletion: Deletion; mayEdit: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const restore = useMutation({ mutationFn: () => undo(id, queries) });
  const rest = tables.length - SHOWN;
  const names = tables.map(({ name }) => name);
  return (
    <Table.Tr>
      <Table.Td>
        <Box className="breaking">
          {tables.slice(0, SHOWN).map(({ id: table, name }, at) => (
            <Fragment key={table}>
              {at > 0 && ", "}
              <RouteAnchor to="/tables/$id" params={{ id: table }} size="sm" fw={600}>
                {name}
              </RouteAnchor>
            </Fragment>
          ))}
          {(rest > 0 || more) && (
            <Text span size="sm" c="dimmed" title={names.slice(SHOWN).join(", ")}>
              {" "}
              {more ? t("tables.andMore") : t("blocker.more", { count: rest })}
            </Text>
          )}
        </Box>
        {restore.error && <RefusedUndo error={restore.error} changeset={id} />}
      </Table.Td>
      <Table.Td>
        <Ago at={at} />
      </Table.Td>
      <Table.Td className="unbroken">{by}</Table.Td>
      <Table.Td>
        {mayEdit && (
          <Group justify="flex-end">
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t("tables.restoreOf", { name: names.slice(0, SHOWN).join(", ") })}
              loading={restore.isPending}
              onClick={() => restore.mutate()}
            >
              {tables.length > 1 || more ? t("tables.restoreAll") : t("tables.restore")}
            </Button>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
