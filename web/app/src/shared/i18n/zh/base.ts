import { blocked, errors, violations } from "./server/errors";
import { titles } from "./server/titles";

export { common } from "./common";

/** What the server says on any page. */
export const server = { titles, errors, blocked, violations };
