// Fails when the types are not those of schema.graphql and the documents: they are generated, never written.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const generated = "src/shared/graphql/generated";
const read = (folder) =>
  Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]));

const before = read(generated);
try {
  execFileSync("npx", ["--no-install", "graphql-codegen", "--config", "codegen.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
} catch (error) {
  console.error(String(error.stdout), String(error.stderr));
  process.exit(1);
}
if (JSON.stringify(read(generated)) !== JSON.stringify(before)) {
  console.error("The generated types were not fresh; they are now: commit src/shared/graphql/generated.");
  process.exit(1);
}
