import type * as Plot from '@observablehq/plot';

/** A path given in pixels, over or under the marks of a chart. */
export function pathMark(attributes: Readonly<Record<string, string>>): Plot.Markish {
  return (_index, _scales, _values, _dimensions, { document }) => {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    for (const [key, value] of Object.entries(attributes)) path.setAttribute(key, value);
    return path;
  };
}
