import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type ArtifactStore } from '@latent-paths/data';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Stopped, type StageContext } from './context.js';
import { ensure } from './ensure.js';

const provenance = {
  commit: null,
  dirty: null,
  versions: {},
  engine: 'cpu',
  threads: 1,
  cpu: 'some',
  platform: 'linux',
  command: 'train',
};

describe('an artifact that another process makes', () => {
  let artifact: ArtifactStore;
  let others: ArtifactStore;
  let release: () => Promise<void>;

  beforeEach(async () => {
    const results = await mkdtemp(join(tmpdir(), 'latent-paths-ensure-'));
    onTestFinished(() => rm(results, { recursive: true }));
    const open = () => openStore(results).artifact('pool', 'a'.repeat(64));
    [artifact, others] = [open(), open()];
    release = await others.lock();
  });

  /** Waits for it; `onWait` is called where that is said. */
  function wait(onWait: () => Promise<void> | void) {
    const said: string[] = [];
    const ended: Promise<void>[] = [];
    const stop = new AbortController();
    let made = 0;
    const display = {
      say: (line: string) => {
        said.push(line);
        ended.push(Promise.resolve(onWait()));
      },
    };
    const context = { display, signal: stop.signal } as unknown as StageContext; // all that it uses
    const end = ensure(artifact, context, async () => {
      made += 1;
      await finish(artifact);
    }).then(() => Promise.all(ended));
    return { end, said, stop, made: () => made };
  }

  async function finish(one: ArtifactStore) {
    await one.begin();
    await one.finish({ madeAt: '2026-01-01T00:00:00.000Z', provenance });
  }

  it('is waited for, said once, and not made again', async () => {
    const { end, said, made } = wait(async () => {
      await new Promise((done) => setTimeout(done, 2_500)); // more than one look
      await finish(others);
      await release();
    });
    await end;
    expect(said).toEqual([
      expect.stringMatching(/^pool-a{12}: waiting for another run that makes it \(process \d+ on .+, since 20/),
    ]);
    expect(made()).toBe(0);
  });

  it('is made where the other one ends without it', async () => {
    const { end, made } = wait(release);
    await end;
    expect(made()).toBe(1);
    expect(await artifact.isFinished()).toBe(true);
  });

  it('is no longer waited for where a stop is asked for', async () => {
    const { end, stop, made } = wait(() => {
      stop.abort();
    });
    await expect(end).rejects.toThrow(Stopped);
    expect(made()).toBe(0);
    await release();
  });
});
