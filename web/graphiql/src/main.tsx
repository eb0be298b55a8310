import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./style.css";
import { GraphiQL } from "graphiql";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { EXAMPLES_PLUGIN } from "./ExamplesPanel";
import { fetcher } from "./fetcher";
import { Habits } from "./Habits";
import { memory } from "./memory";
import { examples } from "./operations";
import { Who } from "./Who";

const root = document.getElementById("graphiql");
if (!root) throw new Error("index.html has no element with the id graphiql");

// Outside the component: GraphiQL compares plugins by reference.
const plugins = [EXAMPLES_PLUGIN];

// More would not fit beside each other; the panel has them all.
const firstTabs = examples.slice(0, 3).map(({ query, variables }) => ({ query, variables }));

// What the variables editor accepts for the schema's own scalars; it would refuse an object for JSON.
const scalars = {
  DateTime: { type: "string" as const },
  JSON: {},
  Long: { type: "integer" as const },
  Secret: { type: "string" as const },
};

createRoot(root).render(
  <StrictMode>
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      storage={memory}
      defaultTabs={firstTabs}
      visiblePlugin={EXAMPLES_PLUGIN}
      customScalarSchemas={scalars}
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>
        <Who />
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <p className="notice">
          What you type stays in this page’s memory only, because secrets are typed here: reloading or closing the
          page drops it.
        </p>
      </GraphiQL.Footer>
      <Habits />
    </GraphiQL>
  </StrictMode>,
);
