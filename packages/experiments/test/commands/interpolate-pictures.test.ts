import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { integerAt, rootKey, sizeOf, split } from '@latent-paths/core';
import { decodeTable, encodePng, type ImageSource } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import { openSource, parseTrial } from '@latent-paths/specification/trial';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { interpolate } from '../../src/commands/interpolate.js';
import { LINEAR, run, SINGLE, tiny, workspace, type Workspace } from '../tiny.js';
import { invoke, invokeJson } from './invoke.js';
import { readStrip } from './read-strip.js';
import { trialOf } from './real-store.js';

let engine: Engine;
let space: Workspace;
let source: ImageSource;
let pictures: string;
const at = (name: string) => join(pictures, name);
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  space = workspace(
    tiny([LINEAR, SINGLE, 'slerp: { path: { kind: slerp } }', 'pixels: { path: { kind: pixel-linear } }']).replace(
      'images: 512, batch: 32',
      'images: 8000, batch: 32', // so that it knows what its images are like
    ),
    mkdtempSync(join(tmpdir(), 'latent-paths-')),
  );
  expect((await run(space, { engine })).failed).toEqual([]);
  const trial = space.store.experiment('x').trial(await trialOf(space.store, 'x', 'linear'));
  source = openSource(parseTrial((await trial.readSpec())!, 'spec.yaml'));
  pictures = join(space.root, 'pictures');
  mkdirSync(pictures);
  for (let i = 0; i < 5; i++) writeImage(`${i}.png`, i);
  const [height, width] = source.shape;
  const key = split(rootKey(1), 'noise');
  const noise = Uint8Array.from({ length: height * width * 3 }, (_, i) => 255 * integerAt(key, i, 2));
  writeFileSync(at('noise.png'), encodePng({ height, width, channels: 3, data: noise }));
  const clear = { create: { width: 50, height: 40, channels: 4 as const, background: '#ff000080' } };
  await sharp(clear).png().toFile(at('clear.png'));
});
afterAll(() => {
  engine.dispose();
  rmSync(space.root, { recursive: true });
});

/** Held-out image i as a file. */
function writeImage(name: string, index: number): void {
  const values = new Float32Array(sizeOf(source.shape));
  source.write('heldOut', index, values);
  const [height, width] = source.shape;
  const data = Uint8Array.from(values, (value) => Math.round(255 * value));
  writeFileSync(at(name), encodePng({ height, width, channels: 3, data }));
}

const walked = async (arm: string, args: readonly string[]) =>
  invoke(interpolate, [await trialOf(space.store, 'x', arm), ...args], space);
const walkedJson = async (arm: string, args: readonly string[]) =>
  invokeJson(interpolate, [await trialOf(space.store, 'x', arm), ...args], space);

it('walks between files as between the same held-out images, and tells how they come back', async () => {
  const folder = temporaryFolder();
  const ends = ['--from', at('3.png'), '--to', at('4.png'), '--frames', '5'];
  const given = await walkedJson('single', [...ends, '--out', join(folder, 'a.png')]);
  const own = await walkedJson('single', ['--a', '3', '--b', '4', '--frames', '5', '--out', join(folder, 'b.png')]);
  const [height, width] = source.shape;
  expect(given.pictures).toEqual([
    { name: at('3.png'), read: `${width}×${height}, as it is`, squaredError: expect.any(Number), far: false },
    { name: at('4.png'), read: `${width}×${height}, as it is`, squaredError: expect.any(Number), far: false },
  ]);
  expect(own.pictures.map(({ name }: { name: string }) => name)).toEqual(['image 3', 'image 4']);
  for (const i of [0, 1])
    expect(given.pictures[i].squaredError / own.pictures[i].squaredError, `picture ${i}`).toBeCloseTo(1, 1);
  // The files hold bytes, and the images numbers.
  const [a, b] = await Promise.all([given, own].map(({ out }) => readStrip(out, { shape: source.shape, scale: 4 })));
  const bytes = b!.flat(2);
  expect(Math.max(...a!.flat(2).map((value, i) => Math.abs(value - bytes[i]!)))).toBeLessThan(6);
  expect(given.heldOut).toEqual(own.heldOut);
  expect(given.heldOut.images).toBe(128);
  expect(given.heldOut.q95).toBeGreaterThan(given.heldOut.mean);
});

