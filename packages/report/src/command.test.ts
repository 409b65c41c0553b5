import { expect, it } from 'vitest';
import { commandOf } from './command.js';

const ran = (command: string) => [{ provenance: { commit: null, dirty: null, versions: {}, engine: 'onnx', threads: 2, cpu: 'x', platform: 'y', command } }];

it('repeats seeds and overrides, in quotes where a shell needs them', () => {
  expect(commandOf({ name: 'a', seeds: [1] }, [])).toBe('npx nx run experiments:a');
  expect(commandOf({ name: 'a', seeds: [1, 2, 3] }, ran('experiments/a.yaml --fresh --set batch=64 --seeds=3'))).toBe('npx nx run experiments:a --seeds=3 --set=batch=64');
  expect(commandOf({ name: 'a', seeds: [1] }, ran('experiments/a.yaml --set=loss.attraction.weight={ kind: linear, from: 0.5 } --set batch=64'))).toBe(
    "npx nx run experiments:a '--set=loss.attraction.weight={ kind: linear, from: 0.5 }' --set=batch=64",
  );
});
