import { type Logical, parseLogical } from "./logical";

/** How well values of one type go into another, the better first. */
export const GRADES = ["fits", "unknown", "lossy", "incompatible"] as const;
export type Grade = (typeof GRADES)[number];

/** Why: the sentence of the language with this name, and what it names. */
export interface Fit {
  grade: Grade;
  why: Why;
  from: string;
  to: string;
}

export type Why =
  | "same"
  | "wider"
  | "takesAll"
  | "asText"
  | "wrapped"
  | "unknown"
  | "cut"
  | "mayBeCut"
  | "overflow"
  | "mayOverflow"
  | "rounded"
  | "fraction"
  | "inexact"
  | "flag"
  | "parsed"
  | "encoded"
  | "timeLost"
  | "dateLost"
  | "midnight"
  | "epoch"
  | "unit"
  | "several"
  | "shape"
  | "dimensions"
  | "members"
  | "different";

type Found = [Grade, Why];

/** Digits that a whole number of 64 bits may have, and that fit one for sure. */
const INT_DIGITS = 19;
/** How long the text of a value may become. */
const LENGTHS: Partial<Record<Logical["kind"], number>> = {
  int: 20,
  float: 24,
  boolean: 5,
  date: 10,
  time: 15,
  timestamp: 35,
  interval: 40,
  uuid: 36,
};

/** Whether what one column holds goes into another, by their types in normal form. */
export function fitOf(from: string, to: string): Fit {
  const [grade, why] = judge(parseLogical(from), parseLogical(to));
  return { grade, why, from, to };
}

const order = ([grade]: Found) => GRADES.indexOf(grade);

function judge(from: Logical, to: Logical): Found {
  if (from.kind === "unknown" || to.kind === "unknown") return ["unknown", "unknown"];
  if (from.kind === "union") return fromUnion(from.members, to);
  if (to.kind === "union") {
    const [best] = to.members.map((member) => judge(from, member)).sort((a, b) => order(a) - order(b));
    return best ?? ["unknown", "unknown"];
  }
  if (to.kind === "json") return from.kind === "json" ? ["fits", "same"] : ["fits", "takesAll"];
  if (from.kind === "json") return to.kind === "string" ? text(from, to.size) : ["lossy", "shape"];
  if (from.kind === "array" || to.kind === "array") return list(from, to);
  if (from.kind === to.kind) return alike(from, to);
  if (to.kind === "string") return text(from, to.size);
  if (from.kind === "string") return read(to);
  return number(from, to) ?? time(from, to) ?? other(from, to);
}

/** Each of the types has to go in: some that do not are told apart from none that does. */
function fromUnion(members: readonly Logical[], to: Logical): Found {
  const fits = members.map((member) => judge(member, to)).sort((a, b) => order(b) - order(a));
  const [worst] = fits;
  const best = fits.at(-1);
  if (!worst || !best) return ["unknown", "unknown"];
  return worst[0] === "incompatible" && best[0] !== "incompatible" ? ["lossy", "members"] : worst;
}

/** Two types of one kind. */
function alike(from: Logical, to: Logical): Found {
  if (from.kind === "decimal" && to.kind === "decimal") return decimals(from, to);
  if ((from.kind === "string" && to.kind === "string") || (from.kind === "binary" && to.kind === "binary")) {
    return sizes(from.size, to.size);
  }
  if (from.kind === "vector" && to.kind === "vector") {
    const differ = from.size !== undefined && to.size !== undefined && from.size !== to.size;
    return differ ? ["incompatible", "dimensions"] : ["fits", "same"];
  }
  if (from.kind === "map" && to.kind === "map") return judge(from.of, to.of);
  return ["fits", "same"];
}

function sizes(from: number | undefined, to: number | undefined): Found {
  if (to === undefined) return ["fits", from === undefined ? "same" : "wider"];
  if (from === undefined) return ["lossy", "mayBeCut"];
  if (from > to) return ["lossy", "cut"];
  return ["fits", from === to ? "same" : "wider"];
}

interface Decimal {
  precision?: number;
  scale?: number;
}

function decimals(from: Decimal, to: Decimal): Found {
  if (to.precision === undefined) return ["fits", from.precision === undefined ? "same" : "wider"];
  if (from.precision === undefined) return ["lossy", "mayOverflow"];
  const [fromScale, toScale] = [from.scale ?? 0, to.scale ?? 0];
  if (from.precision - fromScale > to.precision - toScale) return ["lossy", "overflow"];
  if (fromScale > toScale) return ["lossy", "rounded"];
  return ["fits", from.precision === to.precision && fromScale === toScale ? "same" : "wider"];
}

