import { getOptionsLockup, getParsedComboboxData } from "@mantine/core";
import { lazy, Suspense } from "react";
import { ClosedPicker, useOpening } from "./ClosedPicker";
import type { OneProps, SomeProps } from "./pickers";

const load = () => import("./pickers");
const One = lazy(() => load().then((file) => ({ default: file.One })));
const Some = lazy(() => load().then((file) => ({ default: file.Some })));
const near = () => void load();

/** What a picker and its closed look share. */
function lookOf(
  { label, placeholder, searchable, disabled, className, w, size, data }: OneProps | SomeProps,
  chosen: string[],
) {
  const options = getOptionsLockup(getParsedComboboxData(data));
  const text = chosen.map((value) => options[value]?.label ?? value).join(", ");
  return { label, placeholder, searchable, disabled, className, w, size, text, onNear: near };
}

/** One of several; where there is always a choice it cannot be cleared, and its list is not needed to show it. */
export function Always(props: Omit<OneProps, "clearable" | "allowDeselect" | "value"> & { value: string }) {
  const { opening, isOpen, open, forget } = useOpening(false);
  const closed = <ClosedPicker {...lookOf(props, [props.value])} onOpen={open} onLeave={forget} />;
  if (!isOpen) return closed;
  return (
    <Suspense fallback={closed}>
      <One {...props} opening={opening} allowDeselect={false} />
    </Suspense>
  );
}

/** One of several to narrow a list by; without a choice the list is not narrowed. */
export function Choice(props: Omit<OneProps, "clearable">) {
  const chosen = props.value ? [String(props.value)] : [];
  const { opening, isOpen, open, forget } = useOpening(chosen.length > 0);
  const closed = <ClosedPicker {...lookOf(props, chosen)} onOpen={open} onLeave={forget} />;
  if (!isOpen) return closed;
  return (
    <Suspense fallback={closed}>
      <One {...props} opening={opening} clearable />
    </Suspense>
  );
}

/** Some of several to narrow a list by. */
export function Choices(props: SomeProps) {
  const chosen = props.value?.map(String) ?? [];
  const { opening, isOpen, open, forget } = useOpening(chosen.length > 0);
  const closed = <ClosedPicker {...lookOf(props, chosen)} onOpen={open} onLeave={forget} />;
  if (!isOpen) return closed;
  return (
    <Suspense fallback={closed}>
      <Some {...props} opening={opening} />
    </Suspense>
  );
}
