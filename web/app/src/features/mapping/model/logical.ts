/** A type in the normal form that all engines share. */
export type Logical =
  | { kind: Plain }
  | { kind: "decimal"; precision?: number; scale?: number }
  | { kind: "string" | "binary" | "vector"; size?: number }
  | { kind: "array" | "map"; of: Logical }
  | { kind: "union"; members: Logical[] };

const PLAIN = [
  "int",
  "float",
  "boolean",
  "date",
  "time",
  "timestamp",
  "interval",
  "uuid",
  "json",
  "object",
  "geo",
  "unknown",
] as const;
type Plain = (typeof PLAIN)[number];

const UNKNOWN: Logical = { kind: "unknown" };

/** A type as the server writes it, such as `decimal(10,2)` or `array<string|int>`; what is none is unknown. */
export function parseLogical(text: string): Logical {
  const reader = new Reader(text);
  const parsed = reader.union();
  return parsed && reader.isAtEnd() ? parsed : UNKNOWN;
}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text.replace(/\s+/gu, "");
  }

  isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  union(): Logical | undefined {
    const members: Logical[] = [];
    do {
      const member = this.single();
      if (!member) return undefined;
      members.push(member);
    } while (this.eat("|"));
    const [only] = members;
    return members.length === 1 ? only : { kind: "union", members };
  }

  private single(): Logical | undefined {
    const word = this.match(/^[a-z]+/u);
    switch (word) {
      case "decimal": {
        const [precision, scale] = this.numbers();
        // A precision alone has no digits behind the point.
        return precision === undefined ? { kind: word } : { kind: word, precision, scale: scale ?? 0 };
      }
      case "string":
      case "binary":
      case "vector": {
        const [size] = this.numbers();
        return size === undefined ? { kind: word } : { kind: word, size };
      }
      case "array":
      case "map":
        return this.container(word);
      default: {
        const plain = PLAIN.find((known) => known === word);
        return plain && { kind: plain };
      }
    }
  }

  private container(kind: "array" | "map"): Logical | undefined {
    if (!this.eat("<")) return { kind, of: UNKNOWN };
    const of = this.union();
    return of && this.eat(">") ? { kind, of } : undefined;
  }

  private numbers(): number[] {
    const found = this.match(/^\((-?\d+)(,-?\d+)?\)/u);
    return found ? found.slice(1, -1).split(",").map(Number) : [];
  }

  private match(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.text.slice(this.at))?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private eat(token: string): boolean {
    if (this.text[this.at] !== token) return false;
    this.at += 1;
    return true;
  }
}

/** The other way round. */
export function printLogical(type: Logical): string {
  switch (type.kind) {
    case "decimal":
      return type.precision === undefined
        ? "decimal"
        : `decimal(${[type.precision, ...(type.scale ? [type.scale] : [])].join(",")})`;
    case "string":
    case "binary":
    case "vector":
      return type.size === undefined ? type.kind : `${type.kind}(${type.size})`;
    case "array":
    case "map":
      return type.of.kind === "unknown" ? type.kind : `${type.kind}<${printLogical(type.of)}>`;
    case "union":
      return type.members.map(printLogical).join("|");
    default:
      return type.kind;
  }
}