/** Something as text. */
function text(from: Logical, size: number | undefined): Found {
  if (from.kind === "binary") return ["lossy", "encoded"];
  const length = from.kind === "decimal" ? decimalLength(from) : LENGTHS[from.kind];
  if (size === undefined) return ["fits", "asText"];
  return length !== undefined && length <= size ? ["fits", "asText"] : ["lossy", "mayBeCut"];
}

/** How long the text of a decimal may become: its digits, zeros beside them that count none, a sign and a point. */
function decimalLength({ precision, scale = 0 }: Decimal): number | undefined {
  if (precision === undefined) return undefined;
  // 0.00012 of decimal(2,5), and 1200 of decimal(2,-2).
  const before = Math.max(precision - scale, 1);
  return 1 + before + (scale > 0 ? 1 + scale : 0);
}

/** Text as something. */
function read(to: Logical): Found {
  if (to.kind === "binary") return ["fits", "asText"];
  return to.kind === "vector" ? ["incompatible", "different"] : ["lossy", "parsed"];
}

/** Lists: into a list each element goes, one value becomes a list of one, out of a list only one value goes. */
function list(from: Logical, to: Logical): Found {
  if (from.kind === "array" && to.kind === "array") return judge(from.of, to.of);
  if (from.kind === "vector" && to.kind === "array") return judge({ kind: "float" }, to.of);
  if (to.kind === "array") {
    const [grade, why] = judge(from, to.of);
    return grade === "fits" ? ["fits", "wrapped"] : [grade, why];
  }
  if (from.kind !== "array") return ["incompatible", "different"];
  if (to.kind === "vector") {
    const [grade] = judge(from.of, { kind: "float" });
    return grade === "incompatible" ? ["incompatible", "different"] : ["lossy", "shape"];
  }
  if (to.kind === "string") return text(from, to.size);
  if (to.kind === "object" || to.kind === "map") {
    return from.of.kind === "object" || from.of.kind === "map" ? ["lossy", "several"] : ["incompatible", "different"];
  }
  const [grade] = judge(from.of, to);
  return grade === "incompatible" ? ["incompatible", "different"] : ["lossy", "several"];
}

/** Numbers and flags; undefined when it is about something else. */
function number(from: Logical, to: Logical): Found | undefined {
  if (from.kind === "int" && to.kind === "decimal") {
    const digits = to.precision === undefined ? INT_DIGITS : to.precision - (to.scale ?? 0);
    return digits >= INT_DIGITS ? ["fits", "wider"] : ["lossy", "mayOverflow"];
  }
  if (from.kind === "decimal" && to.kind === "int") {
    if (from.precision === undefined || (from.scale ?? 0) > 0) return ["lossy", "fraction"];
    return from.precision - (from.scale ?? 0) < INT_DIGITS ? ["fits", "wider"] : ["lossy", "mayOverflow"];
  }
  if ((from.kind === "int" || from.kind === "decimal") && to.kind === "float") return ["lossy", "inexact"];
  if (from.kind === "float" && to.kind === "decimal") return ["lossy", "rounded"];
  if (from.kind === "float" && to.kind === "int") return ["lossy", "fraction"];
  const isNumber = (type: Logical) => type.kind === "int" || type.kind === "decimal" || type.kind === "float";
  if (from.kind === "boolean" && isNumber(to)) return ["fits", "wider"];
  if (isNumber(from) && to.kind === "boolean") return ["lossy", "flag"];
  if (isNumber(from) && (to.kind === "timestamp" || to.kind === "date")) return ["lossy", "epoch"];
  if ((from.kind === "timestamp" || from.kind === "date") && isNumber(to)) return ["lossy", "epoch"];
  if ((isNumber(from) && to.kind === "interval") || (from.kind === "interval" && isNumber(to)))
    return ["lossy", "unit"];
  return undefined;
}

/** Days and times; undefined when it is about something else. */
function time(from: Logical, to: Logical): Found | undefined {
  if (from.kind === "date" && to.kind === "timestamp") return ["fits", "midnight"];
  if (from.kind === "timestamp" && to.kind === "date") return ["lossy", "timeLost"];
  if (from.kind === "timestamp" && to.kind === "time") return ["lossy", "dateLost"];
  return undefined;
}

function other(from: Logical, to: Logical): Found {
  if (from.kind === "uuid" && to.kind === "binary") {
    return to.size === undefined || to.size >= 16 ? ["fits", "encoded"] : ["lossy", "cut"];
  }
  if (from.kind === "binary" && to.kind === "uuid") return ["lossy", "parsed"];
  const keyed = (type: Logical) => type.kind === "object" || type.kind === "map";
  if (keyed(from) && keyed(to)) return ["lossy", "shape"];
  if ((from.kind === "geo" && keyed(to)) || (keyed(from) && to.kind === "geo")) return ["lossy", "shape"];
  return ["incompatible", "different"];
}
