import { openProgram, type Program } from './program.js';

/** Numbers of float32 from base64, least byte first. */
function numbersOf(base64: string): Float32Array {
  const binary = atob(base64);
  const view = new DataView(new ArrayBuffer(binary.length));
  for (let i = 0; i < binary.length; i++) view.setUint8(i, binary.charCodeAt(i));
  return Float32Array.from({ length: binary.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

/** Says which of the arguments is not what it should be. */
function checkLatent(name: string, latent: ArrayLike<number>, latentSize: number): void {
  if (latent?.length !== latentSize)
    throw new RangeError(`interpolate: expected ${name} of ${latentSize} numbers, got ${latent?.length ?? latent}`);
}

/** A path whose program takes one pair: (zA, zB, α) → the point. */
export function openPath(program: Program, base64: string, latentSize: number) {
  const run = openProgram(program, numbersOf(base64));
  const output = program.outputs[0]!;
  return (zA: ArrayLike<number>, zB: ArrayLike<number>, alpha: number): Float32Array => {
    checkLatent('zA', zA, latentSize);
    checkLatent('zB', zB, latentSize);
    if (!Number.isFinite(alpha)) throw new RangeError(`interpolate: expected alpha to be a number, got ${alpha}`);
    const latent = (numbers: ArrayLike<number>) => ({ shape: [1, latentSize], data: Float32Array.from(numbers) });
    const made = run({ z_a: latent(zA), z_b: latent(zB), alpha: { shape: [1], data: Float32Array.of(alpha) } });
    return made[output]!.data;
  };
}
