import { lazy, Suspense } from "react";
import { useOpening } from "./ClosedPicker";
import { DaysField, type DaysProps } from "./DaysField";

const load = () => import("./ChosenDays");
const ChosenDays = lazy(() => load().then((file) => ({ default: file.ChosenDays })));
const near = () => void load();

/** From which day to which a list is narrowed, in one field: two would take the room of four. */
export function Days(props: DaysProps) {
  const { isOpen, open, forget } = useOpening(false);
  const { onChange: _, ...look } = props;
  const closed = (
    <DaysField
      {...look}
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={near}
      onFocus={near}
      onClick={() => open(true)}
      onBlur={forget}
    />
  );
  if (!isOpen) return closed;
  return (
    <Suspense fallback={closed}>
      <ChosenDays {...props} />
    </Suspense>
  );
}
