import { cpus } from 'node:os';
import { provenanceRecord } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { provenance } from './provenance.js';

const engine = { name: 'onnx', version: 'onnxruntime-node 1.30.0', threads: 2 } as const;

it('tells engine, machine, command, and the version of this project and of every package that computes', () => {
  const record = provenanceRecord.parse(provenance(temporaryFolder(), engine, 'experiments/x.yaml --seeds=3'));
  expect(record).toMatchObject({
    commit: null,
    dirty: null,
    engine: 'onnx (onnxruntime-node 1.30.0)',
    threads: 2,
    cpu: cpus()[0]!.model,
    command: 'experiments/x.yaml --seeds=3',
  });
  expect(Object.keys(record.versions)).toEqual([
    'latent-paths',
    'node',
    'onnxruntime-node',
    '@tensorflow/tfjs-core',
    'apache-arrow',
    'yaml',
    'zod',
  ]);
  for (const version of Object.values(record.versions)) expect(version).toMatch(/^\d+\.\d+\.\d+/);
  expect(record.versions['node']).toBe(process.versions.node);
});

it('tells the code that was found before, whatever was edited since', () => {
  const found = { commit: 'c'.repeat(40), dirty: 'd'.repeat(64) };
  expect(provenance(temporaryFolder(), engine, '', found)).toMatchObject(found);
});
