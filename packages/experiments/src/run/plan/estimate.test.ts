import { expect, it } from 'vitest';
import { estimator, type Timed } from './estimate.js';

const timed = (like: string, machine: string, coreSeconds: number, units = 10): Timed => ({
  kind: 'training',
  like,
  unit: 'point',
  units,
  coreSeconds,
  machine,
});
const alike = { units: 100, unit: 'point', like: 'these' } as const;

it('takes the median of work with the same settings on this machine, by the unit', () => {
  const earlier = [
    timed('these', 'here', 1),
    timed('these', 'here', 20, 100),
    timed('these', 'here', 50),
    timed('others', 'here', 9),
    timed('these', 'there', 7),
  ];
  expect(estimator(earlier, 'here')('training', alike)).toEqual({ coreSeconds: 20, basis: 'alike' });
});

it('without any, takes other settings here before the same elsewhere, and says that it is rough', () => {
  const elsewhere = [timed('others', 'there', 3), timed('these', 'there', 2)];
  const estimate = (earlier: readonly Timed[]) => estimator(earlier, 'here')('training', alike);
  expect(estimate([timed('others', 'here', 4), ...elsewhere])).toEqual({ coreSeconds: 40, basis: 'rough' });
  expect(estimate(elsewhere)).toEqual({ coreSeconds: 20, basis: 'rough' });
  expect(estimate([timed('others', 'there', 3)])).toEqual({ coreSeconds: 30, basis: 'rough' });
});

it('holds no points against floating-point operations', () => {
  const flops: Timed = { ...timed('others', 'here', 8, 4e12), unit: 'flop' };
  const estimate = estimator([timed('these', 'here', 1), flops], 'here');
  expect(estimate('training', { ...alike, unit: 'flop', units: 1e12 })).toEqual({ coreSeconds: 2, basis: 'rough' });
  expect(estimate('training', alike)).toEqual({ coreSeconds: 10, basis: 'alike' });
  expect(estimator([flops], 'here')('training', alike)).toBeNull();
});

it('makes nothing up where none of the kind was ever done', () => {
  const estimate = estimator([timed('these', 'here', 1), { ...timed('these', 'here', 1, 0), kind: 'scoring' }], 'here');
  expect([estimate('scoring', alike), estimate('vae', alike)]).toEqual([null, null]);
});
