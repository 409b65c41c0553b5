import { expect, it } from 'vitest';
import { playgroundPage } from './page.js';

const HOSTILE = '</script><img src=x onerror=alert(1)>';
const graph = { name: HOSTILE, inputs: {}, constants: [], nodes: [], outputs: {} };

it('sets names as text, wherever they stand', () => {
  const html = playgroundPage({
    data: {
      experiment: HOSTILE,
      trial: HOSTILE,
      arm: HOSTILE,
      image: { height: 32, width: 32, channels: 3 },
      latentSize: 8,
      real: 1,
      walk: graph,
      decode: graph,
      encode: graph,
      latents: { at: 0, count: 0, as: 'float32' },
      pictures: { count: 4, columns: 4, tile: { height: 48, width: 48, top: 8, left: 8 }, webp: '', areReal: true },
      scored: [],
    },
    bytes: new Uint8Array(0),
    note: HOSTILE,
  });
  expect(html).not.toContain('<img');
  expect(html.match(/<\/script>/g)).toHaveLength(3);
  expect(html).toContain('&#60;img src=x');
});
