import { describe, expect, it } from 'vitest';
import { figures } from '../../src/figures/registry.js';
import { projectionOf } from '../fixture/projection-of.js';
import { draw, experimentOf, texts, useFixtures } from './drawn.js';

useFixtures('whole');

describe('projection', () => {
  it('says how far P is none, draws each VAE from three kinds of start, and a row for each', () => {
    const document = draw(figures.projection, 'whole');
    const [said] = texts(document.querySelectorAll('p'));
    expect(said).toMatch(
      /^P moves a real latent that it has moved once 0\.600 times as far again; a projection would not move it again\. One application moves the middles of straight lines nearer to true images in 0 of 2 VAEs \(latent 64: 1\.13 times the distance; latent 16: 1\.13 times the distance\)\.$/,
    );
    const charts = [...document.querySelectorAll('.panel svg')];
    expect(charts.map((svg) => svg.getAttribute('aria-label'))).toEqual(
      ['Movement ‖Pᵏ⁺¹(z) − Pᵏ(z)‖', 'Squared distance of D(Pᵏ(z)) to the nearest true image'].flatMap((title) =>
        ['latent 64', 'latent 16'].map((label) => `${title} by k, ${label}`),
      ),
    );
    for (const svg of charts) expect(svg.querySelectorAll('[aria-label="line"] path')).toHaveLength(3);
    const rows = [...document.querySelectorAll('.settings tbody tr')];
    expect(rows).toHaveLength(6);
    expect(texts(rows[0]!.children)).toEqual([
      'latent 64, real latents',
      '0.600',
      '0.900',
      '1.60',
      '1.20',
      '1.30',
      '0.900',
      '0.440',
      '80 %',
      '5',
      '25 %',
      '50 %',
    ]);
    expect(texts(rows[2]!.children)).toEqual([
      'latent 64, the prior',
      '0.600',
      '0.900',
      '1.60',
      '–',
      '1.30',
      '–',
      '0.440',
      '0 %',
      '0',
      '–',
      '50 %',
    ]);
  });

  it('has no part for truth where factors are not known, and none at all where nobody asked', () => {
    const whole = experimentOf('whole');
    const sizes = { points: 8, jacobians: 2, steps: 50 };
    const unknown = figures.projection.draw({
      ...whole,
      projection: { version: 1, experiment: 'whole', sizes, vaes: [projectionOf(64, false)] },
    })!.markup;
    expect(unknown).not.toMatch(/true image|category/);
    const { projection: _, ...record } = whole.record;
    expect(figures.projection.draw({ ...whole, record })).toBeNull();
    expect(figures.projection.draw({ ...whole, projection: null })!.markup).toContain('Not measured yet');
  });
});
