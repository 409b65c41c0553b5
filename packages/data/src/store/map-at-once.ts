/** Calls that wait for the disk at one time: enough for a slow one, few enough for the limit of open files. */
const AT_ONCE = 32;

/** `work` on every item, a bounded number of them at a time; the results in the order of the items. */
export async function mapAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const i = next++;
      results[i] = await work(items[i]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}
