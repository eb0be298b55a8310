import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../../schema.graphql",
  documents: ["src/**/*.{ts,tsx}", "!src/shared/graphql/generated/**"],
  generates: {
    "src/shared/graphql/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: { unmaskFunctionName: "readFragment" } },
      config: {
        documentMode: "string",
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          DateTime: "string",
          JSON: { input: "unknown", output: "unknown" },
          Long: "number",
          Secret: "string",
          Upload: "Blob",
          CompactLineage: "unknown",
        },
      },
    },
  },
};

export default config;
