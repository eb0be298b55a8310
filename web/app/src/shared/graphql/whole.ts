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

/** A table with all of its columns: more than a page holds may be wanted by name. */
export async function withAllColumns<Table extends { columns: Page<unknown> }>(
  page: (after: string | null) => Promise<Table | null>,
): Promise<Table | null> {
  let first: Table | null = null;
  const nodes = await wholeOf(async (after) => {
    const table = await page(after);
    first ??= table;
    return table?.columns;
  });
  return first && { ...(first as Table), columns: { ...(first as Table).columns, nodes } };
}
