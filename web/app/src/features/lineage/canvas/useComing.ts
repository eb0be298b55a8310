import { useEffect, useEffectEvent, useState } from "react";
import type { Scene } from "../model/geometry";

interface Placed extends Pick<Scene, "boxes"> {
  graph: Pick<Scene["graph"], "home">;
}

/**
 * Brings into sight what was drawn to by name: it may come to stand outside of what one looks at. Told are its tables or
 * columns; they are shown as soon as all of them have a place.
 */
export function useComing(scene: Placed | undefined, show: (tables: readonly string[]) => void) {
  const [coming, setComing] = useState<readonly string[]>();
  const onScene = useEffectEvent(() => {
    const tables = coming?.map((id) => scene?.graph.home.get(id) ?? id);
    if (!tables?.every((id) => scene?.boxes.has(id))) return;
    setComing(undefined);
    show(tables);
  });
  useEffect(() => {
    if (scene && coming) onScene();
  }, [scene, coming]);
  return setComing;
}
