import type { Comparison } from './rounds.js';
import type { Machine } from './machine.js';

function number(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

/** The comparison as a table, and what it was measured on. */
export function formatTable({ samplesPerSecond, ratio, sgemmFraction, peakMemoryMB }: Comparison, machine: Machine, rounds: number): string {
  const rows = [
    ['', 'samples/s', 'onnx is faster by', 'what it is'],
    ['onnx', number(samplesPerSecond.onnx, 0), '', machine.peers.onnx],
    ['torch', number(samplesPerSecond.torch, 0), number(ratio.torch, 2), machine.peers.torch],
    ['wasm', number(samplesPerSecond.wasm, 0), number(ratio.wasm, 1), machine.peers.wasm],
  ];
  const widths = [6, 10, 18, 0];
  const lines = rows.map((row) => row.map((cell, column) => (column === 3 ? cell : column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '));
  return [
    ...lines,
    '',
    `onnx runs at ${number(100 * sgemmFraction, 0)} % of the FLOP rate of onnxruntime's own product (${machine.peers.sgemm}); peak memory ${number(peakMemoryMB, 0)} MB`,
    `medians of ${rounds} interleaved rounds on ${machine.cpu}, ${machine.cores} cores, load ${machine.load.join(' ')} at the start, node ${machine.node}`,
  ].join('\n');
}
