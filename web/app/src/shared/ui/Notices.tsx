import "./notices.css";
import type { NotificationData } from "@mantine/notifications";
import { lazy, Suspense, useSyncExternalStore } from "react";

const load = () => import("@mantine/notifications");
const Container = lazy(() => load().then(({ Notifications }) => ({ default: Notifications })));

let wanted = false;
const listeners = new Set<() => void>();

function follow(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where toasts appear: beside drawers and above the foot of pages, which have their buttons there. Their code is loaded with the first one: most visits see none. */
export function Notices() {
  const shown = useSyncExternalStore(follow, () => wanted);
  return (
    <Suspense>
      {shown && <Container position="bottom-left" className="notices" containerWidth={440} mb={64} />}
    </Suspense>
  );
}

/** Shows a toast; `hide` takes it away. */
export function notify(make: (hide: () => void) => NotificationData): void {
  wanted = true;
  for (const listener of listeners) listener();
  void load().then(({ notifications }) => {
    const id = notifications.show(make(() => notifications.hide(id)));
  });
}
