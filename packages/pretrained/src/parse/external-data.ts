import type { onnx } from 'onnx-proto';

/** Bytes of files beside the model, by the path that the model names. */
export type ExternalData = Readonly<Record<string, Uint8Array>>;

/** Where an initialiser's bytes are. */
export interface ExternalPlace {
  readonly location: string;
  readonly offset: number;
  /** To the end of the file where absent. */
  readonly length?: number;
}

const EXTERNAL = 1;
const OUTSIDE = /^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)|\0/i;

/** Whether a path leads out of the folder that it is relative to, or nowhere. */
export const leavesFolder = (path: string): boolean => path === '' || OUTSIDE.test(path);

/** @throws if the path leaves the model's folder, or a number is none */
export function externalPlace({ name, dataLocation, externalData }: onnx.ITensorProto): ExternalPlace | undefined {
  if (dataLocation !== EXTERNAL) return undefined;
  const entries = Object.fromEntries((externalData ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
  const location = entries['location'] ?? '';
  if (leavesFolder(location)) {
    throw new Error(
      `weights ${name}: expected external data in the folder of the model, got the path “${location}”; save the ` +
        'model again with its data beside it',
    );
  }
  const count = (key: string): number | undefined => {
    const text = entries[key];
    if (text === undefined) return undefined;
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
    throw new Error(
      `weights ${name}: expected a number of bytes as ${key} of external data, got “${text}”; the file is damaged`,
    );
  };
  const length = count('length');
  return { location, offset: count('offset') ?? 0, ...(length !== undefined && { length }) };
}

/** Tensors may share up to this many bytes without a check. */
const HARMLESS = 2 ** 28;
/** How many tensors may share a byte, as tied weights do. */
const MOST_TIMES = 4;

/** @throws if tensors ask for many times the bytes in the files: a small file would then fill the memory */
export function requireOwnBytes(tensors: readonly onnx.ITensorProto[], files: ExternalData): void {
  const there = Object.values(files).reduce((sum, { length }) => sum + length, 0);
  const asked = tensors
    .flatMap((tensor) => externalPlace(tensor) ?? [])
    .reduce((sum, { location, length }) => sum + (length ?? files[location]?.length ?? 0), 0);
  if (asked <= HARMLESS || asked <= MOST_TIMES * there) return;
  throw new Error(
    `weights: expected tensors of their own bytes, got ${asked} bytes of them in files of ${there}; save the model ` +
      'again with the data of each',
  );
}

/** The bytes at that place. @throws if the file is not given or is shorter */
export function externalBytes(
  name: string,
  { location, offset, length }: ExternalPlace,
  files: ExternalData,
): Uint8Array {
  const file = Object.hasOwn(files, location) ? files[location]! : undefined;
  if (file === undefined) throw new Error(`weights ${name}: expected the bytes of ${location}, got none`);
  const end = length === undefined ? file.length : offset + length;
  if (offset > file.length || end > file.length) {
    throw new Error(
      `weights ${name}: expected bytes ${offset} to ${end} of ${location}, got a file of ${file.length}; it is cut ` +
        'off, or belongs to another model',
    );
  }
  return file.subarray(offset, end);
}
