import { Button, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "~/shared/ui/Page";
import type { Graph } from "../model/graph";
import { mappedFrom } from "../model/mapped";
import { directionOf, type LineageSearch, levelOf, lineageFilterOf, NO_MAPPING } from "../model/search";
import { AsOfBar, EdgePanel, ImpactPanel, Legend, LineageFilters, NodePanel } from "../panels";
import { Panel } from "../panels/Panel";
import { LineageCanvas } from "./LineageCanvas";
import { Light, LightContext } from "./light";
import { StartSearch } from "./StartSearch";
import type { Reshape } from "./useShape";

interface Props {
  search: LineageSearch;
  onSearch: (change: Partial<LineageSearch>, replace?: boolean) => void;
  onReshape: Reshape;
  /** Which columns of one table feed which of another. */
  mapping: ReactNode;
  /** Asks in which form the tables that are shown are taken away. */
  onExport: () => void;
}

/** The page of lineage: where to begin, or what is around there, with what is known of it beside. */
export function LineageView({ search, onSearch, onReshape, mapping, onExport }: Props) {
  const { t } = useTranslation();
  const [light] = useState(() => new Light());
  const looksBack = search.at !== undefined || search.since !== undefined;
  const [history, setHistory] = useState(looksBack);
  const { of } = search;
  if (!of) {
    return (
      <Page title={t("canvas.title")}>
        <StartSearch />
      </Page>
    );
  }
  const toggle = (pressed: boolean, label: string, onClick: () => void) => (
    <Button size="xs" variant={pressed ? "light" : "default"} aria-pressed={pressed} onClick={onClick}>
      {label}
    </Button>
  );
  const map = (graph: Graph) => {
    if (search.panel === "mapping") return onSearch({ panel: undefined, ...NO_MAPPING });
    onSearch({ panel: "mapping", ...mappedFrom(graph, of, search), node: undefined, edge: undefined });
  };
  /** A second table that is clicked on is the other one to map. */
  const choose = (change: Partial<LineageSearch>, replace?: boolean) => {
    const wanted = search.panel === "mapping" && search.from && !search.to && levelOf(search) === "TABLE";
    onSearch(wanted && change.node && change.node !== search.from ? { to: change.node } : change, replace);
  };
  const tools = (graph: Graph) => (
    <>
      {toggle(history || looksBack, t("canvas.history"), () => {
        setHistory(!(history || looksBack));
        if (looksBack) onSearch({ at: undefined, since: undefined });
      })}
      {toggle(search.panel === "impact", t("canvas.impact"), () =>
        onSearch({
          panel: search.panel === "impact" ? undefined : "impact",
          node: undefined,
          edge: undefined,
          ...NO_MAPPING,
        }),
      )}
      {toggle(search.panel === "mapping", t("canvas.mapping"), () => map(graph))}
    </>
  );
  const above = (
    <Stack gap="xs">
      <LineageFilters search={search} onSearch={onSearch} />
      {(history || looksBack) && <AsOfBar search={search} onSearch={onSearch} />}
    </Stack>
  );
  return (
    <LightContext value={light}>
      <LineageCanvas
        search={search}
        of={of}
        onSearch={choose}
        onReshape={onReshape}
        tools={tools}
        onExport={onExport}
        above={above}
        below={<Legend />}
        beside={(graph) => <Side search={search} of={of} onSearch={onSearch} graph={graph} mapping={mapping} />}
      />
    </LightContext>
  );
}

/** What is known of what is chosen. */
function Side({
  search,
  of,
  onSearch,
  graph,
  mapping,
}: Omit<Props, "onExport" | "onReshape"> & { of: readonly string[]; graph: Graph }): ReactNode {
  const { t } = useTranslation();
  const { node, edge, at, since, panel } = search;
  // What is being mapped stays there whatever is clicked on beside it.
  if (panel === "mapping") {
    return (
      <Panel title={t("canvas.mappingTitle")} onClose={() => onSearch({ panel: undefined, ...NO_MAPPING })}>
        {mapping}
      </Panel>
    );
  }
  if (edge) {
    const known = graph.edges.get(edge);
    return (
      <EdgePanel
        key={edge}
        edgeId={edge}
        ends={known && { from: known.from, to: known.to, level: graph.level }}
        at={at}
        since={since}
        onClose={() => onSearch({ edge: undefined })}
      />
    );
  }
  if (node) {
    return (
      <NodePanel
        key={node}
        nodeId={node}
        level={graph.tables.has(node) ? "TABLE" : levelOf(search)}
        at={at}
        onClose={() => onSearch({ node: undefined })}
        onOpen={(id, level) =>
          onSearch({ of: [id], node: undefined, edge: undefined, level: level === "COLUMN" ? "COLUMN" : undefined })
        }
      />
    );
  }
  if (panel === "impact") {
    return (
      <ImpactPanel
        of={of}
        direction={directionOf(search)}
        filter={lineageFilterOf(search)}
        at={at}
        onClose={() => onSearch({ panel: undefined })}
      />
    );
  }
  return null;
}
