import type { en } from "../en";
import { access } from "./access";
import { bulk } from "./bulk";
import { canvas } from "./canvas";
import { changes } from "./changes";
import { columns } from "./columns";
import { common } from "./common";
import { mapping } from "./mapping";
import { newTable } from "./newTable";
import { panels } from "./panels";
import { review } from "./review";
import { search } from "./search";
import { signIn } from "./signIn";
import { sources } from "./sources";
import { start } from "./start";
import { table } from "./table";
import { tables } from "./tables";

/** The same keys with texts of any wording. Chinese has one plural form: `_one` is absent there. */
type Texts<T> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Texts<T[K]>;
};

/** The texts in Chinese. */
export const zh: Texts<typeof en> = {
  ...common,
  access,
  bulk,
  canvas,
  changes,
  columns,
  mapping,
  newTable,
  panels,
  review,
  search,
  signIn,
  sources,
  start,
  table,
  tables,
};
