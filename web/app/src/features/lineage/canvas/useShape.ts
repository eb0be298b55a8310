import { useCallbackRef } from "@mantine/hooks";
import { useMemo, useState } from "react";
import type { Side } from "../model/expand";
import type { RowChoice } from "../model/rows";
import type { LineageSearch } from "../model/search";
import { shapeOf, withColumns, withFilter, withMore, withoutSide, withSide } from "../model/shape";

export type Reshape = (next: (before: LineageSearch) => Partial<LineageSearch>, replace?: boolean) => void;

type Offsets = ReadonlyMap<string, number>;
const NO_OFFSETS: Offsets = new Map();

/** What somebody opens and closes on the canvas, as the address has it; which page of its rows a table shows is not there. */
export function useShape(view: string, search: LineageSearch, onReshape: Reshape) {
  const { level, limit, more, less, whole, rows } = search;
  const shape = useMemo(
    () => shapeOf({ level, limit, more, less, whole, rows }),
    [level, limit, more, less, whole, rows],
  );
  const [turned, setTurned] = useState({ view, offsets: NO_OFFSETS });
  const offsets = turned.view === view ? turned.offsets : NO_OFFSETS;
  const choices = useMemo(() => {
    const found = new Map<string, RowChoice>();
    for (const [id, offset] of offsets) found.set(id, { offset });
    for (const [id, filter] of shape.filters) found.set(id, { ...found.get(id), filter });
    return found;
  }, [offsets, shape]);

  const reshape = useCallbackRef(onReshape);
  const actions = useMemo(() => {
    const turn = (id: string, offset: number) =>
      setTurned((before) => {
        const now = before.view === view ? before.offsets : NO_OFFSETS;
        return { view, offsets: new Map(now).set(id, offset) };
      });
    return {
      turn,
      showMore: () => reshape(withMore),
      expand: (id: string, side: Side) => reshape((before) => withSide(before, id, side)),
      collapse: (id: string, side: Side) => reshape((before) => withoutSide(before, id, side)),
      showAll: (id: string, all: boolean) => {
        turn(id, 0);
        reshape((before) => withColumns(before, id, all));
      },
      filterRows: (id: string, filter: string) => {
        turn(id, 0);
        reshape((before) => withFilter(before, id, filter), true);
      },
    };
  }, [view, reshape]);
  return { shape, choices, actions };
}
