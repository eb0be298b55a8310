export { SearchView } from "./components/SearchView";