it('warns of a picture that the VAE does not know', async () => {
  const out = join(temporaryFolder(), 'w.png');
  const { code, err } = await walked('slerp', ['--from', at('noise.png'), '--to', at('1.png'), '--out', out]);
  expect(code).toBe(0);
  expect(err).toMatch(
    /^warning: 1 of 2 pictures come back with a squared error of more than 2 times .*: .*noise\.png \(0\.\d+\)\. The VAE/,
  );
});

it('passes pictures on the way: a row of the path and one of the line for each leg', async () => {
  const out = join(temporaryFolder(), 'w.png');
  const files = ['--from', at('0.png'), '--through', at('1.png'), '--through', at('2.png'), '--to', at('3.png')];
  const { steps } = await walkedJson('single', [...files, '--frames', '3', '--out', out]);
  expect(steps.map(({ leg, alpha }: { leg: number; alpha: number }) => [leg, alpha])).toEqual(
    [0, 1, 2].flatMap((leg) => [0, 0.5, 1].map((alpha) => [leg, alpha])),
  );
  const { width, height } = await sharp(out).metadata();
  const [h, w] = source.shape;
  expect([width, height]).toEqual([(5 * (w + 1) - 1) * 4, 3 * (2 * h + 1) * 4 + 2 * 16]);
});

it.each(['gif', 'webp'])(
  'writes the frames of the strip as %s: the path left, the straight line right',
  async (ending) => {
    const folder = temporaryFolder();
    const ends = ['--from', at('0.png'), '--to', at('1.png'), '--frames', '4'];
    const [strip, out] = [join(folder, 'w.png'), join(folder, `w.${ending}`)];
    await walked('single', [...ends, '--out', strip]);
    await walked('single', [...ends, '--out', out]);
    const { pages, delay } = await sharp(out).metadata();
    expect([pages, delay]).toEqual([4, [640, 80, 80, 640]]);
    const rows = await readStrip(strip, { shape: source.shape, scale: 4 });
    const frame = join(folder, 'frame.png');
    for (const page of [0, 2]) {
      await sharp(out, { page }).removeAlpha().png().toFile(frame);
      const [shown] = await readStrip(frame, { shape: source.shape, scale: 4 });
      for (const way of [0, 1]) {
        const expected = rows[way]![page + 1]!;
        const most = ending === 'webp' ? 0 : 24; // GIF has 256 colours
        shown![way]!.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(most));
      }
    }
  },
);

it('writes a folder of frames, and leaves one alone that holds anything', async () => {
  const folder = temporaryFolder();
  const ends = ['--from', at('0.png'), '--to', at('1.png'), '--frames', '3'];
  const out = join(folder, 'frames/');
  await walked('slerp', [...ends, '--out', out]);
  expect(readdirSync(out).sort()).toEqual(['000.png', '001.png', '002.png', 'line']);
  expect(readdirSync(join(out, 'line')).sort()).toEqual(['000.png', '001.png', '002.png']);
  const { width, height } = await sharp(join(out, '001.png')).metadata();
  expect([height, width]).toEqual(source.shape.slice(0, 2));
  await expect(walked('slerp', [...ends, '--out', out])).rejects.toThrow(
    /--out: expected a new folder or an empty one/,
  );
  mkdirSync(join(folder, 'empty'));
  await walked('linear', [...ends, '--out', join(folder, 'empty')]);
  expect(readdirSync(join(folder, 'empty')).sort()).toEqual(['000.png', '001.png', '002.png']); // it is the line
});

