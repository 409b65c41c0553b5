import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startChild } from '../../test/fixtures/child.js';
import { temporaryFolder } from '../../test/fixtures/records.js';
import type { LockClock } from './lock-claim.js';
import { folderOwner, LockedError, lockFolder } from './lock.js';
import { LockLostError } from './lock-lost-error.js';

it('lets one in at a time, and names the one that is in', async () => {
  const folder = join(temporaryFolder(), 'trial');
  expect(await folderOwner(folder)).toBe(null);
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(LockedError);
  await expect(lockFolder(folder)).rejects.toThrow(
    `${folder}: another process is at work here (process ${process.pid} on ${hostname()}, since 20`,
  );
  expect(await folderOwner(folder)).toMatch(new RegExp(`^process ${process.pid} on .+, since 20`));
  await release();
  expect(await folderOwner(folder)).toBe(null);
  expect(readdirSync(folder)).toEqual([]);
  await (
    await lockFolder(folder)
  )();
});

it('lets one in of many that come at once, and then the next', async () => {
  const folder = temporaryFolder();
  for (let round = 0; round < 3; round++) {
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const [mine, ...more] = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(more).toEqual([]);
    await mine!();
  }
});

it('keeps a second process out, and is free as soon as the first one is killed', async () => {
  const folder = temporaryFolder();
  const first = await startChild('hold-lock.ts', folder);
  expect(first.line).toBe('ready');
  await expect(lockFolder(folder)).rejects.toThrow(`process ${first.child.pid} on`);
  const second = await startChild('hold-lock.ts', folder);
  expect(second.line).toMatch(/^LockedError: .*another process is at work here/);
  // Silent for ever so long, as a clock that leaps would have it: who lives keeps the lock.
  utimesSync(join(folder, '.lock'), 0, 0);
  await expect(lockFolder(folder)).rejects.toThrow(LockedError);
  await first.kill();
  expect(existsSync(join(folder, '.lock'))).toBe(true);
  expect(await folderOwner(folder)).toBe(null);
  // Touched in the future, as a clock that went back would have it: who is dead keeps nothing.
  utimesSync(join(folder, '.lock'), new Date('2100-01-01'), new Date('2100-01-01'));
  writeFileSync(join(folder, '.checkpoint.safetensors.1-0.tmp'), 'half');
  const release = await lockFolder(folder);
  expect(existsSync(join(folder, '.checkpoint.safetensors.1-0.tmp'))).toBe(false);
  await release();
});

it('is not in the way of a process that comes while another one asks for the owner', async () => {
  const folder = temporaryFolder();
  for (let i = 0; i < 50; i++) {
    const [release] = await Promise.all([lockFolder(folder), folderOwner(folder), folderOwner(folder)]);
    await release();
  }
});

const elsewhere = JSON.stringify({
  pid: process.pid,
  host: 'elsewhere',
  process: 'another',
  since: '2026-01-01T00:00:00.000Z',
});

/** The same owner, by what else it says of itself. */
const of = (more: object): string => JSON.stringify({ ...JSON.parse(elsewhere), ...more });

/** A clock that leaps as far as one waits; `meanwhile` is what happens then. */
function leaping(meanwhile: () => void = () => undefined): LockClock {
  let time = 0;
  return {
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
      meanwhile();
    },
  };
}

it(
  'takes over from another machine, in a folder that was copied from there or shared with it, once that has been ' +
    'silent for a while, and says so before',
  async () => {
    const folder = temporaryFolder();
    const path = join(folder, '.lock');
    for (const seconds of [0, 1e9, -1e9]) {
      writeFileSync(path, elsewhere);
      const then = new Date(Date.now() + 1_000 * seconds);
      utimesSync(path, then, then);
      const said: string[] = [];
      const clock = leaping();
      const release = await lockFolder(folder, { clock, onWait: (words) => said.push(words) });
      expect(clock.now()).toBe(290_000);
      expect(said).toEqual([
        `${folder}: process ${process.pid} on elsewhere, since 2026-01-01T00:00:00.000Z, may still be at work here, ` +
          'on another machine; this one looks for a sign of life for 150 s, and takes the folder over 140 s later if ' +
          `there is none; if you know that it has ended, delete ${path}: this one then goes on at once`,
      ]);
      await release();
    }
  },
);

it('respects another machine that shows that it lives, whatever its clock says, and one of the same name', async () => {
  const folder = temporaryFolder();
  const path = join(folder, '.lock');
  for (const host of ['elsewhere', hostname()]) {
    writeFileSync(path, of({ host, boot: 'another', device: 1, ownDisk: false }));
    let touches = 0;
    const clock = leaping(() => utimesSync(path, ++touches, touches));
    await expect(lockFolder(folder, { clock })).rejects.toThrow(`process ${process.pid} on ${host}, since 2026`);
    expect(await folderOwner(folder)).toBe(
      `process ${process.pid} on ${host}, since 2026-01-01T00:00:00.000Z, as far as can be seen from another machine`,
    );
  }
});

it('does not wait for an owner from before a start of this machine, on a disk of its own', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.lock'), of({ boot: 'before', device: 1, ownDisk: true }));
  const clock = leaping();
  await (
    await lockFolder(folder, { clock })
  )();
  expect(clock.now()).toBe(0);
});

it('takes what another machine gives back while it is watched, unless a third one is faster', async () => {
  const folder = temporaryFolder();
  const path = join(folder, '.lock');
  writeFileSync(path, elsewhere);
  const lock = await lockFolder(folder, { clock: leaping(() => rmSync(path)) });
  expect(readFileSync(path, 'utf8')).toContain(`"host":"${hostname()}"`);
  lock.check();
  await lock();

  writeFileSync(path, elsewhere);
  let touches = 0;
  const clock = leaping(() => {
    if (touches === 0) rmSync(path);
    writeFileSync(path, elsewhere.replace(/"pid":\d+/, '"pid":7'));
    utimesSync(path, ++touches, touches);
  });
  await expect(lockFolder(folder, { clock })).rejects.toThrow(
    'another process is at work here (process 7 on elsewhere',
  );
  expect(readFileSync(path, 'utf8')).toContain('"pid":7');
});

