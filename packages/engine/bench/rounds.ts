import { median } from 'simple-statistics';
import type { Peer } from './peer.js';
import { REFERENCE_SIZES } from './reference-sizes.js';

/**
 * Runs of each peer in a round, in the order of a round: about a second each, but for wasm, whose one step takes
 * several.
 */
const STEPS = { wasm: 1, torch: 4, onnx: 8, sgemm: 8 } as const;

export type PeerName = keyof typeof STEPS;

export interface Rounds {
  /** Runs per second, one entry a round; empty for a peer that is not there. */
  readonly rates: Readonly<Record<PeerName, readonly number[]>>;
  /** Of the process that ran the step on onnx. */
  readonly peakMemoryMB: number;
}

/**
 * Measures every peer once in each round, in an order that turns around from round to round. `tell` is called before
 * each round.
 */
export async function measureRounds(
  peers: Partial<Record<PeerName, Peer>>,
  rounds: number,
  tell: (line: string) => void,
): Promise<Rounds> {
  const rates: Record<PeerName, number[]> = { wasm: [], torch: [], onnx: [], sgemm: [] };
  let peakMemoryMB = 0;
  // Object.keys is typed string[]; the keys of a literal are its names.
  const order = Object.keys(STEPS) as PeerName[];
  for (let round = 0; round < rounds; round++) {
    tell(`round ${round + 1} of ${rounds}`);
    for (const name of round % 2 === 0 ? order : order.toReversed()) {
      const peer = peers[name];
      if (peer === undefined) continue;
      const answer = await peer.measure(STEPS[name]);
      rates[name].push(STEPS[name] / answer.seconds);
      if (name === 'onnx') peakMemoryMB = answer.peakMemoryMB;
    }
  }
  return { rates, peakMemoryMB };
}

export interface Comparison {
  /** Medians over the rounds; null for a peer that is not there. */
  readonly samplesPerSecond: { readonly onnx: number; readonly wasm: number | null; readonly torch: number | null };
  /** Median over the rounds of onnx's rate divided by the peer's in the same round. */
  readonly ratio: { readonly torch: number | null; readonly wasm: number | null };
  /** Median over the rounds of the FLOP rate of the step on onnx divided by that of onnxruntime's own product. */
  readonly sgemmFraction: number;
  readonly peakMemoryMB: number;
}

/** `flops`: of one run of the step and of one product. */
export function compareRounds(
  { rates, peakMemoryMB }: Rounds,
  flops: { readonly onnx: number; readonly sgemm: number },
): Comparison {
  const samples = (name: PeerName) => median([...rates[name]]) * REFERENCE_SIZES.batch;
  const ratio = (name: PeerName) => median(rates.onnx.map((rate, round) => rate / rates[name][round]!));
  const whereMeasured = (name: PeerName, value: (name: PeerName) => number) =>
    rates[name].length === 0 ? null : value(name);
  return {
    samplesPerSecond: {
      onnx: samples('onnx'),
      wasm: whereMeasured('wasm', samples),
      torch: whereMeasured('torch', samples),
    },
    ratio: { torch: whereMeasured('torch', ratio), wasm: whereMeasured('wasm', ratio) },
    sgemmFraction: (ratio('sgemm') * flops.onnx) / flops.sgemm,
    peakMemoryMB,
  };
}
