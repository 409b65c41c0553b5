/** Latents that are held at once: 4 GiB of them. */
const MOST = 2 ** 30;

/** Room for the numbers of an array. @throws if it is too large to be held */
export function latentRoom(where: string, shape: readonly number[]): Float32Array {
  const numbers = shape.reduce((product, side) => product * side, 1);
  if (numbers > MOST)
    throw new Error(
      `${where}: expected at most ${MOST.toLocaleString('en-US')} numbers, got the shape (${shape.join(', ')}). ` +
        'Take fewer latents.',
    );
  return new Float32Array(numbers);
}
