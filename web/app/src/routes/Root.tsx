import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useEarlyTyping } from "~/features/search/components/useEarlyTyping";
import { Shell } from "~/features/shell";
import { meOptions } from "~/shared/graphql/me";
import { useSessionTrouble } from "~/shared/graphql/session";
import { withTexts } from "~/shared/i18n/parts";
import { placesOf } from "./places";

const SearchDialog = lazy(
  withTexts(["search"], () =>
    import("~/features/search/components/SearchDialog").then((file) => ({ default: file.SearchDialog })),
  ),
);

const SignInAgain = lazy(
  withTexts(["signIn"], () =>
    import("~/features/signIn/components/SignInAgain").then((file) => ({ default: file.SignInAgain })),
  ),
);

/** Every page within the shell, and over it the search, and signing in when the session has ended. */
export function Root() {
  const { t } = useTranslation();
  const role = useQuery(meOptions).data?.me?.role;
  const [searching, { open, close }] = useDisclosure();
  // From within a field too.
  useHotkeys([["mod+K", open]], [], true);
  const places = useMemo(() => placesOf(t, role), [t, role]);
  const trouble = useSessionTrouble();
  const takeEarly = useEarlyTyping(searching);
  return (
    <>
      <Shell onSearch={open} />
      <Suspense>{searching && <SearchDialog places={places} takeEarly={takeEarly} onClose={close} />}</Suspense>
      <Suspense>{trouble && <SignInAgain trouble={trouble} />}</Suspense>
    </>
  );
}
