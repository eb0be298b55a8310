export { SourcesView } from "./components/SourcesView";
