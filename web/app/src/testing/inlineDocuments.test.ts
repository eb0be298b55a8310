import { readdirSync, readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { fragmentsOf, inlined, wholeDocument } from "../../build/inlineDocuments";

const file = (...documents: string[]) => documents.map((text) => `const X = graphql(\`${text}\`);`).join("\n");
const fragments = fragmentsOf([
  file("fragment Row on Table { id ...Name }", "fragment Name on Table { name }"),
  file("fragment Other on Source { id }"),
]);

describe("a document", () => {
  test("has the fragments that it needs and those that they need, each once", () => {
    const text = wholeDocument("query A { tables { nodes { ...Row ...Name } } table(id: 1) { ...Row } }", fragments);
    expect(text.match(/fragment \w+/gu)).toEqual(["fragment Row", "fragment Name"]);
  });

  test("has a fragment that is named as it is", () => {
    expect(wholeDocument("query Name { table(id: 1) { ...Name } }", fragments)).toContain("fragment Name on Table");
  });

  test("has no spaces for readers", () => {
    expect(wholeDocument("\n  query A {\n    me { id }  # who\n  }\n", fragments)).toBe("query A{me{id}}");
  });

  test("of a fragment that is nowhere cannot be built", () => {
    expect(() => wholeDocument("query A { me { ...Gone } }", fragments)).toThrow("There is no fragment Gone.");
  });
});

test("calls become texts, and the rest of a file stays as it is", () => {
  const code = `import x from "y";\n${file('query A($a: String = "b") { table(id: $a) { ...Name } }', "fragment B on C { d }")}\nx();`;
  const expected = 'query A($a:String="b"){table(id:$a){...Name}}fragment Name on Table{name}';
  expect(inlined(code, fragments)).toBe(
    `import x from "y";\nconst X = ${JSON.stringify(expected)};\nconst X = "";\nx();`,
  );
});

test("every document of the app is whole, and one that the server understands", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/u.test(name) && !/generated|test\./u.test(name))
    .map((name) => readFileSync(`src/${name}`, "utf8"))
    .filter((code) => code.includes("graphql(`"));
  const all = fragmentsOf(files);
  const schema = buildSchema(readFileSync("../../schema.graphql", "utf8"));
  expect(files.length).toBeGreaterThan(20);
  for (const code of files) {
    const built = inlined(code, all);
    expect(built).not.toContain("graphql(`");
    for (const [text] of built.matchAll(/"(?:query|mutation|subscription) (?:[^"\\]|\\.)*"/gu)) {
      expect(validate(schema, parse(JSON.parse(text)))).toEqual([]);
    }
  }
});