it('reads a picture as it is told to, and says so', async () => {
  const out = join(temporaryFolder(), 'w.png');
  const files = ['--from', at('clear.png'), '--to', at('1.png'), '--frames', '2', '--out', out];
  await expect(walked('linear', files)).rejects.toThrow(
    /--from .*clear\.png: expected a background .*add --background white, black or "#rrggbb"/,
  );
  const [height, width] = source.shape;
  const looks = ['--background', 'white', '--kernel', 'cubic', '--fit', 'contain'];
  const told = await walkedJson('linear', [...files, ...looks]);
  expect(told.pictures[0].read).toBe(`50×40 to ${width}×${height}: contain, cubic`);
});

it('writes over a file only where it is told to', async () => {
  const out = join(temporaryFolder(), 'w.gif');
  writeFileSync(out, 'before');
  const files = ['--from', at('0.png'), '--to', at('1.png'), '--frames', '2', '--out', out];
  await expect(walked('linear', files)).rejects.toThrow('--out: expected a new file, got an existing one');
  expect(readFileSync(out, 'utf8')).toBe('before');
  await walked('linear', [...files, '--force']);
  expect((await sharp(out).metadata()).format).toBe('gif');
});

it.each<[readonly string[], string | RegExp]>([
  [[], 'interpolate: expected pictures to walk between, got none; name two by --from and --to'],
  [['--to', 'b.png'], '--from: expected the picture to begin with, got none beside --to'],
  [['--from', 'b.png'], '--to: expected the picture to end with, got none beside --from'],
  [['--through', 'b.png'], '--from: expected the picture to begin with'],
  [['--from', 'a.png', '--to', 'b.png', '--a', '3'], /expected one of .*, got --from, --to, --a/],
  [['--pairs', 'p.csv', '--to', 'b.png'], /expected one of .*, got --to, --pairs/],
  [['--from', '/no/a.png', '--to', 'b.png'], '--from /no/a.png: expected a picture, found no file that can be read'],
  [['--from', '/', '--to', 'b.png'], '--from /: expected a picture, got a folder'],
  [['--from', __filename, '--to', 'b.png'], /--from .*: expected a picture that can be decoded, got no PNG/],
  [
    ['--from', 'a', '--to', 'b', '--out', 'w.mp4'],
    '--out: expected a name that ends in one of .png, .gif, .webp, /, got w.mp4',
  ],
  [['--from', 'a', '--to', 'b', '--out', 'frames'], 'got frames; the name of a folder ends in /'],
  [['--from', 'a', '--to', 'b', '--frames', '1'], '--frames: expected an integer in 2 … 200, got 1'],
  [['--from', 'a', '--to', 'b', '--kernel', 'best'], /^--kernel: .*"nearest"\|"box".*, got best/],
  [['--from', 'a', '--to', 'b', '--background', 'blue'], '--background: expected white, black or "#rrggbb", got blue'],
  [['--pairs', '/no/p.csv'], '--pairs /no/p.csv: expected a CSV file, found none'],
  [['--pairs', 'p.csv', '--out', 'w.gif'], '--out: expected a name that ends in one of .arrow, /, got w.gif'],
])('refuses %j', async (args, message) => {
  await expect(walked('linear', args)).rejects.toThrow(message);
});

it('says which picture of a damaged pair is at fault before it writes anything', async () => {
  const out = join(temporaryFolder(), 'w.arrow');
  writeFileSync(at('broken.png'), readFileSync(at('0.png')).subarray(0, 300));
  writeFileSync(at('broken.csv'), 'from,to\n0.png,1.png\n2.png,broken.png\n');
  await expect(walked('linear', ['--pairs', at('broken.csv'), '--out', out])).rejects.toThrow(
    /broken\.csv, line 3: .*broken\.png: expected a picture that can be decoded, got/,
  );
  expect(existsSync(out)).toBe(false);
});

it.each([
  ['a,b\n1.png,2.png\n', /expected a first line “from,to”, the names of its two columns, got “a,b”/],
  ['from,to\n', /expected pairs, a line each, got none/],
  ['from,to\n0.png\n', /line 2: expected two names of pictures, got “0\.png”/],
  [
    'from,to\n0.png,1.png\n0.png,lost.png\nlost.png,gone.png\n',
    /got 2 names of none; [^]*line 3: .*lost[^]*line 4: .*gone/,
  ],
])('refuses the table %j', async (text, message) => {
  writeFileSync(at('bad.csv'), text);
  await expect(walked('linear', ['--pairs', at('bad.csv')])).rejects.toThrow(message);
});

