import { rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { none } from './none.js';

it('has a shape and no picture', () => {
  const source = none.build({ shape: [4, 6, 1] }).open({ key: rootKey(1) });
  expect(source.shape).toEqual([4, 6, 1]);
  expect(source.size).toEqual({ train: 0, heldOut: 0 });
  const call = [
    () => source.write('train', 0, new Float32Array(24)),
    () => source.factorsOf('train', 0),
    () => source.render([], new Float32Array(24)),
  ];
  for (const refused of call) expect(refused).toThrow('none: expected a source with pictures');
});
