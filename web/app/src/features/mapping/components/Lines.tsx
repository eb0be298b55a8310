import { type RefObject, useEffect, useMemo, useState } from "react";
import type { Look } from "~/shared/model/edgeLook";
import { lineOf } from "../model/lines";
import { keyOf } from "../model/pairs";

export interface Line {
  from: string;
  to: string;
  /** An edge as the canvas draws it, or what is proposed or to be saved here. */
  look: Look | "open" | "accepted";
}

/** A list between which is drawn: its rows, and where it scrolls. */
interface List {
  ids: readonly string[];
  scroller: RefObject<HTMLDivElement | null>;
}

interface Props {
  lines: readonly Line[];
  from: List;
  to: List;
  height: number;
  /** Of a row. */
  row: number;
  /** The columns whose lines stand out. */
  lit: ReadonlySet<string>;
}

const WIDTH = 120;

/** The pairs drawn between the two lists; what is told here is told in the list of pairs too. */
export function Lines({ lines, from, to, height, row, lit }: Props) {
  const left = useScrolled(from, height, row);
  const right = useScrolled(to, height, row);
  return (
    <svg
      className="mapping-lines"
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      height={height}
      aria-hidden="true"
    >
      {lines.map((line) => {
        const drawn = lineOf(left, right, line, WIDTH);
        return (
          drawn && (
            <path
              key={`${keyOf(line)} ${line.look}`}
              d={drawn.path}
              data-look={line.look}
              data-partly={!drawn.whole || undefined}
              data-lit={lit.has(line.from) || lit.has(line.to) || undefined}
            />
          )
        );
      })}
    </svg>
  );
}

/** Follows a list as it scrolls: the lines alone are drawn anew. */
function useScrolled({ ids, scroller }: List, height: number, row: number) {
  const [top, setTop] = useState(0);
  const places = useMemo(() => new Map(ids.map((id, at) => [id, at])), [ids]);
  useEffect(() => {
    const list = scroller.current;
    const follow = () => setTop(list?.scrollTop ?? 0);
    list?.addEventListener("scroll", follow, { passive: true });
    return () => list?.removeEventListener("scroll", follow);
  }, [scroller]);
  return { places, top, height, row };
}
