import type { Attribute } from './graph.js';

/** An attribute of an ONNX node, as plain numbers and text. */
export type Setting = number | string | readonly number[];

/** Attributes of ONNX that are no counts, whatever number they have. */
const FACTORS = ['alpha', 'beta', 'gamma', 'epsilon', 'momentum', 'cubic_coeff_a'];

function attributeOf(key: string, value: Setting): Attribute {
  if (typeof value === 'string') return { kind: 'string', value };
  if (typeof value !== 'number') return { kind: 'ints', value };
  return { kind: Number.isInteger(value) && !FACTORS.includes(key) ? 'int' : 'float', value };
}

/** All of a node. */
export function attributesOf(settings: Readonly<Record<string, Setting>>): Readonly<Record<string, Attribute>> {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, attributeOf(key, value)]));
}
