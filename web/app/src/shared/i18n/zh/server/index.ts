import type { ServerTexts } from "../../server";
import { errors, violations } from "./errors";
import { problems } from "./problems";
import { kinds, steps } from "./settings";

/** What the server says in English, in Chinese. */
export const server: ServerTexts = { kinds, steps, view: "读取 {}", problems, errors, violations };
