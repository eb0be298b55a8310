export { Mapping } from "./components/Mapping";
export { MappingView } from "./components/MappingView";
