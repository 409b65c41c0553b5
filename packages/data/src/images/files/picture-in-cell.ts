/** The bytes of a picture in a cell of a table: a struct { bytes, path }, or bytes. @returns why there are none */
export function pictureInCell(cell: unknown): Buffer | string {
  if (cell instanceof Uint8Array) return Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength);
  if (cell === null || cell === undefined) return 'no picture in this row';
  if (typeof cell !== 'object') return `${typeof cell} in place of a picture’s bytes`;
  const { bytes, path } = cell as { readonly bytes?: unknown; readonly path?: unknown }; // of any object
  if (bytes instanceof Uint8Array) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (path === undefined || path === null) return 'no picture in this row';
  return 'a path in place of the picture; save the dataset with its pictures in it';
}
