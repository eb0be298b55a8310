import { useBlocker } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
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

interface Guarded extends Props {
  onLeave: () => void;
}

/**
 * For a form that is closed by a button or by Escape too: `leave` asks before what was typed is lost; `guard` is the
 * question, and asks when the page is left.
 */
export function useGuarded({ isDirty, isLost, onLeave }: Guarded) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const left = useRef(false);
  useEffect(() => {
    // Something may be typed anew.
    if (!isDirty()) left.current = false;
  });
  return {
    leave: () => (isDirty() ? setAsking(true) : onLeave()),
    guard: (
      <>
        <UnsavedGuard isDirty={() => isDirty() && !left.current} isLost={isLost} />
        <Confirm
          opened={asking}
          title={t("unsaved.title")}
          text={t("unsaved.text")}
          confirm={t("unsaved.discard")}
          cancel={t("unsaved.stay")}
          danger
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            left.current = true;
            setAsking(false);
            onLeave();
          }}
        />
      </>
    ),
  };
}

/** Loses what hangs on parameters of the address, such as a drawer, when one of them changes. */
export function parameterChanges(...names: string[]) {
  return (here: Place, next: Place) =>
    here.pathname !== next.pathname ||
    names.some((name) => Reflect.get(here.search, name) !== Reflect.get(next.search, name));
}
