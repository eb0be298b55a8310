import type { ServerTexts } from "../../server";
import { files } from "./files";
import { problems } from "./problems";
import { kinds } from "./settings";
import { steps } from "./steps";

/** What the server says of data sources and of files in English, in Chinese. */
export const server: Pick<ServerTexts, "kinds" | "steps" | "view" | "problems" | "files"> = {
  kinds,
  steps,
  view: "读取 {}",
  problems,
  files,
};
