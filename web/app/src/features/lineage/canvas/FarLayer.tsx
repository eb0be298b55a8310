import { useStoreApi, ViewportPortal } from "@xyflow/react";
import { useContext, useEffect, useRef } from "react";
import type { Chosen } from "./flow";
import { LightContext } from "./light";
import { type Painting, paint, paintLit, paletteOf } from "./paint";
import type { Drawn } from "./useScene";

/** How much around the window is painted in advance, as a part of its size. */
const MARGIN = 0.35;
/** How far the zoom may go from what was painted before it is painted again at once. */
const BLUR = 1.6;
const SETTLED = 140;
/** How much is left of what is not lit. */
const DIM = "0.14";

interface Props {
  scene: Drawn;
  chosen: Chosen;
  /** Whether tables are painted too. */
  tables: boolean;
  /** The table whose edges are drawn elsewhere. */
  without: string | undefined;
  start: ReadonlySet<string>;
}

/**
 * The whole scene as one picture that moves and scales with the view: it is painted when it is entered, and not with
 * each step of the mouse. It shows what is too small to be read; elements are for what is near. What is lit is a second
 * picture above the first, which is no more than dimmed: a hover paints nothing that it does not light.
 */
export function FarLayer({ scene, chosen: { node, edge }, tables, without, start }: Props) {
  const store = useStoreApi();
  const light = useContext(LightContext);
  const whole = useRef<HTMLCanvasElement>(null);
  const bright = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const context = whole.current?.getContext("2d");
    const above = bright.current?.getContext("2d");
    if (!context || !above) return;
    const palette = paletteOf(context.canvas);
    let painted: Omit<Painting, "palette"> | undefined;
    let frame = 0;
    let settle: ReturnType<typeof setTimeout> | undefined;

    const lighten = () => {
      const { lit } = light;
      context.canvas.style.opacity = lit ? DIM : "1";
      above.canvas.style.display = lit ? "block" : "none";
      if (!lit || !painted) return;
      place(above.canvas, painted);
      paintLit(above, { ...painted, palette }, lit);
    };
    const now = () => {
      frame = 0;
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const area = {
        x: (-x - width * MARGIN) / zoom,
        y: (-y - height * MARGIN) / zoom,
        width: (width * (1 + 2 * MARGIN)) / zoom,
        height: (height * (1 + 2 * MARGIN)) / zoom,
      };
      const scale = zoom * Math.min(window.devicePixelRatio, 2);
      painted = { scene, chosen: { node, edge }, tables, without, start, area, scale, zoom };
      place(context.canvas, painted);
      paint(context, { ...painted, palette });
      lighten();
    };
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(now);
    };
    const moved = () => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      if (!painted) return soon();
      const { area } = painted;
      const inside =
        -x / zoom >= area.x &&
        -y / zoom >= area.y &&
        (width - x) / zoom <= area.x + area.width &&
        (height - y) / zoom <= area.y + area.height;
      const blurred = zoom / painted.zoom;
      if (!inside || blurred > BLUR || blurred < 1 / BLUR) return soon();
      clearTimeout(settle);
      if (zoom !== painted.zoom) settle = setTimeout(soon, SETTLED);
    };
    let transform = store.getState().transform;
    now();
    const stopMoving = store.subscribe((state) => {
      if (state.transform === transform) return;
      transform = state.transform;
      moved();
    });
    let lighting = 0;
    const stopLight = light.subscribe(() => {
      cancelAnimationFrame(lighting);
      lighting = requestAnimationFrame(lighten);
    });
    return () => {
      stopMoving();
      stopLight();
      clearTimeout(settle);
      cancelAnimationFrame(frame);
      cancelAnimationFrame(lighting);
    };
  }, [store, light, scene, node, edge, tables, without, start]);

  return (
    <ViewportPortal>
      <canvas ref={whole} className="far-layer" />
      <canvas ref={bright} className="far-layer" />
    </ViewportPortal>
  );
}

/** Puts a picture where what is painted stands, as fine as that is. */
function place(canvas: HTMLCanvasElement, { area, scale }: Pick<Painting, "area" | "scale">): void {
  canvas.width = Math.ceil(area.width * scale);
  canvas.height = Math.ceil(area.height * scale);
  Object.assign(canvas.style, {
    transform: `translate(${area.x}px, ${area.y}px)`,
    width: `${area.width}px`,
    height: `${area.height}px`,
  });
}
