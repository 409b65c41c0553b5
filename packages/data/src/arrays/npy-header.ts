/** What an NPY file says of its array. */
export interface NpyHeader {
  /** numpy's name of the type, with the order of bytes: `<f4`. */
  readonly type: string;
  readonly shape: readonly number[];
  /** Bytes before the first number. */
  readonly bytes: number;
}

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');
/** Magic, two bytes of version, and four of the header's length. */
export const NPY_PREFIX = 12;
/** numpy's own limit is 10,000. */
const LONGEST = 65_536;
/** What is written is aligned to this, as numpy does. */
const ALIGNED = 64;

/** Bytes of the whole header, from the first ones of the file. @throws if it is no NPY file; `where` names it */
export function npyHeaderLength(where: string, start: Buffer): number {
  if (start.length < NPY_PREFIX || !start.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new Error(
      `${where}: expected an array of NumPy (NPY), got another format. Save it by numpy.save or numpy.savez.`,
    );
  }
  const major = start[MAGIC.length]!;
  if (major < 1 || major > 3)
    throw new Error(`${where}: expected NPY of version 1, 2 or 3, got ${major}. Save it with a current numpy.save.`);
  const length = major === 1 ? 10 + start.readUInt16LE(8) : 12 + start.readUInt32LE(8);
  if (length > LONGEST)
    throw new Error(`${where}: expected a header of at most ${LONGEST} bytes, got ${length}. Save the array again.`);
  return length;
}

/**
 * Reads the header, `bytes` long as `npyHeaderLength` says. The text is a literal of Python; of it only what numpy
 * writes is taken.
 * @throws if it is an array of objects or of records, or in Fortran's order; `where` names it
 */
export function parseNpyHeader(where: string, bytes: Buffer): NpyHeader {
  const text = bytes.toString('latin1', bytes[MAGIC.length] === 1 ? 10 : 12);
  const type = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const fortran = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  if (/'descr':\s*\[/.test(text))
    throw new Error(`${where}: expected plain numbers, got an array of records. Save one field of it.`);
  if (type === undefined || fortran === undefined || shape === undefined)
    throw new Error(
      `${where}: expected a header of NPY, got ${JSON.stringify(text.slice(0, 80))}. Save the array again.`,
    );
  if (/O/.test(type))
    throw new Error(
      `${where}: expected numbers, got Python objects, which could run code when they are read. Save ` +
        'numpy.stack(list(array)).',
    );
  const sizes = shape
    .split(',')
    .map((part) => part.trim().replace(/L$/, ''))
    .filter((part) => part !== '')
    .map(Number);
  if (fortran === 'True' && sizes.length > 1)
    throw new Error(`${where}: expected C order, got Fortran order. Save numpy.ascontiguousarray(array).`);
  if (!Number.isSafeInteger(sizes.reduce((product, size) => product * size, 16)))
    throw new Error(`${where}: expected a size that fits into a file, got the shape (${sizes.join(', ')}).`);
  return { type, shape: sizes, bytes: bytes.length };
}

/** The header of an array, padded as numpy does; `length` bytes where that is given. */
export function formatNpyHeader(type: string, shape: readonly number[], length?: number): Buffer {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const whole = length ?? Math.ceil((10 + text.length + 1) / ALIGNED) * ALIGNED;
  const header = Buffer.alloc(whole, ' ');
  MAGIC.copy(header);
  header[6] = 1;
  header[7] = 0;
  header.writeUInt16LE(whole - 10, 8);
  header.write(text, 10, 'latin1');
  header[whole - 1] = 0x0a;
  return header;
}
