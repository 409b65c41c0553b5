import type { Comparison } from './rounds.js';
import type { Machine } from './machine.js';

function number(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

/** Load average above which ratios are not worth quoting. */
const BUSY = 0.3;

/** The comparison as a table, and what it was measured on. */
export function formatTable(
  { samplesPerSecond, ratio, sgemmFraction, peakMemoryMB }: Comparison,
  machine: Machine,
  rounds: number,
): string {
  const line = (name: string, samples: string, faster: string, about: string) =>
    [name.padEnd(6), samples.padStart(10), faster.padStart(18), about].join('  ');
  return [
    line('', 'samples/s', 'onnx is faster by', 'what it is'),
    line('onnx', number(samplesPerSecond.onnx, 0), '', machine.peers.onnx),
    line('torch', number(samplesPerSecond.torch, 0), number(ratio.torch, 2), machine.peers.torch),
    line('wasm', number(samplesPerSecond.wasm, 0), number(ratio.wasm, 1), machine.peers.wasm),
    '',
    `onnx runs at ${number(100 * sgemmFraction, 0)} % of the FLOP rate of onnxruntime's own product ` +
      `(${machine.peers.sgemm}); peak memory ${number(peakMemoryMB, 0)} MB`,
    `medians of ${rounds} interleaved rounds on ${machine.cpu}, ${machine.cores} cores, load ` +
      `${machine.load.join(' ')} at the start, node ${machine.node}`,
    ...(machine.load[0]! > BUSY
      ? ['the machine was not quiet: on a busy one PyTorch suffers most, so do not quote these ratios']
      : []),
  ].join('\n');
}
