import type { ServerTexts } from "../../server";
import { problems } from "./problems";
import { kinds, steps } from "./settings";

/** What the server says of data sources in English, in Chinese. */
export const server: Pick<ServerTexts, "kinds" | "steps" | "view" | "problems"> = {
  kinds,
  steps,
  view: "读取 {}",
  problems,
};
