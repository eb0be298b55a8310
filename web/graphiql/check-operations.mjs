// Checks every example operation and its variables against the committed schema:
//   node check-operations.mjs [path to schema.graphql]
// Prints one line per problem as file:line: message, and exits with 1 if there is any.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSchema, getVariableValues, GraphQLError, Kind, parse, Source, validate } from "graphql";

const here = dirname(fileURLToPath(import.meta.url));
const schemaFile = resolve(process.argv[2] ?? join(here, "../../schema.graphql"));
const folder = join(here, "src/operations");
const problems = [];
const shown = (file) => relative(process.cwd(), file);
const report = (file, line, message) => problems.push(`${shown(file)}:${line}: ${message}`);

if (!existsSync(schemaFile)) {
  console.error(`${shown(schemaFile)} is missing: generate it with \`make update\`, then check again.`);
  process.exit(1);
}

let schema;
try {
  schema = buildSchema(new Source(readFileSync(schemaFile, "utf8"), schemaFile));
} catch (error) {
  const line = error instanceof GraphQLError ? (error.locations?.[0]?.line ?? 1) : 1;
  console.error(`${shown(schemaFile)}:${line}: ${error.message}`);
  process.exit(1);
}

const files = readdirSync(folder).sort();
const documents = files.filter((file) => file.endsWith(".graphql"));
const variableFiles = new Set(files.filter((file) => file.endsWith(".variables.json")));
const names = new Map();

if (documents.length === 0) report(folder, 1, "there is no .graphql file in this folder");
for (const file of files) {
  if (!documents.includes(file) && !variableFiles.has(file)) {
    report(join(folder, file), 1, "neither a .graphql nor a .variables.json file");
  }
}

for (const name of documents) {
  const file = join(folder, name);
  const text = readFileSync(file, "utf8");
  if (!/^#\s*\S/.test(text)) report(file, 1, "the file must begin with a comment that says what the operation does");

  let document;
  try {
    document = parse(new Source(text, file));
  } catch (error) {
    report(file, error.locations?.[0]?.line ?? 1, error.message);
    continue;
  }
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operations.length !== 1 || !operation.name) {
    report(file, operations[1]?.loc.startToken.line ?? 1, "the file must hold exactly one operation, with a name");
    continue;
  }
  const line = operation.loc.startToken.line;
  const other = names.get(operation.name.value);
  if (other) report(file, line, `the operation name ${operation.name.value} is also used by ${other}`);
  names.set(operation.name.value, name);

  const errors = validate(schema, document);
  for (const error of errors) report(file, error.locations?.[0]?.line ?? line, error.message);
  checkVariables(name, file, operation, errors.length === 0);
}

for (const name of variableFiles) {
  const document = name.replace(/\.variables\.json$/, ".graphql");
  if (!documents.includes(document)) report(join(folder, name), 1, `${document} is missing`);
}

// An operation with variables needs values for the variables editor; they must fit the types.
function checkVariables(name, file, operation, documentIsValid) {
  const valuesName = name.replace(/\.graphql$/, ".variables.json");
  const definitions = operation.variableDefinitions ?? [];
  if (!variableFiles.has(valuesName)) {
    if (definitions.length > 0) report(file, definitions[0].loc.startToken.line, `${valuesName} is missing`);
    return;
  }
  const valuesFile = join(folder, valuesName);
  let values;
  try {
    values = JSON.parse(readFileSync(valuesFile, "utf8"));
  } catch (error) {
    report(valuesFile, 1, error.message);
    return;
  }
  const declared = new Set(definitions.map((definition) => definition.variable.name.value));
  for (const key of Object.keys(values)) {
    if (!declared.has(key)) report(valuesFile, lineOf(valuesFile, key), `the operation has no variable $${key}`);
  }
  if (!documentIsValid) return;
  for (const error of getVariableValues(schema, definitions, values).errors ?? []) {
    const key = /"\$(\w+)"/.exec(error.message)?.[1];
    report(valuesFile, key ? lineOf(valuesFile, key) : 1, error.message);
  }
}

function lineOf(file, key) {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.findIndex((text) => text.includes(`"${key}"`)) + 1 || 1;
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  console.error(`${problems.length} problem(s) in the example operations, checked against ${shown(schemaFile)}.`);
  process.exit(1);
}
console.log(`${documents.length} example operations are valid against ${shown(schemaFile)}.`);
