import { z } from 'zod';
import { writeAtomic } from './atomic.js';

/**
 * The record that a JSON file holds.
 * @throws where the text is no JSON or does not fit the schema: names the file and what is wrong with it
 */
export function parseRecord<Schema extends z.ZodType>(path: string, schema: Schema, text: string): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: expected JSON, got ${error instanceof Error ? error.message : String(error)}; ${REMEDY}`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`${path}: not a record of this version:\n${z.prettifyError(parsed.error)}\n${REMEDY}`);
  return parsed.data;
}

const REMEDY = 'restore it from a copy, or delete its folder and run again';

/**
 * Writes a record as indented JSON, by atomic rename.
 * @throws where the value does not fit the schema: nothing is written then
 */
export async function writeRecord<Schema extends z.ZodType>(path: string, schema: Schema, value: z.input<Schema>): Promise<void> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new TypeError(`${path}: refuses a record that does not fit its schema:\n${z.prettifyError(parsed.error)}`);
  await writeAtomic(path, `${JSON.stringify(parsed.data, null, 2)}\n`);
}