it.each(['single', 'pixels'])('walks many pairs of %s at once to what each gives by itself', async (arm) => {
  const folder = temporaryFolder();
  const pairs = Array.from({ length: 30 }, (_, i) => [i % 5, (i * 3 + 1) % 5]);
  writeFileSync(at('pairs.csv'), `\uFEFFfrom,to\n${pairs.map(([a, b]) => `${a}.png,./${b}.png\n`).join('')}`);
  const [out, alone] = [join(folder, 'w.arrow'), join(folder, 'one.png')];
  const told = await walkedJson(arm, ['--pairs', at('pairs.csv'), '--frames', '20', '--out', out]);
  expect([told.pairs, told.frames, told.pictures.length]).toEqual([30, 20, 5]);
  const { columns, metadata } = decodeTable(out, readFileSync(out));
  const values = (name: string) => [...columns[name]!.data];
  expect(metadata).toMatchObject({ experiment: 'x', height: `${source.shape[0]}`, channels: '3' });
  expect(values('pair')).toEqual(Array.from({ length: 600 }, (_, row) => Math.floor(row / 20)));
  expect(values('frame')).toEqual(Array.from({ length: 600 }, (_, row) => row % 20));
  expect('reprojection' in columns).toBe(arm === 'single');

  const [a, b] = pairs[17]!;
  const ends = ['--from', at(`${a}.png`), '--to', at(`${b}.png`), '--frames', '20', '--out', alone];
  const { steps, pictures: both } = await walkedJson(arm, ends);
  const near = (name: string, expected: readonly number[]) =>
    values(name)
      .slice(340, 360)
      .forEach((value, i) => expect(value, `${name} ${i}`).toBeCloseTo(expected[i]!, 3));
  for (const name of arm === 'single' ? ['alpha', 'reprojection', 'attraction'] : ['alpha'])
    near(
      name,
      steps.map((step: Record<string, number>) => step[name]),
    );
  near(
    'line-reprojection',
    steps.map((step: Record<string, number>) => step['lineReprojection']),
  );
  near('from-error', Array(20).fill(both[0].squaredError));
  near('to-error', Array(20).fill(both[1].squaredError));
  const rows = await readStrip(alone, { shape: source.shape, scale: 4 });
  const pixels = sizeOf(source.shape);
  for (const [row, name] of ['picture', 'line-picture'].entries()) {
    const shown = columns[name]!.data.subarray((340 + 7) * pixels, (340 + 8) * pixels);
    rows[row]![8]!.forEach((value, i) => expect(Math.abs(value - shown[i]!)).toBeLessThanOrEqual(1));
  }
});

it('writes a strip a pair into a folder', async () => {
  const out = join(temporaryFolder(), 'strips/');
  writeFileSync(at('three.csv'), 'to,from\n1.png,0.png\n2.png,1.png\n"2.png","0.png"\n');
  await walked('single', ['--pairs', at('three.csv'), '--frames', '3', '--out', out]);
  expect(readdirSync(out).sort()).toEqual(['00000.png', '00001.png', '00002.png']);
  const rows = await readStrip(join(out, '00000.png'), { shape: source.shape, scale: 1 });
  expect(rows.map(({ length }) => length)).toEqual([3, 3]);
});

it('writes no table once it was told to stop', async () => {
  const folder = temporaryFolder();
  writeFileSync(at('three.csv'), 'from,to\n1.png,0.png\n');
  const words = ['--pairs', at('three.csv'), '--out', join(folder, 'w.arrow')];
  const { code } = await invoke(interpolate, [await trialOf(space.store, 'x', 'linear'), ...words], {
    store: space.store,
    signal: AbortSignal.abort(),
  });
  expect([code, readdirSync(folder)]).toEqual([130, []]);
});
