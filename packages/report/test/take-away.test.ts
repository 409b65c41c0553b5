import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { writeFigure, writeMarkdown } from '../src/index.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { DENSE_ARMS } from './fixture/arms.js';
import { writeFixture } from './fixture/write-fixture.js';

const HOSTILE = '<img src=x onerror=alert(1)>';
const options = {
  name: 'away',
  question: `Is it so, ${HOSTILE}?`,
  seeds: [1],
  arms: DENSE_ARMS.slice(0, 3),
  compared: true,
  framed: true,
  logEvery: 96,
};

it('writes a page as Markdown with one SVG for each section that has pictures, and no name is markup', async () => {
  const results = temporaryFolder();
  await writeFixture(results, options);
  const text = await readFile(await writeMarkdown({ results, experiment: 'away' }), 'utf8');
  expect(text).toMatch(/^# Is it so/);
  expect(text).toContain('## Reprojection along the path\n');
  expect(text).toMatch(/!\[Mean reprojection by α of [^\]]*\]\(figures\/reprojection\.svg\)/);
  expect(text).toMatch(/^\| --- \| --- \|/m);
  expect(text).not.toMatch(/(^|[^\\])<img/);
  for (const [, path] of text.matchAll(/\]\((figures\/[a-z-]+\.svg)\)/g)) {
    const svg = await readFile(join(results, 'away', path!), 'utf8');
    expect(svg.replace(/base64,[^"]*/g, '')).not.toMatch(/var\(--|currentColor|NaN|undefined/);
    const { document } = parseHTML(svg);
    expect(document.querySelector('svg')!.getAttribute('aria-label')).toMatch(/\w{4}/);
  }
});

it('writes a figure alone, the same each time; a name that there is not is answered with those there are', async () => {
  const results = temporaryFolder();
  await writeFixture(results, options);
  const request = { results, experiment: 'away', name: 'holes' };
  const first = await readFile(await writeFigure(request), 'utf8');
  expect(await readFile(await writeFigure({ ...request, out: join(results, 'x.svg') }), 'utf8')).toBe(first);
  expect(first).toContain('The worst holes');
  await expect(writeFigure({ ...request, name: 'hols' })).rejects.toThrow(/holes.*, got hols; did you mean holes\?/);
  await expect(writeFigure({ ...request, name: 'settings' })).rejects.toThrow('which has no picture in away');
});
