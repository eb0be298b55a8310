import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { RouteButton } from "~/shared/ui/links";

/** A page that could not be shown; the rest of the app stays. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Failure
      error={error}
      retry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState
      order={1}
      title={t("notFound.title")}
      text={t("notFound.text")}
      action={
        <RouteButton to="/tables" variant="default">
          {t("notFound.back")}
        </RouteButton>
      }
    />
  );
}
