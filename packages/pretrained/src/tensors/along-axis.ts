import * as tf from '@tensorflow/tfjs-core';

/** A matrix row by row: row o says of which entries along an axis entry o of the result is the sum. */
export interface AxisMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

export function axisMatrix(
  rows: number,
  columns: number,
  entry: (add: (column: number, weight: number) => void, row: number) => void,
): AxisMatrix {
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) entry((column, weight) => (data[row * columns + column]! += weight), row);
  return { rows, columns, data };
}

function isIdentity({ rows, columns, data }: AxisMatrix): boolean {
  return rows === columns && data.every((value, i) => value === (i % (columns + 1) === 0 ? 1 : 0));
}

/** y[…, o, …] = Σ_i M[o, i]·x[…, i, …] along an axis: a matrix product, whose gradient is one, too. */
export function alongAxis(x: tf.Tensor, matrix: AxisMatrix, axis: number): tf.Tensor {
  if (isIdentity(matrix)) return x;
  const { rows, columns, data } = matrix;
  const shape = x.shape.with(axis, rows);
  const after = x.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  if (after === 1) {
    const across = new Float32Array(data.length);
    data.forEach((value, i) => (across[(i % columns) * rows + Math.floor(i / columns)] = value));
    const flat = tf.reshape(x, [-1, columns]);
    return tf.reshape(tf.matMul(flat, tf.tensor2d(across, [columns, rows])), shape);
  }
  const slabs = tf.reshape(x, [-1, columns, after]);
  const product = tf.matMul<tf.Tensor>(tf.tensor3d(data, [1, rows, columns]), slabs);
  return tf.reshape(product, shape);
}
