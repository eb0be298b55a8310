export { Preferences } from "./components/Preferences";
export { Shell } from "./components/Shell";
