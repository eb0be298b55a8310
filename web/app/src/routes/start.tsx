import { StartView } from "~/features/start";

export function Start() {
  return <StartView />;
}
