import type { Ariadne } from "./ariadne";
import { type Claim, claim } from "./lineage";

const AREAS = ["sales", "logistics", "finance", "marketing", "people operations", "web_analytics"];
const NOUNS = ["orders", "customers", "invoices", "shipments", "returns", "campaigns", "sessions", "payments"];
const STAGES = ["raw", "staging", "core", "mart", "report"];
const KINDS = ["TABLE", "VIEW", "COLLECTION", "INDEX", "MATERIALIZED_VIEW", "REPORT"];
const OWNERS = ["sales team", "data platform", "Ada Lovelace", "finance controlling and group reporting"];
const TAGS = ["pii", "gold", "deprecated", "daily", "gdpr", "contract"];
const ORIGINS = ["SQL", "OPENLINEAGE", "INFERRED", "IMPORT"] as const;
const NEXT = 7;

interface Seeded {
  /** Ids of the tables, from the first layer to the last. */
  tables: string[];
  /** A table in the middle with much on both sides. */
  busy: string;
}

/** Fills a catalog as a company's would be: tables in layers, and lineage between them, some of it only proposed. */
export async function seed(ariadne: Ariadne, count = 320, edges = 640): Promise<Seeded> {
  const input = Array.from({ length: count }, (_, at) => tableAt(at, count));
  const { createTables } = await ariadne.ask<{
    createTables: { tables: { id: string; columns: { nodes: { id: string }[] } }[] };
  }>(
    `mutation($input: [TableInput!]!) {
      createTables(input: $input, message: "What the team has today") {
        tables { id columns(first: 3) { nodes { id } } }
      }
    }`,
    { input },
  );
  const tables = createTables.tables;
  const layer = count / STAGES.length;
  const claims = new Map<string, Claim>();
  for (let at = 0; claims.size < edges; at += 1) {
    const from = at % (count - layer);
    const to = Math.floor(from / layer + 1) * layer + ((from * NEXT + at * 3 + Math.floor(at / count) * 11) % layer);
    const [source, target] = [tables[from], tables[Math.floor(to)]];
    const ofColumns = at % 5 === 0;
    const ends = ofColumns
      ? { from: source?.columns.nodes[0]?.id, to: target?.columns.nodes[0]?.id }
      : { from: source?.id, to: target?.id };
    claims.set(`${ends.from} ${ends.to}`, {
      ...ends,
      origin: ORIGINS[at % ORIGINS.length],
      status: at % 3 === 0 ? "PROPOSED" : "APPROVED",
      confidence: (50 + (at % 50)) / 100,
    });
  }
  await claim(ariadne, [...claims.values()], "Read from the jobs");
  const busy = tables[Math.floor(layer * 2)]?.id ?? "";
  return { tables: tables.map(({ id }) => id), busy };
}

function tableAt(at: number, count: number) {
  const stage = STAGES[Math.floor((at * STAGES.length) / count)] ?? "";
  const noun = NOUNS[at % NOUNS.length] ?? "";
  const area = AREAS[at % AREAS.length] ?? "";
  return {
    schema: `${stage}_${area}`,
    name: at % 41 === 0 ? `${noun}_per_region_and_calendar_month_with_late_corrections_${at}` : `${noun}_${at}`,
    kind: KINDS[at % KINDS.length],
    description: at % 3 === 0 ? `All **${noun}** of ${area}, one row each.\n\nLoaded every night at three.` : undefined,
    owner: at % 4 === 3 ? undefined : OWNERS[at % OWNERS.length],
    tags: TAGS.filter((_, tag) => (at + tag) % 4 === 0),
    columns: Array.from({ length: 4 + (at % 23) }, (_, place) => columnAt(noun, place)),
  };
}

function columnAt(noun: string, at: number) {
  const types = ["NUMBER(12)", "VARCHAR2(200 CHAR)", "DATE", "DECIMAL(12,2)", "TIMESTAMP(6) WITH TIME ZONE", "BOOLEAN"];
  return {
    path: at > 8 && at < 12 ? ["address", `line_${at}`] : [at === 0 ? `${noun}_id` : `${noun}_field_${at}`],
    dataType: types[at % types.length],
    nullable: at > 0,
    primaryKey: at === 0 ? 1 : undefined,
    description: at % 4 === 1 ? `What the ${noun} say in field ${at}` : undefined,
    tags: at % 6 === 1 ? ["pii"] : [],
  };
}
