import type { NamedArrays } from '@latent-paths/core';

/**
 * The gradient of a function of arrays, worked out from its values: (f(x + h·e_i) − f(x − h·e_i)) / 2h for every number
 * x_i.
 */
export async function centralDifferences(
  f: (x: NamedArrays) => Promise<number>,
  x: NamedArrays,
  h = 1e-2,
): Promise<Record<string, Float64Array>> {
  const gradient: Record<string, Float64Array> = {};
  for (const [name, { shape, data }] of Object.entries(x)) {
    gradient[name] = new Float64Array(data.length);
    for (let i = 0; i < data.length; i++) {
      const at = (number: number) => f({ ...x, [name]: { shape, data: data.with(i, number) } });
      const [up, down] = [Math.fround(data[i]! + h), Math.fround(data[i]! - h)];
      gradient[name][i] = ((await at(up)) - (await at(down))) / (up - down);
    }
  }
  return gradient;
}
