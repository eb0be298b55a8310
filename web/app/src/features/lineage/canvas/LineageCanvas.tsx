import { Box, Button, Group, Title } from "@mantine/core";
import { useCallbackRef, useDocumentTitle } from "@mantine/hooks";
import { Panel } from "@xyflow/react";
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMayEdit } from "~/shared/graphql/me";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { Middle } from "~/shared/ui/Middle";
import type { Point } from "../model/box";
import type { Graph } from "../model/graph";
import { offsetFor, type RowChoice } from "../model/rows";
import { isFiltered, type LineageSearch, levelOf } from "../model/search";
import { startName, viewKey } from "../model/view";
import { AddDialog } from "./AddDialog";
import { type NodeActions, NodeActionsContext } from "./actions";
import { EdgeMenu } from "./EdgeMenu";
import type { Chosen } from "./flow";
import { KeysHelp } from "./KeysHelp";
import { keyHandler } from "./keys";
import { Limits } from "./Limits";
import { NoColumns } from "./NoColumns";
import { NoLineage } from "./NoLineage";
import { Search } from "./Search";
import { Stage } from "./Stage";
import { Told } from "./Told";
import { Tools } from "./Tools";
import { useChosen } from "./useChosen";
import { useComing } from "./useComing";
import { useEdit } from "./useEdit";
import { useGraph } from "./useGraph";
import { useMoved } from "./useMoved";
import { useScene } from "./useScene";
import { type Reshape, useShape } from "./useShape";
import { useView } from "./useView";
import { ViewTools } from "./ViewTools";

interface Props {
  search: LineageSearch;
  of: readonly string[];
  onSearch: (change: Partial<LineageSearch>, replace?: boolean) => void;
  onReshape: Reshape;
  tools: (graph: Graph) => ReactNode;
  /** Asks in which form the tables that are shown are taken away. */
  onExport: () => void;
  above: ReactNode;
  below: ReactNode;
  /** What is known of what is chosen; null when nothing is. */
  beside: (graph: Graph) => ReactNode;
}

