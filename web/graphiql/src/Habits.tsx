import { pick, useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";
import { examples } from "./operations";

/** What this page does beyond GraphiQL. Draws nothing; stands inside it, because it needs its state. */
export function Habits() {
  useWordWrap();
  useActiveTabInView();
  useQuestionBeforeLeaving();
  return null;
}

function useWordWrap() {
  const { queryEditor, variableEditor, headerEditor } = useGraphiQL(
    pick("queryEditor", "variableEditor", "headerEditor"),
  );
  useEffect(() => {
    for (const editor of [queryEditor, variableEditor, headerEditor]) editor?.updateOptions({ wordWrap: "on" });
  }, [queryEditor, variableEditor, headerEditor]);
}

function useActiveTabInView() {
  const { tabs, activeTabIndex } = useGraphiQL(pick("tabs", "activeTabIndex"));
  const { id, title } = tabs[activeTabIndex] ?? {};
  // The title too: a tab is opened without one, and grows when it gets it.
  useEffect(() => {
    if (!id || !title) return;
    document.querySelector(".graphiql-tab-active")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [id, title]);
}

// The texts that can be had again from the Examples panel.
const known = new Set(examples.flatMap(({ query, variables = "" }) => [query.trim(), variables.trim()]));

/** Reloading forgets what was typed (see memory.ts), so the browser asks before. */
function useQuestionBeforeLeaving() {
  const { tabs, activeTabIndex, queryEditor, variableEditor, headerEditor } = useGraphiQL(
    pick("tabs", "activeTabIndex", "queryEditor", "variableEditor", "headerEditor"),
  );
  useEffect(() => {
    const isTyped = (text: string | null | undefined) => Boolean(text?.trim()) && !known.has(text?.trim() ?? "");
    const ask = (event: BeforeUnloadEvent) => {
      // A tab hears of its editors only after a moment.
      const shown = [queryEditor, variableEditor, headerEditor].map((editor) => editor?.getValue());
      const hidden = tabs.filter((_, index) => index !== activeTabIndex);
      const texts = [...shown, ...hidden.flatMap(({ query, variables, headers }) => [query, variables, headers])];
      if (texts.some(isTyped)) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [tabs, activeTabIndex, queryEditor, variableEditor, headerEditor]);
}
