export { ChangesetList } from "./components/ChangesetList";
export { ChangesView } from "./components/ChangesView";