/** The canvas with its tools around it. */
export function LineageCanvas({ search, of, onSearch, onReshape, tools, onExport, above, below, beside }: Props) {
  const { t } = useTranslation();
  const isEditor = useMayEdit();
  const mayEdit = isEditor && search.at === undefined;
  const view = viewKey(of, levelOf(search));
  const { shape, choices: chosenRows, actions } = useShape(view, search, onReshape);
  const { moved, move, save, reset } = useMoved(view);
  const edit = useEdit();
  const {
    graph,
    told: toldSides,
    cut,
    walk,
    columns,
    error,
    retry,
  } = useGraph({ search, shape, pending: edit.pending });
  const told = walk.data?.lineage;
  const choices = useMemo(() => {
    const found = new Map(chosenRows);
    const add = (id: string, choice: RowChoice) => found.set(id, { ...found.get(id), ...choice });
    for (const [id, all] of columns) if (shape.whole.includes(id)) add(id, { all });
    // At the level of columns a table that one looks from stands for all of its own.
    if (told?.truncated === false) for (const id of of) add(id, { complete: true });
    return found;
  }, [shape, chosenRows, columns, of, told]);
  const [resets, setResets] = useState(0);
  const laidOut = `${view} ${resets}`;
  const scene = useScene(laidOut, graph, toldSides, choices, moved);
  const { chosen, choose, hover } = useChosen(scene, search);
  const [menu, setMenu] = useState<{ edge: string; at: Point }>();
  const [adding, setAdding] = useState<string>();
  const [help, setHelp] = useState(false);
  /** The table in whose filter of columns one is about to type. */
  const [typing, setTyping] = useState<string>();
  const byKey = useRef(false);
  const stage = useRef<HTMLDivElement>(null);
  const finder = useRef<HTMLInputElement>(null);
  const start = useMemo(() => new Set(of.map((id) => graph.home.get(id) ?? id)), [of, graph]);
  const { ready, begin, fitAll, show, zoom, onScreen } = useView(scene, start, stage);
  const bring = useComing(scene, show);
  const name = startName(graph, of);
  const title = name ? t("canvas.titleOf", { name }) : t("canvas.title");
  useDocumentTitle(`${title} · Ariadne`);

  const open = useCallbackRef(({ node, edge }: Chosen) =>
    onSearch(edge ? { edge, node: undefined } : { node, edge: undefined }),
  );
  const lighten = useCallbackRef(hover);
  const { node: openNode, edge: openEdge } = search;
  const showOpened = (node = openNode, edge = openEdge) => {
    const opened = graph.edges.get(edge ?? "");
    show(opened ? [opened.fromTable, opened.toTable] : [graph.home.get(node ?? "")]);
  };
  // What is known of it is shown beside, and must not hide it; where one looked to since is left alone.
  const onOpened = useEffectEvent(showOpened);
  useEffect(() => onOpened(openNode, openEdge), [openNode, openEdge]);
  /** What was moved step by step is remembered when it has arrived. */
  const arrived = () => {
    if (byKey.current) save();
    byKey.current = false;
  };
  const startOver = () => {
    reset();
    setResets(resets + 1);
  };
  const go = (next: Chosen) => {
    choose(next);
    const table = scene?.graph.home.get(next.node ?? "");
    if (!table) return;
    show([table]);
    const rows = scene?.rows.get(table);
    const at = rows?.sorted.findIndex(({ id }) => id === next.node) ?? -1;
    if (rows && at !== -1) actions.turn(table, offsetFor(at, rows));
  };
  const menuAt = (edge: string) => {
    const box = scene?.boxes.get(scene.graph.edges.get(edge)?.toTable ?? "");
    const at = box && onScreen({ x: box.x, y: box.y });
    if (at) setMenu({ edge, at });
  };
  const expanded = (id: string, side: "UP" | "DOWN") =>
    (scene?.around.get(id)?.hidden[side === "UP" ? "up" : "down"] ?? 0) === 0;
  const first = () => [...start].find((id) => graph.tables.has(id)) ?? graph.tables.keys().next().value;
  /** From what is chosen, else from where one began. */
  const add = () => setAdding(chosen.node ?? graph.edges.get(chosen.edge ?? "")?.from ?? first());
  const keys = keyHandler(scene, chosen, {
    choose: go,
    open,
    menu: menuAt,
    add: (from) => mayEdit && setAdding(from),
    mayAdd: mayEdit,
    toggle: (id, side) => (expanded(id, side) ? actions.collapse(id, side) : actions.expand(id, side)),
    rows: (id) => {
      show([id], true);
      setTyping(id);
    },
    whole: (id) => actions.showAll(id, !shape.whole.includes(id)),
    move: (id, by) => {
      const at = scene?.boxes.get(id);
      if (!at) return;
      move(id, { x: at.x + by.x, y: at.y + by.y });
      show([id]);
      byKey.current = true;
    },
    help: () => setHelp(true),
    search: () => finder.current?.focus(),
    zoom: (by) => (by === "fit" ? fitAll() : zoom(by)),
    first,
  });
  const nodeActions = useMemo<NodeActions>(
    () => ({
      mayEdit,
      ...actions,
      hover: lighten,
      choose: (id) => open({ node: id }),
      typed: () => setTyping(undefined),
    }),
    [mayEdit, actions, lighten, open],
  );

  const failed = walk.error ?? error;
  const isEmpty = walk.data !== undefined && !walk.isPlaceholderData && graph.tables.size === 0;
  // Lineage of it that is filtered out, or lies the other way, may be there all the same.
  const isAlone =
    walk.data !== undefined &&
    !walk.isPlaceholderData &&
    graph.edges.size === 0 &&
    !isFiltered(search) &&
    [...graph.tables.values()].every(({ up, down }) => up + down === 0);
  const menuEdge = menu && graph.edges.get(menu.edge);
  return (
    <section className="lineage" aria-label={title}>
      <Group gap="sm">
        <Title order={1} className="lineage-title" title={title} aria-label={title}>
          <Middle text={title} />
        </Title>
        <Group gap="xs">
          <Search
            graph={graph}
            field={finder}
            onFound={({ id, table }) => {
              choose({ node: id });
              show([table], true);
              stage.current?.focus();
            }}
          />
          {tools(graph)}
          {/* It stays where one looks back: what is beside it would move as the slider does. */}
          {isEditor && (
            <Button
              size="xs"
              variant="default"
              title={t(mayEdit ? "canvas.addHint" : "panels.edge.past")}
              disabled={!scene || !mayEdit}
              onClick={add}
            >
              {t("panels.add.title")}
            </Button>
          )}
          <Tools scene={scene} title={title} start={start} search={search} onTables={onExport} />
        </Group>
      </Group>
      {above}
      {failed && walk.data && <Failure error={failed} retry={retry} />}
      <Limits told={told} shape={shape} cut={cut} graph={graph} loading={walk.isFetching} onMore={actions.showMore} />
      {walk.data && !walk.isPlaceholderData && graph.level === "COLUMN" && graph.edges.size === 0 && (
        <NoColumns
          tables={walk.data.tables}
          of={of}
          onTables={() => onSearch({ level: undefined })}
          onMap={
            mayEdit ? (pair) => onSearch({ panel: "mapping", ...pair, node: undefined, edge: undefined }) : undefined
          }
        />
      )}
      <div className="lineage-body">
        <Box
          ref={stage}
          className="lineage-stage"
          role="application"
          aria-label={t("canvas.label")}
          tabIndex={0}
          onKeyDown={keys}
          onKeyUp={({ key }) => key === "Shift" && arrived()}
          onBlur={arrived}
        >
          {failed && !walk.data && <Failure error={failed} retry={retry} />}
          {isEmpty && (
            <EmptyState
              title={t("canvas.empty")}
              text={t(search.at === undefined ? "canvas.emptyText" : "canvas.emptyThen")}
              action={
                search.at !== undefined && (
                  <Button variant="default" onClick={() => onSearch({ at: undefined, since: undefined })}>
                    {t("canvas.toNow")}
                  </Button>
                )
              }
            />
          )}
          {scene && !isEmpty && (
            <NodeActionsContext value={nodeActions}>
              <Stage
                scene={scene}
                start={start}
                chosen={chosen}
                typing={typing}
                onChoose={open}
                onMove={move}
                onMoved={save}
                onDraw={edit.draw}
                onEdgeMenu={(edge, at) => setMenu({ edge, at })}
                begin={begin}
                onInit={(instance) => {
                  ready(instance);
                  showOpened();
                }}
              >
                <Panel position="top-left">
                  <ViewTools onFit={fitAll} onZoom={zoom} onReset={startOver} onHelp={() => setHelp(true)} />
                </Panel>
                {isAlone && name && (
                  <Panel position="bottom-center">
                    <NoLineage name={name} past={search.at !== undefined} onAdd={mayEdit ? add : undefined} />
                  </Panel>
                )}
              </Stage>
            </NodeActionsContext>
          )}
          {!scene && !isEmpty && !failed && <Loading rows={8} height={54} />}
        </Box>
        <div className="lineage-side" data-wide={search.panel === "mapping" || undefined}>
          {beside(graph)}
        </div>
      </div>
      {below}
      <Told scene={scene} chosen={chosen} />
      {menu && menuEdge && (
        <EdgeMenu
          edge={menuEdge}
          at={menu.at}
          mayEdit={mayEdit}
          onClose={() => {
            setMenu(undefined);
            stage.current?.focus();
          }}
          onDetails={() => open({ edge: menuEdge.id })}
          onDecide={(decision) => edit.decide(menuEdge, decision)}
          onEnd={() => edit.end(menuEdge)}
        />
      )}
      {help && (
        <KeysHelp
          mayEdit={mayEdit}
          onClose={() => {
            setHelp(false);
            stage.current?.focus();
          }}
        />
      )}
      {adding && scene && (
        <AddDialog
          graph={graph}
          node={adding}
          onAdd={(from, to) => edit.draw(from, to, (pair) => bring([pair.from, pair.to]))}
          onClose={() => {
            setAdding(undefined);
            stage.current?.focus();
          }}
        />
      )}
    </section>
  );
}
