/** One example operation: an entry of the "Examples" panel; the first few are tabs at the start too. */
export interface Example {
  /** Operation name, also the tab's title. */
  name: string;
  /** First sentence of the file's comment header. */
  summary: string;
  /** The document, comment header included. */
  query: string;
  /** The JSON text for the variables editor; absent when the operation has no variables. */
  variables?: string;
}

const documents = import.meta.glob<string>("./operations/*.graphql", {
  query: "?raw",
  import: "default",
  eager: true,
});
const variables = import.meta.glob<string>("./operations/*.variables.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The examples in the order of their file names, which is the order of the tour. */
export const examples: Example[] = Object.keys(documents)
  .sort()
  .map((path) => {
    const query = documents[path] ?? "";
    return {
      name: /^(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1] ?? path,
      summary: firstSentence(query),
      query,
      variables: variables[path.replace(/\.graphql$/, ".variables.json")],
    };
  });

function firstSentence(query: string): string {
  const header = /^(?:#.*\n)*/.exec(query)?.[0] ?? "";
  const text = header.replace(/^#\s*/gm, "").replaceAll("\n", " ");
  return /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;
}
