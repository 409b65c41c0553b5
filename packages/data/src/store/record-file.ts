import { hashJson } from '@latent-paths/core';
import { z } from 'zod';
import { writeAtomic } from './atomic.js';
import { startAnew } from './remedy.js';

/** The key under which a record carries the SHA-256 of all its others, as canonical JSON. */
const OWN_HASH = 'sha256';

/**
 * The record that a JSON file holds, checked against the hash that it carries. (Those of version 0.1.0 carry none.)
 * @param remedy what helps where it is damaged
 * @throws if the text is no JSON, is altered, or does not fit the schema: names the file and what is wrong with it
 */
export function parseRecord<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  text: string,
  remedy = startAnew(path),
): z.output<Schema> {
  const value = parseJson(path, text, remedy);
  let record = value;
  if (value instanceof Object && OWN_HASH in value) {
    const { [OWN_HASH]: expected, ...rest } = value;
    const got = hashJson(rest);
    if (got !== expected)
      throw new Error(`${path}: altered: expected content of SHA-256 ${String(expected)}, got ${got}; ${remedy}`);
    record = rest;
  }
  return fitting(path, schema, record, remedy);
}

/** The row that a line of a log holds. */
export function parseRow<Schema extends z.ZodType>(
  where: string,
  schema: Schema,
  line: string,
  remedy: string,
): z.output<Schema> {
  return fitting(where, schema, parseJson(where, line, remedy), remedy);
}

function parseJson(where: string, text: string, remedy: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${where}: expected JSON, got ${error instanceof Error ? error.message : String(error)}; ${remedy}`,
    );
  }
}

function fitting<Schema extends z.ZodType>(
  where: string,
  schema: Schema,
  value: unknown,
  remedy: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new Error(`${where}: not a record of this version:\n${z.prettifyError(parsed.error)}\n${remedy}`);
  return parsed.data;
}

/**
 * Writes a record as indented JSON with its hash, by atomic rename.
 * @throws if the value does not fit the schema: nothing is written then
 */
export async function writeRecord<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  value: z.input<Schema>,
): Promise<void> {
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new TypeError(`${path}: refuses a record that does not fit its schema:\n${z.prettifyError(parsed.error)}`);
  // As it will be read: without what JSON does not hold.
  const record: object = JSON.parse(JSON.stringify(parsed.data));
  await writeAtomic(path, `${JSON.stringify({ ...record, [OWN_HASH]: hashJson(record) }, null, 2)}\n`);
}
