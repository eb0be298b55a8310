import "./mapping.css";

export { MappingGrid } from "./components/MappingGrid";
export { MappingView } from "./components/MappingView";
