import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  installNetworkDisk,
  type NetworkDisk,
  type NetworkDiskOptions,
} from '../../../../tools/faulty-disk/src/network-disk.js';
import { SETTLING, SILENCE } from '../../src/store/lock-claim.js';
import { LockLostError } from '../../src/store/lock-lost-error.js';
import { folderOwner, LockedError, lockFolder, type LockOptions, type Release } from '../../src/store/lock.js';
import { temporaryFolder } from '../fixtures/records.js';

let installed: NetworkDisk | undefined;
afterEach(() => installed?.uninstall());

const DAY = 86_400_000;
/** Milliseconds between the touches of an owner. */
const BEAT = 2_000;

interface Seat {
  take(options?: LockOptions): Promise<Release>;
  owner(): Promise<string | null>;
  /** It lives from now on: it touches the lock by its own clock as long as its own text, `holds`, stands there. */
  live(skew?: number, holds?: string): void;
  check(release: Release): void;
}

/** Machines on one folder of a network's disk, with a clock that leaps as far as one of them waits. */
function machines(options: Omit<NetworkDiskOptions, 'now'>) {
  const folder = temporaryFolder();
  const path = join(folder, '.lock');
  let time = 0;
  const living: (() => void)[] = [];
  const disk = installNetworkDisk(folder, { ...options, now: () => time });
  installed = disk;
  const pass = (milliseconds: number): void => {
    for (const end = time + milliseconds; time < end; time = Math.min(end, time + BEAT)) living.forEach((one) => one());
  };
  const clock = { now: () => time, sleep: async (milliseconds: number) => pass(milliseconds) };
  const at = (host: string, boot: string) => ({ host, boot, tryLock: disk.tryLock });
  const seat = (host: string, boot = `boot of ${host}`): Seat => ({
    take: (more) =>
      disk.on(boot, () => lockFolder(folder, { clock, machine: at(host, boot), pause: 2 ** 30, ...more })),
    owner: () => disk.on(boot, () => folderOwner(folder, at(host, boot))),
    live: (skew = 0, holds = `"host":"${host}"`) =>
      living.push(() => {
        if (!existsSync(path) || !readFileSync(path, 'utf8').includes(holds)) return;
        const now = new Date(DAY * 365 + skew + time);
        disk.on(boot, () => utimesSync(path, now, now));
      }),
    check: (release) => disk.on(boot, release.check),
  });
  return { path, disk, seat, pass, time: () => time };
}

/** What a network may be like: locks that do not reach other machines, and attributes that are 60 s old. */
const NETWORKS = [
  { locks: 'apart', cached: 0 },
  { locks: 'apart', cached: 60_000 },
  { locks: 'none', cached: 0 },
  { locks: 'none', cached: 60_000 },
] as const;

describe.each(NETWORKS)('where locks are kept $locks, and files remembered for $cached ms', (network) => {
  it.each([0, 2 * DAY, -2 * DAY])('a live owner never looks dead, with its clock %i ms off', async (skew) => {
    const { seat, path } = machines(network);
    const [one, two] = [seat('one'), seat('two')];
    const release = await one.take();
    one.live(skew);
    // So that this machine remembers it as it was.
    expect(await two.owner()).toContain(`process ${process.pid} on one`);
    await expect(two.take()).rejects.toThrow(LockedError);
    expect(readFileSync(path, 'utf8')).toContain('"host":"one"');
    one.check(release);
  });

  it('a live owner on a machine of the same name never looks dead', async () => {
    const { seat } = machines(network);
    const [one, two] = [seat('node', 'first'), seat('node', 'second')];
    await one.take();
    one.live();
    await expect(two.take()).rejects.toThrow(LockedError);
  });

  it('an owner that was killed is followed by the one that waits, and cannot come back', async () => {
    const { seat, time, pass } = machines(network);
    const [one, two] = [seat('one'), seat('two')];
    const before = await one.take();
    const said: string[] = [];
    const release = await two.take({ onWait: (words) => said.push(words) });
    expect(said).toEqual([expect.stringMatching(/process \d+ on one, since .*for 150 s.*delete .*\.lock/)]);
    expect(time()).toBeGreaterThanOrEqual(SILENCE + SETTLING);
    two.check(release);
    // It was suspended and not killed, and goes on now.
    expect(() => one.check(before)).toThrow(LockLostError);
    pass(60_000);
    two.check(release);
  });

  it('an owner that ends leaves the lock to a machine that waits with the file open, now unknown', async () => {
    const { seat, disk } = machines(network);
    const [one, two] = [seat('one'), seat('two')];
    const release = await one.take();
    let released: Promise<void> | undefined;
    const next = await two.take({ onWait: () => void (released = disk.on('boot of one', release)) });
    await released;
    two.check(next);
    expect(await one.owner()).toContain('on two');
  });

  it('a lock that is removed by hand is free at once', async () => {
    const { seat, path, time } = machines(network);
    await seat('one').take();
    const release = await seat('two').take({ onWait: () => rmSync(path) });
    expect(time()).toBeLessThanOrEqual(network.cached + 5_000);
    seat('two').check(release);
  });

  it.each(['', '{"pid":'])('a torn lock, %j, may be of a live owner, too', async (text) => {
    const { seat, path, time } = machines(network);
    writeFileSync(path, text);
    await seat('two').take();
    expect(time()).toBeGreaterThanOrEqual(SILENCE + SETTLING);
    writeFileSync(path, text);
    seat('one').live(0, text);
    await expect(seat('three').take()).rejects.toThrow(LockedError);
  });

  it('of several that come at once to a folder, one gets it', async () => {
    const { seat } = machines(network);
    const seats = ['one', 'two', 'three'].map((host) => seat(host));
    seats.forEach((one) => one.live());
    const all = await Promise.allSettled(seats.map((one) => one.take()));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

it('on one machine, the lock of a process that was killed is free at once, also on a network’s disk', async () => {
  const { seat, disk, time } = machines({ locks: 'apart', cached: 60_000 });
  await seat('one').take();
  await expect(seat('one').take()).rejects.toThrow(LockedError);
  disk.kill('boot of one');
  expect(await seat('one').owner()).toBe(null);
  await seat('one').take();
  expect(time()).toBe(0);
});

it('where locks reach other machines, a live owner is seen at once', async () => {
  const { seat, time } = machines({ locks: 'shared', cached: 60_000 });
  await seat('one').take();
  await expect(seat('two').take()).rejects.toThrow(/process \d+ on one/);
  expect(time()).toBe(0);
});
