import type { Look } from "~/shared/model/edgeLook";
import { lineOf, type Scrolled } from "../model/lines";
import { keyOf } from "../model/pairs";

export interface Line {
  from: string;
  to: string;
  /** An edge as the canvas draws it, or what is proposed or to be saved here. */
  look: Look | "open" | "accepted";
}

interface Props {
  lines: readonly Line[];
  from: Scrolled;
  to: Scrolled;
  /** The columns whose lines stand out. */
  lit: ReadonlySet<string>;
}

const WIDTH = 120;

/** The pairs drawn between the two lists; what is told here is told in the list of pairs too. */
export function Lines({ lines, from, to, lit }: Props) {
  const height = Math.max(from.height, to.height);
  return (
    <svg className="mapping-lines" width={WIDTH} height={height} aria-hidden="true">
      {lines.map((line) => {
        const drawn = lineOf(from, to, line, WIDTH);
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
