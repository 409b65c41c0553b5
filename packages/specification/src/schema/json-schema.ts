import { z } from 'zod';
import { experimentSchema } from '../experiment/experiment-file.js';
import { trialShape } from '../trial/trial-shape.js';

type Json = null | boolean | number | string | Json[] | JsonObject;
type JsonObject = { [key: string]: Json };

/**
 * JSON Schema (draft 7) of an experiment's file, for editors. A file need not say everything, since it extends
 * others, and may take a key away by null: so nothing is required, and everything may be null.
 */
function experimentJsonSchema(): JsonObject {
  const settings = Object.fromEntries(
    Object.entries(trialShape).map(([key, schema]) => [key, schema.meta({ id: key })]),
  );
  // A JSON Schema is JSON, though its type is wider.
  return relaxed(z.toJSONSchema(experimentSchema(settings), { target: 'draft-7', io: 'input' }) as JsonObject);
}

/** Takes away what only a whole trial must hold, at every depth. */
function relax(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(relax);
  return isObject(schema) ? relaxed(schema) : schema;
}

function relaxed(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).flatMap(([key, value]): [string, Json][] => {
    if (key === 'required') return [];
    if (key === 'default') return [[key, value]];
    // Without its `kind`, a part of a choice may fit several pieces.
    if (key === 'oneOf') return [['anyOf', relax(value)]];
    if (key === 'additionalProperties' && isObject(value)) return [[key, removable(value)]];
    if (key === 'properties' && isObject(value)) {
      return [[key, Object.fromEntries(Object.entries(value).map(([name, property]) => [name, removable(property)]))]];
    }
    return [[key, relax(value)]];
  });
  return Object.fromEntries(entries);
}

function removable(schema: Json): Json {
  return { anyOf: [relax(schema), { type: 'null' }] };
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The text of the committed file. */
export function formatJsonSchema(): string {
  return `${JSON.stringify(experimentJsonSchema(), null, 2)}\n`;
}
