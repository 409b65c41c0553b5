import { describe, expect, it } from 'vitest';
import { answerOf } from '../../src/answer/answer-of.js';
import { figures } from '../../src/figures/registry.js';
import type { LoadedExperiment } from '../../src/load.js';
import { draw, experimentOf, texts, useFixtures } from './drawn.js';

useFixtures('whole', 'seeds', 'early', 'limit', 'matrix');

/** With other claims in the file; the comparison stays. */
function withClaims(name: string, claims: LoadedExperiment['record']['claims']): LoadedExperiment {
  const experiment = experimentOf(name);
  return { ...experiment, record: { ...experiment.record, claims } };
}

const tested = () => experimentOf('whole').record.claims.filter(({ test }) => test !== undefined);
const ANSWER = {
  supported: 'yes: sixteen α a pair leave {ratio} times the error of one',
  refuted: 'no: {ratio} times',
  unsettled: 'open',
};

describe('the first sentence', () => {
  it('is what the verdict on a claim says of the question, in the words of the file, with two digits', () => {
    const { text, missing } = answerOf(withClaims('seeds', experimentOf('seeds').record.claims));
    expect([text, missing]).toEqual([expect.stringMatching(/^At this budget, \S+ has the lowest/), expect.any(String)]);
    const claims = tested().map((claim) => ({ ...claim, answer: ANSWER }));
    expect(answerOf(withClaims('whole', claims))).toEqual({
      text:
        'At this budget, yes: sixteen α a pair leave 0.81 times the error of one (by all-dense, whose paths have ' +
        'shrunk towards the mean of all pairs).',
      missing: null,
    });
  });

  it('names the verdict and the claim where the file does not say what it means', () => {
    expect(answerOf(withClaims('whole', tested())).text).toBe(
      'At this budget, it is shown that dense α over all pairs beats one α per pair at equal compute: all-dense, ' +
        'whose paths have shrunk towards the mean of all pairs, has 0.81 times the reprojection at α = ½ of ' +
        'all-single.',
    );
  });

  it('says which claim is missing where one has no test, no trials, or none is stated', () => {
    expect(answerOf(experimentOf('whole')).missing).toBe(
      'A claim is missing from this answer: C4, “Without attraction training collapses.” (it states no test).',
    );
    expect(answerOf(experimentOf('early'))).toEqual({
      text: null,
      missing: expect.stringContaining('have not finished'),
    });
    expect(answerOf(withClaims('whole', [])).missing).toMatch(
      /^A claim is missing: none in experiments\/whole\.yaml says .* such as that all-single is better than linear\./,
    );
  });

  it('is read off the curves where the budget is an axis and no claim is judged', () => {
    expect(answerOf(withClaims('limit', [])).text).toMatch(
      /^At the largest budget, 4,505,600 points, the least error on held-out pairs is left by \S+/,
    );
  });

  it('tells a difference from ratios within seeds alone, and asks for a comparison that has them', () => {
    const experiment = withClaims('limit', []);
    const comparison = experiment.comparison!;
    const limit = comparison.limit!;
    const toBest = { value: 1.08, low: 1.01, high: 1.15, over: 'seeds', units: 3 } as const;
    const [first, second] = limit.standings!.at(-1)!.arms;
    const textWith = (low: number) => {
      const arms = [first!, { ...second!, toBest: { ...toBest, low } }];
      const standings = [{ budget: 4_505_600, seeds: [1, 2, 3], arms }];
      return answerOf({ ...experiment, comparison: { ...comparison, limit: { ...limit, standings } } }).text;
    };
    expect(textWith(1.01)).toMatch(/ is left by all-single \(all pairs\); 1\.08 times as much by fixed-uniform\.$/);
    expect(textWith(0.98)).toContain('all-single (all pairs) (no difference from fixed-uniform was found); 1.08 times');
    const { standings: _, ...before } = limit;
    expect(answerOf({ ...experiment, comparison: { ...comparison, limit: before } }).text).toMatch(
      /^Its comparison was made before .*; npx nx run experiments:limit makes it anew/,
    );
  });
});

it('says beside answer and ranking with which seeds a curve collapsed, which its mean hides', () => {
  const experiment = withClaims('limit', []);
  const gone = { collapseStatus: 'collapsed', collapsedSeeds: 'seed 2 of 1, 2 and 3' } as const;
  const arms = experiment.arms.map((arm) => (arm.curve?.arm === 'all-single' ? { ...arm, ...gone } : arm));
  const collapsed = { ...experiment, arms };
  expect(answerOf(collapsed).text).toMatch(/; all-single collapsed with seed 2 of 1, 2 and 3\.$/);
  expect(figures.verdict.draw(collapsed)!.markup).toMatch(
    /all-single<\/span>[^]*?<small>collapsed with seed 2 of 1, 2 and 3<\/small>/,
  );
  expect(figures.verdict.draw(experiment)!.markup).not.toContain('collapsed with');
});

it('is followed by what it holds for, the ranking, and the intervals on a line of their own', () => {
  const document = draw(figures.verdict, 'whole');
  expect(texts(document.querySelectorAll('.limits'))).toEqual([
    'This holds for trainings of 80,000 points (pair, α), seed 1 alone (another seed draws only initial weights ' +
      'and sampling anew) and 512 held-out pairs. What was varied: the path, the pairs, the α of a pair, the ' +
      'curriculum and the weight of attraction.',
  ]);
  const order = texts(document.querySelectorAll('.ranking li'));
  expect(order.map((text) => text.split(' ')[0])).toEqual([
    'projected',
    'all-single',
    'fixed-single',
    'fixed-dense',
    'linear',
    'all-dense',
    'no-attraction',
  ]);
  expect(order[5]).toBe('all-dense 5.20 shrunk');
  expect(texts(document.querySelectorAll('.intervals'))[0]).toMatch(
    /^95 % intervals: projected 4\.32 to 4\.73; all-single 6\.14 to 6\.72;/,
  );
  expect(document.querySelectorAll('details .verdicts li')).toHaveLength(3);
});

it('folds the ranking of many arms', () => {
  const document = draw(figures.verdict, 'matrix');
  expect(document.querySelectorAll('.ranking')[0]!.querySelectorAll('li')).toHaveLength(8);
  expect(document.querySelectorAll('details .ranking li').length).toBeGreaterThan(20);
});
