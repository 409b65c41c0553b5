/**
 * What `work` makes of the items, in their order; a few of them are in work at a time. The first failure is thrown when
 * its turn comes.
 */
export async function* inOrder<Item, Made>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  const waiting: Promise<Made>[] = [];
  try {
    for (const item of items) {
      const made = work(item);
      made.catch(() => undefined); // told when its turn comes
      waiting.push(made);
      if (waiting.length >= atOnce) yield await waiting.shift()!;
    }
    while (waiting.length > 0) yield await waiting.shift()!;
  } finally {
    await Promise.allSettled(waiting);
  }
}
