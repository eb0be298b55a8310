import { Button, Stack, Table, TextInput, VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { deletedOptions } from "../api/deleted";
import { type Back, deletions } from "../model/deleted";
import { DeletionRow } from "./DeletionRow";

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
  const { pages } = list.data;
  // A page of older deletions knows of all that came back since, and so more than the pages before it.
  const back: Back = pages.at(-1)?.back ?? new Map();
  const found = deletions(
    pages.flatMap(({ changesets }) => changesets.nodes),
    back,
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
                <DeletionRow key={deletion.id} deletion={deletion} back={back} text={text} mayEdit={mayEdit} />
              ))}
            </Table.Tbody>
          </Table>
          {more}
        </Stack>
      )}
    </>
  );
}
