export { ExportDialog } from "./components/ExportDialog";
export { ImportView } from "./components/ImportView";
