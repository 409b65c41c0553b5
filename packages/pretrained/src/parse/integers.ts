/** A 64-bit integer as protobuf gives it: a number, or its two halves. */
export type Int64 = number | { toNumber(): number } | null | undefined;

export function toNumber(value: Int64): number {
  if (value === null || value === undefined) return 0;
  return typeof value === 'number' ? value : value.toNumber();
}
