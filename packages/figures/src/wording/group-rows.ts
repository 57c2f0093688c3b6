/** Rows that have something in common; at least one. */
export type Group<Row> = readonly [Row, ...Row[]];

/** Groups rows by a text about each, in the order in which the texts first appear. */
export function groupRows<Row>(
  rows: readonly Row[],
  textOf: (row: Row) => string,
): ReadonlyMap<string, Group<Row>> {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const text = textOf(row);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [row]);
    else group.push(row);
  }
  return groups;
}
