import { describe, expect, it } from 'vitest';
import { armsOf, file } from './five-arms.js';

describe('resolveExperiment: grids', () => {
  describe('a zip', () => {
    const zip = 'zip: { loss.attraction.weight: [0.1, 0.2, 0.3], optimiser.learningRate: [1e-3, 1e-4, 1e-5] }\n';
    const points = (text: string) =>
      armsOf(`${file}${text}`)
        .filter(({ name }) => name.startsWith('many'))
        .map(({ trials }) => trials[0]!.point);

    it('walks its keys together', () => {
      expect(points(zip)).toEqual([
        { 'loss.attraction.weight': 0.1, 'optimiser.learningRate': 1e-3 },
        { 'loss.attraction.weight': 0.2, 'optimiser.learningRate': 1e-4 },
        { 'loss.attraction.weight': 0.3, 'optimiser.learningRate': 1e-5 },
      ]);
    });

    it('combines with the matrix and with other zips', () => {
      const second =
        'zip: [{ loss.attraction.weight: [0.1, 0.2], optimiser.learningRate: [1e-3, 1e-4] }, { optimiser.beta1: ' +
        '[0.5, 0.6], optimiser.beta2: [0.7, 0.8] }]\n';
      const all = points(`${second}matrix: { path.form: [direct, residual] }\n`);
      expect(all.length).toBe(8);
      expect(all[1]).toEqual({
        'path.form': 'direct',
        'loss.attraction.weight': 0.1,
        'optimiser.learningRate': 1e-3,
        'optimiser.beta1': 0.6,
        'optimiser.beta2': 0.8,
      });
    });

    it('makes of an arm that trains nothing one for each of the values that it uses', () => {
      const x =
        `${file.replace('baseline: linear', 'baseline: linear-vae-latent-8')}zip: { vae.latent: [8, 8, 16], ` +
        `optimiser.beta1: [0.5, 0.6, 0.7] }\n`;
      expect(
        armsOf(x)
          .map(({ name }) => name)
          .filter((name) => name.startsWith('linear')),
      ).toEqual(['linear-vae-latent-8', 'linear-vae-latent-16']);
    });
  });

  describe('exclude', () => {
    const grid =
      `${file}matrix: { loss.attraction.weight: [0.1, { kind: linear, from: 1, to: 0 }], optimiser.learningRate: ` +
      `[1e-3, 1e-4] }\n`;
    const left = (entries: string) =>
      armsOf(`${grid}exclude: ${entries}\n`)
        .map(({ name }) => name)
        .filter((name) => /^(one|many)/.test(name));

    it('leaves out what agrees with every value of an entry', () => {
      expect(
        left(
          '[{ arm: many, loss.attraction.weight: { to: 0, kind: linear, from: 1 } }, { loss.attraction.weight: ' +
            '0.1, optimiser.learningRate: 1e-4 }]',
        ),
      ).toEqual([
        'one-attraction-weight-0.1-optimiser-learning-rate-0.001',
        'one-attraction-weight-linear-1-0-optimiser-learning-rate-0.001',
        'one-attraction-weight-linear-1-0-optimiser-learning-rate-0.0001',
        'many-attraction-weight-0.1-optimiser-learning-rate-0.001',
      ]);
    });

    it('leaves out a whole arm', () =>
      expect(left('[{ arm: many }]').some((name) => name.startsWith('many'))).toBe(false));

    it('changes no trial that stays', () => {
      const ids = (text: string) => armsOf(text).flatMap(({ trials }) => trials.map(({ id }) => id));
      expect(ids(grid)).toEqual(expect.arrayContaining(ids(`${grid}exclude: [{ optimiser.learningRate: 1e-4 }]\n`)));
    });

    it('leaves out combinations that could not run', () => {
      const x = `${file}matrix: { batch: [128, 100] }\nexclude: [{ batch: 100 }]\n`;
      expect(
        armsOf(x)
          .filter(({ trained }) => trained)
          .map(({ config }) => config.batch),
      ).toEqual([128, 128, 128]);
    });
  });
});
