import { lazy, Suspense, startTransition, useState } from "react";
import { DaysField, type DaysProps } from "./DaysField";

const load = () => import("./ChosenDays");
const ChosenDays = lazy(() => load().then((file) => ({ default: file.ChosenDays })));
const near = () => void load();

/** From which day to which a list is narrowed, in one field: two would take the room of four. */
export function Days(props: DaysProps) {
  const [choosing, setChoosing] = useState(false);
  const { onChange: _, ...look } = props;
  const closed = (
    <DaysField
      {...look}
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={near}
      onFocus={near}
      onClick={() => startTransition(() => setChoosing(true))}
    />
  );
  if (!choosing) return closed;
  return (
    <Suspense fallback={closed}>
      <ChosenDays {...props} />
    </Suspense>
  );
}
