export { NewTableView } from "./components/NewTableView";
