/** `{ kernel }` under `theta` becomes `{ 'theta/kernel' }`. */
export function under<Value>(prefix: string, record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix}/${name}`, value]));
}

/** The entries under `prefix/`, with the prefix taken off. */
export function within<Value>(prefix: string, record: Readonly<Record<string, Value>>): Record<string, Value> {
  const start = `${prefix}/`;
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name.startsWith(start))
      .map(([name, value]) => [name.slice(start.length), value]),
  );
}
