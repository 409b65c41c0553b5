export interface KeyGroup {
  readonly key: string;
  readonly members: readonly string[];
}

/** A piece and its parameters as one: `sampling.alphas` for `sampling.alphas.kind` and `sampling.alphas.count`. */
export function groupKeys(keys: readonly string[]): readonly KeyGroup[] {
  const pieces = keys.filter((key) => key.endsWith('.kind')).map((key) => key.slice(0, -'.kind'.length));
  const groupOf = (key: string): string => pieces.find((piece) => key === piece || key.startsWith(`${piece}.`)) ?? key;
  return [...new Set(keys.map(groupOf))].map((key) => ({
    key,
    members: keys.filter((member) => groupOf(member) === key),
  }));
}
