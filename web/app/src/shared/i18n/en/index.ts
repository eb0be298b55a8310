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

/** The texts in English, a file for each part of the app; `zh` has the same keys, which the type check compares. */
export const en = {
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
