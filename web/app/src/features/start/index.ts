export { StartView } from "./components/StartView";
