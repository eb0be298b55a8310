export { TablesView } from "./components/TablesView";
export { TableView } from "./components/TableView";
