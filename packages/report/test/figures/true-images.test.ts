import { rootKey, split } from '@latent-paths/core';
import { imageSources } from '@latent-paths/data';
import { expect, it } from 'vitest';
import { figures } from '../../src/figures/registry.js';
import { draw, experimentOf, texts, useFixtures } from './drawn.js';

useFixtures('known', 'whole');

it('puts true images above the arms of every pair: the two held-out images, and what lies between', () => {
  const document = draw(figures.films, 'known');
  for (const film of document.querySelectorAll('.films')[0]!.querySelectorAll('.film'))
    expect(texts(film.querySelectorAll('.film-name'))[0]).toBe('true images');
  const { trueImages } = experimentOf('known');
  const source = imageSources.shapes
    .build(imageSources.shapes.schema.parse({ train: 100, heldOut: 100 }))
    .open({ key: split(rootKey(0), 'images') });
  const image = new Float32Array(32 * 32 * 3);
  source.write('heldOut', 3, image);
  expect(trueImages!.render(trueImages!.ends.get(7)!.b)).toEqual(
    Uint8Array.from(image, (value) => Math.round(255 * value)),
  );
});

it('folds away each frame above the true image nearest to it, and has neither where factors are not known', () => {
  const names = texts(draw(figures.films, 'known').querySelectorAll('details.nearest .film:first-child .film-name'));
  expect(names.slice(0, 4)).toEqual(['linear', 'nearest true images', 'projected', 'nearest true images']);
  const without = draw(figures.films, 'whole');
  expect(without.querySelector('details')).toBeNull();
  expect(without.body.textContent).not.toContain('true images');
});
