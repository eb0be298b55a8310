import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Shell } from "~/features/shell";
import { useMayEdit } from "~/shared/graphql/me";
import { placesOf } from "./places";

const SearchDialog = lazy(() =>
  import("~/features/search/components/SearchDialog").then((file) => ({ default: file.SearchDialog })),
);

/** Every page within the shell, and the search over it. */
export function Root() {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const [searching, { open, close }] = useDisclosure();
  // From within a field too.
  useHotkeys([["mod+K", open]], [], true);
  const places = useMemo(() => placesOf(t, mayEdit), [t, mayEdit]);
  return (
    <>
      <Shell onSearch={open} />
      <Suspense>{searching && <SearchDialog places={places} onClose={close} />}</Suspense>
    </>
  );
}
