/** A type of numbers in a file. */
export interface Element {
  /** Bytes of one number. */
  readonly bytes: number;
  /** The range of an integer type that images are kept in; null of others. */
  readonly range: readonly [number, number] | null;
  read(bytes: Buffer, at: number): number;
}

const integer = (bytes: number, range: Element['range'], read: Element['read']): Element => ({ bytes, range, read });
const float = (bytes: number, read: Element['read']): Element => ({ bytes, range: null, read });

/** By their names in the header of an NPY file. */
const elements: Readonly<Record<string, Element>> = {
  '|u1': integer(1, [0, 255], (bytes, at) => bytes[at]!),
  '|b1': integer(1, [0, 1], (bytes, at) => bytes[at]!),
  '|i1': integer(1, null, (bytes, at) => bytes.readInt8(at)),
  '<u2': integer(2, [0, 65535], (bytes, at) => bytes.readUInt16LE(at)),
  '<i2': integer(2, null, (bytes, at) => bytes.readInt16LE(at)),
  '<i4': integer(4, null, (bytes, at) => bytes.readInt32LE(at)),
  '<f2': float(2, (bytes, at) => fromHalf(bytes.readUInt16LE(at))),
  '<f4': float(4, (bytes, at) => bytes.readFloatLE(at)),
  '<f8': float(8, (bytes, at) => bytes.readDoubleLE(at)),
};

/** @throws if numbers of the type are not read; `where` names the file */
export function elementOf(where: string, type: string): Element {
  const element = Object.hasOwn(elements, type) ? elements[type] : undefined;
  if (element !== undefined) return element;
  throw new Error(
    `${where}: expected numbers of ${Object.keys(elements).join(', ')}, got ${type}. Save array.astype('<f4').`,
  );
}

/** IEEE 754 binary16. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
