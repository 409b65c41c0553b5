import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conceptPicture } from '../concept-picture/concept-picture.js';

describe('the concept picture', () => {
  const picture = conceptPicture();

  it('is docs/concept.svg; concept-picture/write.ts writes it', () => {
    expect(readFileSync(join(__dirname, '../../../docs/concept.svg'), 'utf8')).toBe(picture);
  });

  it('has colours for light and for dark, and uses each', () => {
    const [, light, dark] = /svg \{ (.*?) \}[^]*svg \{ (.*?) \}/.exec(picture)!;
    const names = (colours: string) => [...colours.matchAll(/--([a-z]+):/g)].map(([, name]) => name!);
    expect(names(dark!)).toEqual(names(light!));
    for (const name of names(light!)) expect(picture, name).toContain(`var(--${name})`);
  });

  it('says what it shows to who cannot see it, and loads nothing', () => {
    expect(picture).toMatch(/<title>.+<\/title>\n<desc>A sketch\..+<\/desc>/);
    expect(picture.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|@import/);
  });
});
