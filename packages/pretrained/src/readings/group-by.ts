/** Items by what a key of plain data says of them, in the order of their first. */
export function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): readonly { readonly key: Key; readonly items: readonly Item[] }[] {
  const groups = new Map<string, { readonly key: Key; readonly items: Item[] }>();
  for (const item of items) {
    const key = keyOf(item);
    const text = JSON.stringify(key);
    const found = groups.get(text) ?? { key, items: [] };
    groups.set(text, found);
    found.items.push(item);
  }
  return [...groups.values()];
}
