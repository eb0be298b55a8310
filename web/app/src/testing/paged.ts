/** A list of which each page holds one, for what is to read all pages. */
export function paged<Node>(all: readonly Node[]) {
  return ({ after }: { after?: string | null }) => {
    const at = Number(after ?? 0);
    return { nodes: all.slice(at, at + 1), pageInfo: { hasNextPage: at + 1 < all.length, endCursor: String(at + 1) } };
  };
}
