interface Page<Node> {
  nodes: readonly Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** A list to its end, page by page: for what is of use as a whole alone, such as the columns of one table. */
export async function wholeOf<Node>(
  page: (after: string | null) => Promise<Page<Node> | null | undefined>,
): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  do {
    const next = await page(after);
    nodes.push(...(next?.nodes ?? []));
    // An end that is told as none would be asked for again and again.
    after = next?.pageInfo.hasNextPage && next.pageInfo.endCursor !== after ? next.pageInfo.endCursor : null;
  } while (after !== null);
  return nodes;
}
