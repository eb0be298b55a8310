import { Button, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChangesetFilter } from "~/shared/graphql/generated/graphql";
import { useMayEdit } from "~/shared/graphql/me";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { changesetsOptions } from "../api/documents";
import { ChangesetItem } from "./ChangesetItem";

interface Props {
  filter: ChangesetFilter;
  /** Narrows the list to one actor; absent where it is not narrowed. */
  onWho?: (id: string) => void;
  /** The ids of those whose details are shown; kept here where no address keeps them. */
  opened?: readonly string[];
  onOpened?: (ids: string[]) => void;
}

/** Changesets, newest first. */
export function ChangesetList({ filter, onWho, opened, onOpened }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const [here, setHere] = useState<readonly string[]>([]);
  const shown = opened ?? here;
  const list = useInfiniteQuery(changesetsOptions(filter));
  if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading rows={5} height={72} />;
  const changesets = list.data.pages.flatMap(({ changesets }) => changesets.nodes);
  if (changesets.length === 0) {
    return Object.keys(filter).length > 0 ? (
      <EmptyState title={t("changes.noMatch")} text={t("changes.noMatchText")} />
    ) : (
      <EmptyState title={t("changes.empty")} text={t("changes.emptyText")} />
    );
  }
  return (
    <Stack gap="xs">
      {changesets.map((changeset) => (
        <ChangesetItem
          key={changeset.id}
          changeset={changeset}
          mayEdit={mayEdit}
          onWho={onWho}
          opened={shown.includes(changeset.id)}
          onOpen={(open) => {
            const others = shown.filter((id) => id !== changeset.id);
            (onOpened ?? setHere)(open ? [...others, changeset.id] : others);
          }}
        />
      ))}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
    </Stack>
  );
}
