import { useQuery } from "@tanstack/react-query";
import type { LineageLevel } from "~/shared/graphql/generated/graphql";
import { endsOptions } from "../api/documents";

interface Props {
  /** As history has it: the ids of its ends. */
  name: string;
  level: LineageLevel;
}

/** An edge by what its ends are called now; while one of them is gone, by their ids. */
export function EdgeName({ name, level }: Props) {
  const ids = name.split(" -> ");
  const nodes = useQuery(endsOptions(ids, level)).data?.lineage.nodes;
  const called = ids.map((id) => {
    const node = nodes?.find((one) => one.id === id);
    return node && [node.table.qualifiedName, node.column?.name].filter(Boolean).join(" · ");
  });
  return <>{called.every(Boolean) ? called.join(" → ") : name}</>;
}
