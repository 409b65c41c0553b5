import type { ElementType } from '../graph.js';
import { elementTypeOf } from './tf-types.js';

/** A node of a GraphModel. Tensors are named by their node, the second and later outputs of one by `node:1`, …. */
export interface TfNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Of protobuf's AttrValue in JSON: one field, named by the type. */
export function fieldOf(node: TfNode, key: string, type: string): unknown {
  const attribute = Object.hasOwn(node.attributes, key) ? node.attributes[key] : undefined;
  if (typeof attribute !== 'object' || attribute === null) return undefined;
  return Object.hasOwn(attribute, type) ? (attribute as Readonly<Record<string, unknown>>)[type] : undefined; // it has
}

function wrong(key: string, wanted: string, value: unknown): Error {
  return new Error(`attribute ${key}: expected ${wanted}, got ${JSON.stringify(value)}; the file is damaged`);
}

function numberOf(key: string, value: unknown): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw wrong(key, 'a number', value);
}

/** Bytes as base64, or one by one. */
function decodeText(key: string, value: unknown): string {
  if (Array.isArray(value)) return String.fromCharCode(...value.map((code) => numberOf(key, code)));
  if (typeof value !== 'string') throw wrong(key, 'a text', value);
  try {
    return atob(value);
  } catch {
    throw wrong(key, 'a text in base64', value);
  }
}

function listField(node: TfNode, key: string, type: string): readonly unknown[] | undefined {
  const list = fieldOf(node, key, 'list');
  if (typeof list !== 'object' || list === null) return undefined;
  const values = (list as Readonly<Record<string, unknown>>)[type]; // the fields of any object
  return Array.isArray(values) ? values : undefined;
}

export function intOf(node: TfNode, key: string, otherwise: number): number {
  const value = fieldOf(node, key, 'i');
  if (value === undefined) return otherwise;
  const number = numberOf(key, value);
  if (Number.isSafeInteger(number)) return number;
  throw wrong(key, 'a whole number', value);
}

export function floatOf(node: TfNode, key: string, otherwise: number): number {
  const value = fieldOf(node, key, 'f');
  return value === undefined ? otherwise : numberOf(key, value);
}

export function isTrue(node: TfNode, key: string): boolean {
  return fieldOf(node, key, 'b') === true;
}

export function textOf(node: TfNode, key: string, otherwise: string): string {
  const value = fieldOf(node, key, 's');
  return value === undefined ? otherwise : decodeText(key, value);
}

export function intsOf(node: TfNode, key: string): readonly number[] {
  return (listField(node, key, 'i') ?? []).map((value) => numberOf(key, value));
}

export function textsOf(node: TfNode, key: string): readonly string[] {
  return (listField(node, key, 's') ?? []).map((value) => decodeText(key, value));
}

/** The type that elements have here, or undefined where none of them does. */
export function typeOf(node: TfNode, key: string): ElementType | undefined {
  return elementTypeOf(fieldOf(node, key, 'type'));
}
