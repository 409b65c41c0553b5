import { hashArrays, ndarray } from '@latent-paths/core';
import { decodeSafetensors, encodeSafetensors } from '@latent-paths/model';
import { describe, expect, it } from 'vitest';
import { checkpointCpu, checkpointHistory, decodeCheckpoint, encodeCheckpoint, MachineChanged } from './checkpoint.js';
import type { TrainingState } from './trainer.js';

const machine = { engine: 'onnx (onnxruntime-node 1.30.0)', cpu: 'Some CPU' };
const state: TrainingState = {
  step: 12_345,
  seconds: 0.1 + 0.2,
  memory: { cursor: { pairs: 2 ** 40 + 1, points: 7 }, rate: 1 / 3, feedback: null, given: ['λ', '"quoted"'] },
  arrays: {
    'weights/kernel': ndarray([2, 2], Float32Array.of(1 / 3, -0, 1e-45, 3.4e38)),
    'weights/bias': ndarray([], Float32Array.of(0.1)),
    counts: ndarray([3], Int32Array.of(1, -2, 2 ** 31 - 1)),
  },
};

describe('a checkpoint', () => {
  it('gives back every bit of the training state', () => {
    const read = decodeCheckpoint('checkpoint', encodeCheckpoint(state, machine), machine);
    expect(read).toEqual(state);
    expect(hashArrays(read.arrays)).toBe(hashArrays(state.arrays));
  });

  it('is a safetensors file that any reader opens', () => {
    const { arrays, metadata } = decodeSafetensors(encodeCheckpoint(state, machine));
    expect(Object.keys(arrays).sort()).toEqual(Object.keys(state.arrays).sort());
    expect(metadata).toMatchObject({ step: '12345', engine: machine.engine });
  });

  it.each([
    ['engine', { ...machine, engine: 'onnx (onnxruntime-node 1.31.0)' }],
    ['CPU', { ...machine, cpu: 'Another CPU' }],
  ])('is refused where another %s would give other bits, with the way to go on', (what, other) => {
    const decode = () => decodeCheckpoint('results/x/checkpoint.safetensors', encodeCheckpoint(state, machine), other);
    expect(decode).toThrow(MachineChanged);
    const [then, now] = what === 'CPU' ? [machine.cpu, other.cpu] : [machine.engine, other.engine];
    expect(decode).toThrow(
      `results/x/checkpoint.safetensors: this training began with the ${what} ${then}, and this is ${now}`,
    );
    expect(decode).toThrow(`Go on with the same ${what}, or delete the folder results/x to start again.`);
  });

  it('is taken from another CPU where that is accepted, and from no other engine', () => {
    const bytes = encodeCheckpoint(state, machine);
    const other = { ...machine, cpu: 'Another CPU' };
    expect(decodeCheckpoint('x', bytes, other, 'accept')).toEqual(state);
    expect(checkpointCpu('x', bytes)).toBe('Some CPU');
    expect(() => decodeCheckpoint('x', bytes, { ...other, engine: 'cpu (1)' }, 'accept')).toThrow(MachineChanged);
  });

  it('says who made it where it was told, and is read where it was not', () => {
    const provenance = {
      commit: 'a'.repeat(40),
      dirty: null,
      versions: {},
      threads: 1,
      platform: 'test',
      command: 'test',
      ...machine,
    };
    const history = { provenance, resumes: [{ at: '2020-01-01T00:00:00.000Z', step: 3, before: provenance }] };
    const bytes = encodeCheckpoint(state, { ...machine, history });
    expect(checkpointHistory('x', bytes)).toEqual(history);
    expect(decodeCheckpoint('x', bytes, machine)).toEqual(state);
    expect(checkpointHistory('x', encodeCheckpoint(state, machine))).toBe(null);
  });

  it('is not mistaken for a foreign safetensors file, nor one of another version', () => {
    const remedy =
      /^results\/x: expected a checkpoint of this project, got a safetensors file with other metadata; delete the folder results to start again$/;
    const { metadata } = decodeSafetensors(encodeCheckpoint(state, machine));
    const foreigners: Record<string, string>[] = [
      {},
      { format: 'pt' },
      { ...metadata, format: 'latent-paths checkpoint 2' },
      { ...metadata, step: 'NaN' },
    ];
    for (const foreign of foreigners) {
      const bytes = encodeSafetensors({ arrays: state.arrays, metadata: foreign });
      expect(() => decodeCheckpoint('results/x', bytes, machine)).toThrow(remedy);
    }
  });
});
