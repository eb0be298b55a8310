import { type GraphiQLPlugin, pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { type Example, examples } from "./operations";

function ExamplesPanel() {
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  const { addTab } = useGraphiQLActions();

  // The editors write what they show into the active tab, so the new tab takes the texts over.
  const open = (example: Example) => {
    addTab();
    variableEditor?.setValue(example.variables ?? "");
    queryEditor?.setValue(example.query);
  };

  return (
    <section aria-label="Examples" className="examples">
      <div className="graphiql-doc-explorer-title">Examples</div>
      <p>Each opens in a new tab, as it was: a tab that you closed or changed comes back from here.</p>
      <ol>
        {examples.map((example) => (
          <li key={example.name}>
            <button type="button" onClick={() => open(example)}>
              {example.name}
            </button>
            <span>{example.summary}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M3 5.5h1M3 10h1M3 14.5h1M7.5 5.5H17M7.5 10H17M7.5 14.5H17" strokeLinecap="round" />
    </svg>
  );
}

/** Sidebar panel that lists the examples: the page opens with the first few alone. */
export const EXAMPLES_PLUGIN: GraphiQLPlugin = {
  title: "Examples",
  icon: ExamplesIcon,
  content: ExamplesPanel,
};
