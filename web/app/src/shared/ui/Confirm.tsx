import { lazy, Suspense, useState } from "react";
import type { ConfirmProps } from "./ConfirmDialog";

// Guards are on most pages, and few of them ever ask.
const ConfirmDialog = lazy(() => import("./ConfirmDialog").then((file) => ({ default: file.ConfirmDialog })));

/** Asks before what cannot be taken back. */
export function Confirm(props: ConfirmProps) {
  const [asked, setAsked] = useState(props.opened);
  if (props.opened && !asked) setAsked(true);
  // Once it asked it stays, so that it fades as it closes.
  return <Suspense>{asked && <ConfirmDialog {...props} />}</Suspense>;
}
