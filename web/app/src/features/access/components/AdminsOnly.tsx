import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { meOptions } from "~/shared/graphql/me";
import { EmptyState } from "~/shared/ui/EmptyState";
import { RouteButton } from "~/shared/ui/links";
import { Page } from "~/shared/ui/Page";

export function useMe() {
  return useQuery(meOptions).data?.me ?? undefined;
}

/** Pages that administrators alone may see; others are told so. */
export function AdminsOnly({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  if (!me || me.role === "ADMIN") return children;
  return (
    <Page title={title}>
      <EmptyState
        title={t("access.adminsOnly")}
        text={t("access.adminsOnlyText")}
        action={
          <RouteButton to="/tables" variant="default">
            {t("notFound.back")}
          </RouteButton>
        }
      />
    </Page>
  );
}
