import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ndarray, type NamedArrays, type NDArray } from '@latent-paths/core';

/** Statements of PyTorch, as the engine writes a model down. */
interface Statements {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly lines: readonly string[];
  readonly weights: NamedArrays;
}

export interface PythonCase {
  readonly name: string;
  readonly inputs: NamedArrays;
  readonly statements: Statements;
}

/** What a Python that imports torch makes of cases, in one process: of each its outputs, in order. */
export function runPythonCases(python: string, cases: readonly PythonCase[]): readonly (readonly NDArray[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'latent-paths-python-'));
  try {
    const file = join(folder, 'cases.py');
    writeFileSync(file, pythonOfCases(cases));
    const told = execFileSync(python, [file], { encoding: 'utf8', maxBuffer: 2 ** 28 });
    // what the script prints
    const made = JSON.parse(told) as { shape: number[]; data: number[] }[][];
    return made.map((outputs) => outputs.map(({ shape, data }) => ndarray(shape, Float32Array.from(data))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A script that computes cases and prints the outputs of each as JSON, [{ shape, data }]. */
function pythonOfCases(cases: readonly PythonCase[]): string {
  return [
    'import json, math, torch',
    'from torch.nn import functional',
    '',
    'def told(tensor):',
    '    tensor = tensor.to(torch.float32)',
    '    return {"shape": list(tensor.shape), "data": tensor.flatten().tolist()}',
    '',
    ...cases.flatMap(({ name, statements: { inputs, outputs, lines, weights } }, i) => [
      `def case_${i}(${[...inputs, 'w'].join(', ')}):  # ${name}`,
      ...lines.map((line) => `    ${line}`),
      `    return [${outputs.map((output) => `told(${output})`).join(', ')}]`,
      `weights_${i} = ${dictionary(weights)}`,
      '',
    ]),
    'print(json.dumps([',
    ...cases.map(({ inputs }, i) => `    case_${i}(*${dictionary(inputs)}.values(), weights_${i}),`),
    ']))',
    '',
  ].join('\n');
}

function dictionary(arrays: NamedArrays): string {
  const entries = Object.entries(arrays).map(([name, { shape, data }]) => {
    const type = data instanceof Int32Array ? 'int32' : 'float32';
    const numbers = Array.from(data, (number) => (Number.isFinite(number) ? String(number) : `float("${number}")`));
    const dims = `[${shape.join(', ')}]`;
    return `${JSON.stringify(name)}: torch.tensor([${numbers.join(', ')}], dtype=torch.${type}).reshape(${dims})`;
  });
  return `{${entries.join(', ')}}`;
}
