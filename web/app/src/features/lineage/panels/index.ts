export { AsOfBar } from "./AsOfBar";
export { EdgePanel } from "./EdgePanel";
export { ImpactPanel } from "./ImpactPanel";
export { Legend } from "./Legend";
export { LineageFilters } from "./LineageFilters";
export { LineageList } from "./LineageList";
export { NodePanel } from "./NodePanel";
