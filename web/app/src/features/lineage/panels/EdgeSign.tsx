import "./panels.css";
import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";
import { type Look, lookOf } from "~/shared/model/edgeLook";

/** A line drawn as the canvas draws such an edge. */
export function Line({ look, derived, ghost }: { look: Look; derived?: boolean; ghost?: boolean }) {
  return (
    <svg className="edge-sign" width="34" height="12" aria-hidden="true">
      <line
        x1="1"
        y1="6"
        x2="33"
        y2="6"
        className={`edge-sign-${look}`}
        data-derived={derived || undefined}
        data-ghost={ghost || undefined}
      />
    </svg>
  );
}

interface Props {
  edge: { status: LineageStatus; origins: readonly LineageOrigin[]; derived: boolean };
  ghost?: boolean;
}

/** The line of an edge. */
export function EdgeSign({ edge, ghost }: Props) {
  return <Line look={lookOf(edge)} derived={edge.derived} ghost={ghost} />;
}
