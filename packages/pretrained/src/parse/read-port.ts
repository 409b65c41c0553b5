import type { onnx } from 'onnx-proto';
import type { Port } from '../graph.js';
import { elementType, typeName } from './element-types.js';
import { toNumber } from './integers.js';

/** @throws if it is no tensor of numbers */
export function readPort({ name, type }: onnx.IValueInfoProto): Port {
  const code = type?.tensorType?.elemType ?? 0;
  const element = elementType(code);
  if (element === undefined)
    throw new Error(
      `tensor ${name}: expected numbers, got ${type?.tensorType ? typeName(code) : 'no tensor'}; export the model ` +
        'in float32',
    );
  const dims = type?.tensorType?.shape?.dim;
  const shape = dims?.map(({ dimValue, dimParam }) => {
    const length = toNumber(dimValue);
    return length > 0 ? length : (dimParam ?? '');
  });
  return { name: name ?? '', type: element, ...(shape && { shape }) };
}

/** The same, and undefined if it is no tensor of numbers: tensors between nodes are only informative. */
export function readPortBetween(info: onnx.IValueInfoProto): Port | undefined {
  return elementType(info.type?.tensorType?.elemType ?? 0) === undefined ? undefined : readPort(info);
}
