import { Text } from "@mantine/core";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import { RouteAnchor } from "~/shared/ui/links";

const END = graphql(`
  fragment ProposalEnd on LineageEnd {
    id table { id qualifiedName source { name } } column { id name }
  }
`);

type End = FragmentType<typeof END>;

/** What an end is called; its id when it was deleted a moment ago. */
export function endName(end: End): string {
  const { id, table, column } = readFragment(END, end);
  return [table?.qualifiedName, column?.name].filter(Boolean).join(" · ") || id;
}

/** An end of what is proposed, with the way to its page. */
export function ProposalEnd({ end }: { end: End }) {
  const { table, column } = readFragment(END, end);
  const name = endName(end);
  return (
    <span className="proposal-end">
      {table ? (
        <RouteAnchor
          to="/tables/$id"
          params={{ id: table.id }}
          search={column ? { q: column.name } : {}}
          size="sm"
          fw={600}
          className="breaking"
        >
          {name}
        </RouteAnchor>
      ) : (
        <span className="breaking">{name}</span>
      )}
      {table?.source && (
        <Text span size="xs" c="dimmed" ml={6}>
          {table.source.name}
        </Text>
      )}
    </span>
  );
}
