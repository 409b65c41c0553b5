import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lineChart } from './line-chart.js';

beforeEach(() => void vi.stubGlobal('document', parseHTML('<main></main>').document));
afterEach(() => void vi.unstubAllGlobals());

const drawn = (points: readonly (readonly [number, number])[]) =>
  lineChart({
    label: 'r(α)',
    width: 400,
    height: 200,
    curves: [{ name: 'path', colour: 'red', dash: null, isChosen: true, points }],
  });

it('marks each curve at α within the chart, and one that has no value there not at all', () => {
  const chart = drawn([
    [0, 1],
    [0.5, 3],
  ]);
  const dot = chart.element.querySelector('circle')!;
  for (const alpha of [0, 0.25, 0.5]) {
    chart.show(alpha);
    expect(dot.getAttribute('visibility')).toBe('visible');
    expect(Number(dot.getAttribute('cy'))).toBeGreaterThan(0);
    expect(Number(dot.getAttribute('cy'))).toBeLessThan(200);
  }
  chart.show(0.75);
  expect(dot.getAttribute('visibility')).toBe('hidden');
  chart.show(0.25);
  expect(dot.getAttribute('visibility')).toBe('visible');
});
