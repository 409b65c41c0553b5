import type { Tensor } from '@tensorflow/tfjs-core';
import { formatShape, sameShape, type NamedArrays } from '@latent-paths/core';
import type { ArraySpec, NamedSpecs, StepDefinition, StepResult } from './step.js';

function checkNames(where: string, expected: readonly string[], got: readonly string[]): void {
  for (const name of expected)
    if (!got.includes(name)) throw new RangeError(`${where}.${name}: expected an array, got none`);
  for (const name of got) {
    if (!expected.includes(name))
      throw new RangeError(
        `${where}.${name}: expected one of ${expected.join(', ') || 'no arrays'}, got an unknown name`,
      );
  }
}

function checkType(where: string, spec: ArraySpec, shape: readonly number[], dtype: string): void {
  if (!sameShape(spec.shape, shape) || spec.dtype !== dtype) {
    throw new RangeError(
      `${where}: expected ${spec.dtype}${formatShape(spec.shape)}, got ${dtype}${formatShape(shape)}`,
    );
  }
}

/** @throws if names, shapes or types of arrays are not those specified */
export function checkArrays(where: string, specs: NamedSpecs, arrays: NamedArrays): void {
  checkNames(where, Object.keys(specs), Object.keys(arrays));
  for (const [name, spec] of Object.entries(specs)) {
    const { shape, data } = arrays[name]!;
    checkType(`${where}.${name}`, spec, shape, data instanceof Int32Array ? 'int32' : 'float32');
  }
}

/** @throws if the next state has other names, shapes or types than the state, or an output has a type without arrays */
export function checkResult({ name, state }: StepDefinition, result: StepResult): void {
  checkNames(`${name}: next state`, Object.keys(state), Object.keys(result.state));
  for (const [key, spec] of Object.entries(state)) {
    const tensor: Tensor = result.state[key]!;
    checkType(`${name}: next state.${key}`, spec, tensor.shape, tensor.dtype);
  }
  for (const [key, { dtype }] of Object.entries(result.outputs)) {
    if (dtype !== 'float32' && dtype !== 'int32') {
      throw new RangeError(`${name}: outputs.${key}: expected float32 or int32, got ${dtype}; use tf.cast`);
    }
  }
}
