import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DefinitionNode, type FragmentDefinitionNode, parse, print, stripIgnoredCharacters, visit } from "graphql";
import type { Plugin } from "vite";

const CALL = /\bgraphql\(\s*`([^`]*)`,?\s*\)/gu;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Every fragment that these files define, by its name. */
export function fragmentsOf(files: Iterable<string>): Fragments {
  const found = new Map<string, FragmentDefinitionNode>();
  for (const code of files) {
    for (const [, text = ""] of code.matchAll(CALL)) {
      for (const definition of parse(text).definitions) {
        if (definition.kind === "FragmentDefinition") found.set(definition.name.value, definition);
      }
    }
  }
  return found;
}

/** A document as it is sent: with each fragment that it needs, once, and nothing that only serves readers. */
export function wholeDocument(text: string, fragments: Fragments): string {
  const definitions: DefinitionNode[] = [...parse(text).definitions];
  // A fragment may be named as an operation is.
  const named = new Set(definitions.flatMap((of) => (of.kind === "FragmentDefinition" ? [of.name.value] : [])));
  // What is added is gone through in its turn, because fragments need others.
  for (const definition of definitions) {
    visit(definition, {
      FragmentSpread({ name: { value } }) {
        if (named.has(value)) return;
        const fragment = fragments.get(value);
        if (!fragment) throw new Error(`There is no fragment ${value}.`);
        named.add(value);
        definitions.push(fragment);
      },
    });
  }
  return stripIgnoredCharacters(definitions.map(print).join("\n"));
}

/** Puts the text of its document in the place of each call; a fragment alone is never sent. */
export function inlined(code: string, fragments: Fragments): string {
  return code.replace(CALL, (_, text: string) => {
    const alone = parse(text).definitions.every(({ kind }) => kind === "FragmentDefinition");
    return alone ? '""' : JSON.stringify(wholeDocument(text, fragments));
  });
}

function* sources(folder: string): Generator<string> {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (/\.tsx?$/u.test(file) && !file.includes("generated")) yield readFileSync(join(folder, file), "utf8");
  }
}

/**
 * Documents travel with the page that asks them: the generated lookup holds those of all pages. It stays in use under
 * `vite dev`, where a fragment may change without the files that need it; tests run what is built.
 */
export function inlineDocuments(folder: string): Plugin {
  let fragments: Fragments = new Map();
  return {
    name: "inline-documents",
    enforce: "pre",
    apply: (_, { command }) => command === "build" || process.env.VITEST !== undefined,
    buildStart() {
      fragments = fragmentsOf(sources(folder));
    },
    transform: {
      filter: { id: /\/src\/.*\.tsx?$/u, code: "graphql(" },
      handler(code, id) {
        return id.includes("/generated/") ? undefined : { code: inlined(code, fragments), map: null };
      },
    },
  };
}
