import { getViewportForBounds, type Viewport } from "@xyflow/react";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import { around, type Point } from "../model/box";
import { filling } from "../model/filling";
import { keptInSight } from "../model/kept";
import { type Flow, FURTHEST } from "./Stage";
import type { Drawn } from "./useScene";

type Size = Pick<DOMRect, "width" | "height">;

const PADDING = 0.06;
const CLOSEST = 1.1;
/** Below this zoom one would rather see a part that can be read. */
const READABLE = 0.5;
const NEAR = 0.85;
const TAKES = 200;

/** Where one looks on the canvas. What is drawn is brought into sight once, and then left alone. */
export function useView(scene: Drawn | undefined, start: ReadonlySet<string>, stage: RefObject<HTMLElement | null>) {
  const flow = useRef<Flow>(undefined);
  const latest = useRef(scene);
  latest.current = scene;
  /** Where one looked at first: still there, one sees all of it however large the stage comes to be. */
  const begun = useRef<Viewport>(undefined);
  const from = useRef(start);
  from.current = start;
  /** The size of the stage that one looked at last. */
  const size = useRef<DOMRect>(undefined);

  const moves = useMemo(() => {
    const fitted = () => {
      const bounds = around(latest.current?.boxes.values() ?? []);
      const { width, height } = stage.current?.getBoundingClientRect() ?? { width: 0, height: 0 };
      if (!bounds || width === 0) return undefined;
      return getViewportForBounds(bounds, width, height, FURTHEST, CLOSEST, PADDING);
    };
    /** Where one looks at first: at all of it when that can be read, else at what one looks from. */
    const begin = (): Viewport & Size => {
      const viewport = fitted();
      const size = stage.current?.getBoundingClientRect();
      const bounds = around(latest.current?.boxes.values() ?? []);
      if (!viewport || !size || !bounds) return { x: 0, y: 0, zoom: 1, width: 0, height: 0 };
      const { width, height } = size;
      const box = latest.current?.boxes.get([...from.current][0] ?? "");
      if (viewport.zoom >= READABLE || !box) return { ...viewport, width, height };
      return { ...filling(bounds, box, size, NEAR), zoom: NEAR, width, height };
    };
    const keep = () => {
      const before = size.current;
      const after = stage.current?.getBoundingClientRect();
      size.current = after;
      if (!before || !after || !flow.current) return;
      if (before.width === after.width && before.height === after.height) return;
      const now = flow.current.getViewport();
      const first = begun.current;
      if (first && now.x === first.x && now.y === first.y && now.zoom === first.zoom) {
        begun.current = begin();
        return void flow.current.setViewport(begun.current);
      }
      const boxes = latest.current?.boxes.values() ?? [];
      const view = keptInSight(now, before, after, boxes, FURTHEST);
      if (view) void flow.current.setViewport(view);
    };
    return {
      keep,
      begin: () => {
        const first = begin();
        begun.current = first;
        return first;
      },
      fitAll: () => {
        const viewport = fitted();
        if (viewport) void flow.current?.setViewport(viewport);
      },
      /** Brings tables into sight, near enough to be read when `closer`. */
      show: (ids: readonly (string | undefined)[], closer = false) => {
        // What is opened with it may have made the stage narrower just now.
        keep();
        const box = around(ids.flatMap((id) => latest.current?.boxes.get(id ?? "") ?? []));
        const size = stage.current?.getBoundingClientRect();
        if (!box || !flow.current || !size?.width) return;
        const { x, y, zoom } = flow.current.getViewport();
        const left = box.x * zoom + x;
        const top = box.y * zoom + y;
        const right = left + box.width * zoom;
        const inside = left > 0 && top > 0 && right < size.width && top + box.height * zoom < size.height;
        if (inside && !closer) return;
        const whole = getViewportForBounds(box, size.width, size.height, FURTHEST, CLOSEST, PADDING).zoom;
        const wanted = Math.min(closer ? Math.max(zoom, NEAR) : zoom, whole);
        void flow.current.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: wanted, duration: TAKES });
      },
      zoom: (by: "in" | "out") => void (by === "in" ? flow.current?.zoomIn() : flow.current?.zoomOut()),
      /** Where on the screen a point of the canvas is. */
      onScreen: (point: Point) => flow.current?.flowToScreenPosition(point),
    };
  }, [stage]);

  // What is opened beside it makes the stage narrower.
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const watch = new ResizeObserver(moves.keep);
    watch.observe(element);
    return () => watch.disconnect();
  }, [stage, moves]);

  const ready = (instance: Flow) => {
    flow.current = instance;
  };
  return { ready, ...moves };
}
