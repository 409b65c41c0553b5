import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importRecord } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { parseTrial } from '@latent-paths/specification/trial';
import { finishedPath } from '@latent-paths/trials/evaluation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { inputs } from '../src/commands/verify/inputs.js';
import { blocks } from './small-vae.js';
import { LINEAR, run, tiny, workspace, type Workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

let files: { encoder: string; decoder: string };
beforeEach(() => {
  const folder = temporaryFolder();
  files = { encoder: join(folder, 'enc.onnx'), decoder: join(folder, 'dec.onnx') };
  write(blocks(1.2));
});
function write({ encoder, decoder }: ReturnType<typeof blocks>): void {
  writeFileSync(files.encoder, encoder);
  writeFileSync(files.decoder, decoder);
}

const NETWORK = 'network: {}';
const yamlOf = (rest = '', arms = [LINEAR, NETWORK]) =>
  tiny(arms).replace(
    /^vae: .*$/m,
    `vae: { kind: onnx, encoder: ${files.encoder}, decoder: ${files.decoder}, ` +
      `input: { range: [-1, 1] }, licence: MIT${rest} }`,
  );

async function subjectOf({ store }: Workspace, id: string) {
  const trial = store.experiment('x').trial(id);
  return {
    store,
    experiment: 'x',
    id,
    files: trial,
    run: (await trial.readRun())!,
    config: async () => parseTrial((await trial.readSpec())!, 'spec.yaml'),
    summary: async () => (await trial.readSummary())!,
    codeHere: () => ({ commit: null, dirty: null }) as never, // not asked for
  };
}

describe('an experiment on a VAE from ONNX files', () => {
  it('measures it, trains on its spatial latents as rows, and stands without the files from then on', async () => {
    const space = workspace(yamlOf());
    const told: string[] = [];
    expect(await run(space, { engine, told })).toEqual({ finished: 2, failed: [] });

    const artifact = (await space.store.artifacts()).find(({ name }) => name.startsWith('vae-import-'))!;
    const record = importRecord.parse(JSON.parse(readFileSync(join(artifact.folder, 'import.json'), 'utf8')));
    expect(record).toMatchObject({ latentShape: [3, 4, 4], imageShape: [32, 32, 3], images: 256 });
    expect(Math.max(record.parity.encoder!, record.parity.decoder!)).toBeLessThan(1e-5);
    expect(record.gradient.difference).toBeLessThan(0.02);
    const { squaredError, baseline } = record.reconstruction!; // it has pictures
    expect(squaredError).toBeLessThan(baseline);

    const [, network] = (await space.store.experiment('x').readExperiment())!.arms;
    const trial = space.store.experiment('x').trial(network!.trials[0]!);
    expect((await trial.readSummary())!.imported).toEqual({
      source: null,
      licence: 'MIT',
      warnings: expect.any(Array),
    });

    expect(await inputs.find(await subjectOf(space, network!.trials[0]!))).toMatchObject({ outcome: 'ok' });

    write({ encoder: Buffer.from('gone'), decoder: Buffer.from('gone') });
    const { vae } = await finishedPath({ store: space.store, trial, run: (await trial.readRun())! });
    expect(vae.latentSize).toBe(48);
  });

  it('uses the dimensions that vary alone where that is asked for, and else says what to paste', async () => {
    write(blocks(1.2, [5, 10, 22, 41]));
    const passing = ', checks: { reconstruction: { refuse: never } }';
    const plain = workspace(yamlOf(passing));
    const active = workspace(yamlOf(`${passing}, latent: { use: active }`));
    const told: string[] = [];
    expect((await run(plain, { engine, told })).failed).toEqual([]);
    expect(told.join('\n')).toMatch(/only 4 of 48 latent dimensions vary.*latent: \{ use: active \} within vae/);

    const silent: string[] = [];
    expect((await run(active, { engine, told: silent })).failed).toEqual([]);
    expect(silent.join('\n')).not.toContain('latent dimensions vary:');
    const artifact = (await active.store.artifacts()).find(({ name }) => name.startsWith('vae-import-'))!;
    const record = importRecord.parse(JSON.parse(readFileSync(artifact.path('import.json'), 'utf8')));
    expect(record).toMatchObject({ latentShape: [3, 4, 4], active: { units: 4, of: 48 } });
    expect(record.used!.dimensions).toEqual([5, 10, 22, 41]);
    expect(record.used!.held).toEqual(new Array(44).fill(expect.closeTo(0.25, 4)));
    expect(record.gradient.difference).toBeLessThan(0.02);
    expect(record.notes.join()).toContain('the 4 of 48 latent dimensions that vary over 256 pictures');

    const [, network] = (await active.store.experiment('x').readExperiment())!.arms;
    const trial = active.store.experiment('x').trial(network!.trials[0]!);
    const { vae } = await finishedPath({ store: active.store, trial, run: (await trial.readRun())! });
    expect(vae.latentSize).toBe(4);
    const ids = ({ experiment }: typeof plain) => experiment().arms.map(({ trials }) => trials[0]!.id);
    expect(ids(active)).not.toEqual(ids(plain));
  });

  it('is refused where its files are replaced after they were named, and then goes by the new ones', async () => {
    const space = workspace(yamlOf('', [LINEAR]));
    const named = space.experiment();
    write(blocks(1.1));
    const told: string[] = [];
    expect((await run({ ...space, experiment: () => named }, { engine, told })).finished).toBe(0);
    expect(told.join('\n').replaceAll(/\s+/g, ' ')).toContain(
      `${files.encoder} and ${files.decoder}: expected what the files held when the run began, got another content`,
    );
    expect((await space.store.artifacts()).length).toBe(0);
    expect((await run(space, { engine })).finished).toBeGreaterThan(0);
    expect(space.experiment().arms[0]!.trials[0]!.id).not.toBe(named.arms[0]!.trials[0]!.id);
  });

  it('is told by verify where it was made of other files than its trial names', async () => {
    const space = workspace(yamlOf('', [LINEAR]));
    await run(space, { engine });
    const artifact = (await space.store.artifacts()).find(({ name }) => name.startsWith('vae-import-'))!;
    const manifest = (await artifact.readManifest())!;
    const record = importRecord.parse(JSON.parse(readFileSync(artifact.path('import.json'), 'utf8')));
    const other = { ...record, files: { ...record.files, decoder: 'd'.repeat(64) } };
    rmSync(artifact.path('manifest.json'));
    await artifact.writeBytes('import.json', Buffer.from(JSON.stringify(other)));
    const { content } = await artifact.finish({ madeAt: manifest.madeAt, provenance: manifest.provenance });
    const subject = await subjectOf(space, space.experiment().arms[0]!.trials[0]!.id);
    const { vae } = subject.run.inputs;
    const altered = { ...subject.run, inputs: { ...subject.run.inputs, vae: { ...vae!, content } } };
    expect(await inputs.find({ ...subject, run: altered })).toMatchObject({
      outcome: 'differs',
      detail: expect.stringMatching(/^vae-import-\w+ was made of files of content \w+, and spec\.yaml asks for \w+/),
    });
  });

  it('refuses one whose pictures do not come back, unless it is let pass', async () => {
    write(blocks(-3));
    const told: string[] = [];
    const { finished, failed } = await run(workspace(yamlOf()), { engine, told });
    expect([finished, failed.length]).toEqual([0, 2]);
    expect(told.join('\n')).toMatch(/pictures do not come back.*reconstruction: \{ refuse: never \}/s);
    const space = workspace(yamlOf(', checks: { reconstruction: { refuse: never } }'));
    expect((await run(space, { engine })).failed).toEqual([]);
  });
});