it('ends its wait where that is asked for, and leaves the lock as it was', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.lock'), elsewhere);
  const stop = new AbortController();
  const waiting = lockFolder(folder, { onWait: () => stop.abort(), signal: stop.signal });
  await expect(waiting).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(readFileSync(join(folder, '.lock'), 'utf8')).toBe(elsewhere);
});

it('does not believe a lock that says nothing readable, but one that is held', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.lock'), '{"pid":');
  const release = await lockFolder(folder, { clock: leaping() });
  writeFileSync(join(folder, '.lock'), '');
  await expect(lockFolder(folder)).rejects.toThrow('its owner is not known yet');
  await release();
});

it('names a file that is in the way, and the remedy', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'trial'), '');
  await expect(lockFolder(join(folder, 'trial'))).rejects.toThrow(
    /trial: a file(, or a link that leads nowhere,)? is where a folder is expected \(E\w+\); move (it|that file) away/,
  );
  rmSync(join(folder, 'trial'));
  mkdirSync(join(folder, 'trial/.lock'), { recursive: true });
  await expect(lockFolder(join(folder, 'trial'))).rejects.toThrow(
    /trial\/\.lock: a folder is where a file is expected \(EISDIR\)/,
  );
});

it('names a link that leads nowhere or in a circle', async () => {
  const folder = temporaryFolder();
  symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
  symlinkSync('loop', join(folder, 'loop'));
  await expect(lockFolder(join(folder, 'broken'))).rejects.toThrow(
    /broken: .*a link that leads nowhere.*; move it away/,
  );
  await expect(lockFolder(join(folder, 'loop/trial'))).rejects.toThrow(
    /links lead in a circle \(ELOOP\); mend or remove/,
  );
});

describe('a lock is lost', () => {
  const PAUSE = 10;
  const taken = async () => {
    const folder = join(temporaryFolder(), 'trial');
    return { folder, path: join(folder, '.lock'), lock: await lockFolder(folder, { pause: PAUSE }) };
  };
  /** The reason that the timer finds by itself. */
  const reasonOf = async (lost: AbortSignal): Promise<unknown> => {
    while (!lost.aborted) await sleep(PAUSE);
    return lost.reason;
  };

  it('where its folder is removed or moved away: it says so, once, and makes no folder anew', async () => {
    for (const away of [
      (folder: string) => rmSync(folder, { recursive: true }),
      (folder: string) => renameSync(folder, `${folder}-away`),
    ]) {
      const { folder, lock } = await taken();
      away(folder);
      const reason = await reasonOf(lock.lost);
      expect(reason).toBeInstanceOf(LockLostError);
      expect(String(reason)).toContain(
        `${folder}: this folder was removed or moved while this process was at work in it`,
      );
      expect(lock.check).toThrow(reason as Error);
      await lock();
      expect(existsSync(folder)).toBe(false);
    }
  });

  it('where another file has its name, which is then left alone', async () => {
    const { path, lock } = await taken();
    rmSync(path);
    writeFileSync(path, elsewhere);
    const inode = statSync(path).ino;
    expect(lock.check).toThrow(/another process took this folder over \(process \d+ on elsewhere, since 2026/);
    expect(lock.isRetaken()).toBe(false);
    await lock();
    expect(statSync(path).ino).toBe(inode);
    expect(readFileSync(path, 'utf8')).toBe(elsewhere);
  });

  it('where another claim stands in its file, which is then left alone', async () => {
    const { path, lock } = await taken();
    writeFileSync(path, elsewhere);
    expect(lock.check).toThrow(/another process took this folder over \(process \d+ on elsewhere, since 2026/);
    await lock();
    expect(readFileSync(path, 'utf8')).toBe(elsewhere);
  });

  it('where its file alone was deleted: the folder is taken again for the end', async () => {
    const { folder, path, lock } = await taken();
    rmSync(path);
    expect(String(await reasonOf(lock.lost))).toContain(
      `${path}: this file was deleted while this process was at work in the folder`,
    );
    expect(lock.isRetaken()).toBe(true);
    lock.check();
    await expect(lockFolder(folder)).rejects.toThrow(`process ${process.pid} on`);
    rmSync(path);
    expect(lock.check).toThrow(LockLostError);
    await lock();
  });

  it('not where what it says of its owner cannot be read', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { path, lock } = await taken();
    for (const text of ['', '{"pid":']) {
      writeFileSync(path, text);
      vi.advanceTimersByTime(5 * PAUSE);
      lock.check();
      expect(lock.lost.aborted).toBe(false);
    }
    await lock();
    expect(existsSync(path)).toBe(false);
  });
});

it('shows other machines that its owner lives, also in the midst of a step that lets no timer through', async () => {
  const folder = temporaryFolder();
  const lock = await lockFolder(folder, { pause: 10 });
  const path = join(folder, '.lock');
  const sleepless = new Int32Array(new SharedArrayBuffer(4));
  utimesSync(path, 1, 1);
  // As a step does: nothing else runs on this thread.
  const patience = 600_000; // milliseconds after which it hangs
  for (let waited = 0; waited < patience && statSync(path).mtimeMs === 1_000; waited += 20)
    Atomics.wait(sleepless, 0, 0, 20);
  expect(statSync(path).mtimeMs).toBeGreaterThan(1_000);
  await lock();
});
