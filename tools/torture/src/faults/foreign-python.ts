import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sha256 } from '@latent-paths/core';
import { decodeSafetensors } from '@latent-paths/model';
import { parse } from 'yaml';
import { ROOT, tool } from '../command.js';
import type { Fault } from '../fault.js';
import { endOf } from '../end-of.js';

/** What tools/reference/read_files.py tells of each file. */
type Readings = Readonly<Record<string, { readonly read?: unknown; readonly refused?: string }>>;

const KINDS = /\.(yaml|onnx|safetensors|json|jsonl|csv|png)$/;

export const foreignPython: Fault = {
  about:
    'every other file that a run or an export leaves, read by PyYAML, onnx.checker, numpy and Python’s json, csv ' +
    'and zlib; the same as our own readers give',
  needs: ['python'],
  isShort: false,
  async inflict({ tally, unbroken, space, patience }) {
    const { root, results } = space('exports', (await unbroken()).space.results);
    const out = (name: string) => ['--out', join(root, 'exports', name)];
    mkdirSync(join(root, 'exports'));
    const commands = [
      ...['growing', 'linear', 'single'].map((arm) => [
        'export',
        arm,
        '--with',
        'decoder',
        ...out(`${arm}-decoder.onnx`),
      ]),
      ...['growing', 'linear', 'single'].map((arm) => ['export', arm, ...out(`${arm}.onnx`)]),
      ['export', 'single', '--to', 'safetensors', ...out('single.safetensors')],
      ['interpolate', 'growing', '--a', '3', '--b', '7', ...out('walk.png')],
      ['table', '--to', 'csv', ...out('table.csv')],
      ['table', '--to', 'mlflow', ...out('mlruns')],
    ];
    for (const flags of commands) {
      const ended = await tool(root, { flags, patience });
      if (ended.code !== 0) tally.lost.push(`${flags.slice(0, 2).join(' ')}: ${endOf(ended)}`);
    }
    const files = [results, join(root, 'exports')]
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
      .filter((name) => KINDS.test(name));
    const readings = JSON.parse(
      execFileSync('/usr/bin/python3', [join(ROOT, 'tools/reference/read_files.py'), ...files], {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      }),
    ) as Readings;
    for (const path of files) {
      const { read, refused } = readings[path] ?? { refused: 'nothing was reported of it' };
      const name = path.slice(root.length + 1);
      if (refused !== undefined) tally.lost.push(`${name}: ${refused}`);
      else if (!isSame(path, read)) tally.lost.push(`${name}: read as ${JSON.stringify(read).slice(0, 200)}`);
      else tally.survived += 1;
    }
  },
};

/** Whether it is what our own reader gives; of models and pictures their checker alone tells. */
function isSame(path: string, read: unknown): boolean {
  const bytes = readFileSync(path);
  if (path.endsWith('.yaml')) return isDeepStrictEqual(read, parse(bytes.toString('utf8')));
  if (path.endsWith('.json')) return isDeepStrictEqual(read, JSON.parse(bytes.toString('utf8')));
  if (path.endsWith('.jsonl'))
    return isDeepStrictEqual(
      read,
      bytes
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line)),
    );
  if (!path.endsWith('.safetensors')) return true;
  const { arrays, metadata } = decodeSafetensors(bytes);
  const ours = Object.entries(arrays).map(([name, { shape, data }]) => [
    name,
    {
      dtype: data instanceof Int32Array ? 'I32' : 'F32',
      shape: [...shape],
      sha256: sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
    },
  ]);
  return isDeepStrictEqual(read, { arrays: Object.fromEntries(ours), metadata });
}
