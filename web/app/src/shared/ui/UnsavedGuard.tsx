import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Confirm } from "./Confirm";

interface Place {
  pathname: string;
  search: object;
}

interface Props {
  /** Whether there is something to lose now. */
  isDirty: () => boolean;
  /** Whether what was typed is lost by going from one place to the other; by default when the page is another. */
  isLost?: (here: Place, next: Place) => boolean;
}

const isAnotherPage = (here: Place, next: Place) => here.pathname !== next.pathname;

/** Asks before what was typed and not saved is lost: by leaving the page, going back, or closing the tab. */
export function UnsavedGuard({ isDirty, isLost = isAnotherPage }: Props) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty() && isLost(current, next),
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return (
    <Confirm
      opened={blocker.status === "blocked"}
      title={t("unsaved.title")}
      text={t("unsaved.text")}
      confirm={t("unsaved.discard")}
      cancel={t("unsaved.stay")}
      danger
      onCancel={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
    />
  );
}

/** Loses what hangs on one parameter of the address, such as a drawer, when that one changes. */
export function parameterChanges(name: string) {
  return (here: Place, next: Place) =>
    here.pathname !== next.pathname || Reflect.get(here.search, name) !== Reflect.get(next.search, name);
}
