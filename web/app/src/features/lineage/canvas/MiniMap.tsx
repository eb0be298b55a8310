import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useMemo, useRef } from "react";
import { around, type Box, type Point } from "../model/box";
import { paletteOf } from "./paint";
import type { Drawn } from "./useScene";

const WIDTH = 184;
const HEIGHT = 116;
const EDGE = 6;

interface Props {
  scene: Drawn;
  start: ReadonlySet<string>;
}

/** The whole scene in small with the window in it; a click or drag moves the window. */
export function MiniMap({ scene, start }: Props) {
  const store = useStoreApi();
  const flow = useReactFlow();
  const picture = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const map = useRef<HTMLDivElement>(null);
  const fit = useMemo(() => fitted(around(scene.boxes.values()) ?? { x: 0, y: 0, width: 1, height: 1 }), [scene.boxes]);

  useEffect(() => {
    const canvas = picture.current;
    const context = canvas?.getContext("2d");
    if (!canvas || !context) return;
    const palette = paletteOf(canvas);
    const ratio = Math.min(window.devicePixelRatio, 2);
    canvas.width = WIDTH * ratio;
    canvas.height = HEIGHT * ratio;
    context.scale(ratio, ratio);
    for (const [id, box] of scene.boxes) {
      context.fillStyle = start.has(id) ? palette.chosen : palette.edges.proposed;
      const { x, y } = fit.toMap(box);
      context.fillRect(x, y, Math.max(1, box.width * fit.scale), Math.max(1, box.height * fit.scale));
    }
  }, [scene.boxes, start, fit]);

  useEffect(() => {
    const show = () => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const at = fit.toMap({ x: -x / zoom, y: -y / zoom });
      const end = fit.toMap({ x: (width - x) / zoom, y: (height - y) / zoom });
      const left = Math.max(at.x, 0);
      const top = Math.max(at.y, 0);
      if (!frame.current || !map.current) return;
      // Where everything is in sight it would only be in the way.
      map.current.style.visibility = fit.within(at, end) ? "hidden" : "visible";
      Object.assign(frame.current.style, {
        transform: `translate(${left}px, ${top}px)`,
        width: `${Math.max(0, Math.min(end.x, WIDTH - 2) - left)}px`,
        height: `${Math.max(0, Math.min(end.y, HEIGHT - 2) - top)}px`,
      });
    };
    show();
    return store.subscribe(show);
  }, [store, fit]);

  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = event.currentTarget.getBoundingClientRect();
    const { x, y } = fit.fromMap({ x: event.clientX - place.left, y: event.clientY - place.top });
    void flow.setCenter(x, y, { zoom: flow.getZoom() });
  };
  return (
    <div ref={map} className="mini-map" aria-hidden="true" onPointerDown={move} onPointerMove={move}>
      <canvas ref={picture} />
      <div ref={frame} className="mini-map-window" />
    </div>
  );
}

function fitted(bounds: Box) {
  const scale = Math.min((WIDTH - 2 * EDGE) / bounds.width, (HEIGHT - 2 * EDGE) / bounds.height, 0.12);
  const left = (WIDTH - bounds.width * scale) / 2;
  const top = (HEIGHT - bounds.height * scale) / 2;
  const right = left + bounds.width * scale;
  const bottom = top + bounds.height * scale;
  return {
    scale,
    /** Whether everything lies between two corners of the map. */
    within: (from: Point, to: Point) => from.x <= left && from.y <= top && to.x >= right && to.y >= bottom,
    toMap: ({ x, y }: Point) => ({
      x: left + (x - bounds.x) * scale,
      y: top + (y - bounds.y) * scale,
    }),
    fromMap: ({ x, y }: Point) => ({
      x: bounds.x + (x - left) / scale,
      y: bounds.y + (y - top) / scale,
    }),
  };
}
