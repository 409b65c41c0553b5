/** Row i of an [n, width] array, without a copy. */
export function row<Numbers extends Float32Array | Float64Array>(rows: Numbers, i: number, width: number): Numbers {
  // A part of an array of one kind is of that kind.
  return rows.subarray(i * width, (i + 1) * width) as Numbers;
}

/** ‖x − y‖² in double precision. */
export function squaredGap(x: Float32Array, y: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! - y[i]!) ** 2;
  return sum;
}

/** ‖x − y‖ in double precision. */
export function gap(x: Float32Array, y: Float32Array): number {
  return Math.sqrt(squaredGap(x, y));
}

export function sum(values: Float32Array | Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
