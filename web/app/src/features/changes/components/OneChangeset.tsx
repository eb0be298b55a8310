import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMayEdit } from "~/shared/graphql/me";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { changesetOptions } from "../api/documents";
import { ChangesetItem } from "./ChangesetItem";

/** The changeset that a link leads to, with all that it did. */
export function OneChangeset({ id }: { id: string }) {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const [opened, setOpened] = useState(true);
  const query = useQuery(changesetOptions(id));
  if (query.isLoadingError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading rows={2} height={72} />;
  const { changeset } = query.data;
  if (!changeset) return <EmptyState title={t("changes.noSuch")} text={t("changes.noSuchText")} />;
  return <ChangesetItem changeset={changeset} mayEdit={mayEdit} opened={opened} onOpen={setOpened} onWho={undefined} />;
}
