import "./mapping.css";

export { MappingView } from "./components/MappingView";
