import type { Shape } from '@latent-paths/core';

/** Widths of the reference step; its layers are always the same. */
export interface ReferenceSizes {
  /** Points (pair, α) a step. */
  readonly batch: number;
  readonly latent: number;
  /** Hidden widths of I_θ. */
  readonly hidden: readonly [number, number, number];
  /** Channels at 16×16, 8×8 and 4×4 pixels, in E and in D. The picture is 32×32×3. */
  readonly channels: readonly [number, number, number];
}

/** What the bench measures: 2.2 M trainable weights, 53.2 MFLOP a point. */
export const REFERENCE_SIZES: ReferenceSizes = {
  batch: 256,
  latent: 256,
  hidden: [1024, 1024, 512],
  channels: [32, 64, 128],
};

/** What the golden test checks against PyTorch: every layer, few channels. */
export const REDUCED_SIZES: ReferenceSizes = { batch: 4, latent: 8, hidden: [16, 12, 10], channels: [4, 6, 8] };

export interface Layer {
  readonly weight: Shape;
  readonly bias: Shape;
  /** Inputs that meet in one output: the variance of its initial weights is gain / fanIn. */
  readonly fanIn: number;
  /** 2 before a ReLU or SiLU, else 1. */
  readonly gain: number;
}

function dense(from: number, to: number, gain: number): Layer {
  return { weight: [from, to], bias: [to], fanIn: from, gain };
}

function convolution(from: number, to: number): Layer {
  return { weight: [4, 4, from, to], bias: [to], fanIn: 16 * from, gain: 2 };
}

/** TensorFlow keeps transposed filters as [height, width, to, from]; 2×2 of the 4×4 taps meet in one output. */
function transposedConvolution(from: number, to: number, gain: number): Layer {
  return { weight: [4, 4, to, from], bias: [to], fanIn: 4 * from, gain };
}

/** I_θ: [zA, zB, α] → z. */
export function pathLayers({ latent, hidden: [h1, h2, h3] }: ReferenceSizes): Record<string, Layer> {
  return {
    path1: dense(2 * latent + 1, h1, 2),
    path2: dense(h1, h2, 2),
    path3: dense(h2, h3, 2),
    path4: dense(h3, latent, 1),
  };
}

/** D: z → picture, and E: picture → z. */
export function vaeLayers({ latent, channels: [c16, c8, c4] }: ReferenceSizes): Record<string, Layer> {
  return {
    decoder1: dense(latent, 16 * c4, 2),
    decoder2: transposedConvolution(c4, c8, 2),
    decoder3: transposedConvolution(c8, c16, 2),
    decoder4: transposedConvolution(c16, 3, 1),
    encoder1: convolution(3, c16),
    encoder2: convolution(c16, c8),
    encoder3: convolution(c8, c4),
    encoder4: dense(16 * c4, latent, 1),
  };
}

/**
 * Floating-point operations of one reference step, multiply and add counting as two: dense layers, convolutions,
 * their gradients to their inputs (none for I_θ's first layer: nothing asks for it), and I_θ's weight gradients.
 */
export function referenceFlops(sizes: ReferenceSizes): number {
  const pixels: Readonly<Record<string, number>> = {
    decoder2: 8 * 8,
    decoder3: 16 * 16,
    decoder4: 32 * 32,
    encoder1: 16 * 16,
    encoder2: 8 * 8,
    encoder3: 4 * 4,
  };
  const products = (layers: Record<string, Layer>) =>
    Object.entries(layers).map(([name, { bias, fanIn }]) => 2 * fanIn * bias[0]! * (pixels[name] ?? 1));
  const sum = (terms: number[]) => terms.reduce((total, term) => total + term, 0);
  const path = products(pathLayers(sizes));
  const vae = products(vaeLayers(sizes));
  return sizes.batch * (3 * sum(path) - path[0]! + 2 * sum(vae));
}
