import { describe, expect, it } from 'vitest';
import { armsOf, base, file, resolveIn } from './five-arms.js';

describe('resolveExperiment: seeds', () => {
  describe('seeds that vary more than weights and sampling', () => {
    const idsOf = (arms: ReturnType<typeof armsOf>) => arms.flatMap(({ trials }) => trials.map(({ id }) => id));
    const varied = (vary: string, options = {}) => armsOf(`${file}seeds: { list: 2, vary: [${vary}] }\n`, options);
    const seedsOf = ({ config }: ReturnType<typeof armsOf>[number]['trials'][number]) => ({
      pool: config.pool.seed,
      pairs: config.evaluation.seed,
      vae: 'training' in config.vae ? config.vae.training.seed : null,
    });

    it('lay the seed wherever it is to draw anew, and nowhere else', () => {
      expect(varied('pool, vae')[2]!.trials.map(seedsOf)).toEqual([
        { pool: 1, pairs: 1, vae: 1 },
        { pool: 2, pairs: 1, vae: 2 },
      ]);
      expect(varied('init, sampling, pairs')[2]!.trials.map(seedsOf)).toEqual([
        { pool: 1, pairs: 1, vae: 1 },
        { pool: 1, pairs: 2, vae: 1 },
      ]);
      expect(resolveIn({ _base: base, x: `${file}seeds: { list: [3, 5], vary: [vae, init] }\n` })).toMatchObject({
        seeds: [3, 5],
        vary: ['vae'],
      });
    });

    it('give a formula a trial a seed where what it uses varies, and each trial an id of its own', () => {
      expect(varied('pairs')[0]!.trials.map(({ seed }) => seed)).toEqual([1, 2]);
      expect(varied('init, sampling')[0]!.trials.map(({ seed }) => seed)).toEqual([1]);
      const ids = idsOf(varied('pool, pairs, vae'));
      expect(new Set(ids).size).toBe(10);
    });

    it('change no id where nothing is varied, nor that of the first seed, the one that is held unasked', () => {
      const plainIds = idsOf(armsOf(file, { seeds: 2 }));
      expect(idsOf(varied('init, sampling'))).toEqual(plainIds);
      expect(idsOf(varied('pool, pairs, vae'))).toEqual(expect.arrayContaining(idsOf(armsOf(file))));
      expect(
        armsOf(file)
          .flatMap(({ trials }) => trials.map(({ config }) => JSON.stringify(config)))
          .join(''),
      ).not.toContain('vary');
    });

    it('keep what is varied where --seeds says how many', () => {
      const more = resolveIn({ _base: base, x: `${file}seeds: { list: 2, vary: [pool] }\n` }, { seeds: 3 });
      expect(more).toMatchObject({ seeds: [1, 2, 3], vary: ['pool'] });
      const bases = { _base: `${base}seeds: { vary: [pool] }\n`, x: file };
      expect(resolveIn(bases, { seeds: 2 })).toMatchObject({ seeds: [1, 2], vary: ['pool'] });
      expect(resolveIn({ ...bases, x: `${file}seeds: 4\n` }, { seeds: 2 })).toMatchObject({ seeds: [1, 2], vary: [] });
    });
  });
});
