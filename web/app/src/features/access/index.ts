export { AuditView } from "./components/AuditView";
export { PeopleView } from "./components/PeopleView";
export { ProfileView } from "./components/ProfileView";
export { TokensView } from "./components/TokensView";
