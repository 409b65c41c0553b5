import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A Slurm of this machine alone, with two nodes of one core each. */
export interface Slurm {
  /** What lets commands find it. */
  readonly environment: NodeJS.ProcessEnv;
  /** What a command of Slurm prints. */
  ask(program: string, ...args: string[]): string;
  /** Waits until something is so, looking now and then. */
  until(what: string, isSo: () => boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Slurm is installed, and its daemons do not come to work on this machine. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** Milliseconds between looks. */
const LOOK = 1_000;
/** Looks after which its nodes are not coming any more. */
const LOOKS_AT_START = 180;
/** Looks after which it hangs. */
const MOST_LOOKS = 1_800;

/**
 * Starts it in an empty folder: no systemd, no other configuration, and no accounting.
 * @throws CannotStart if a daemon ends, or two nodes do not answer
 */
export async function startSlurm(folder: string): Promise<Slurm> {
  chmodSync(folder, 0o755); // others than root ask munged, too
  mkdirSync(join(folder, 'state'));
  writeFileSync(join(folder, 'munge.key'), randomBytes(1024), { mode: 0o400 });
  writeFileSync(join(folder, 'slurm.conf'), configuration(folder));
  const environment = { ...process.env, SLURM_CONF: join(folder, 'slurm.conf') };
  const daemons: ChildProcess[] = [];
  const start = (name: string, program: string, ...args: string[]) => {
    const log = openSync(join(folder, `${name}.out`), 'a');
    daemons.push(spawn(program, args, { stdio: ['ignore', log, log], env: environment }));
  };
  const ask = (program: string, ...args: string[]) =>
    execFileSync(program, args, { encoding: 'utf8', env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const until = async (what: string, isSo: () => boolean) => {
    for (let looks = 0; !isSo(); looks++) {
      if (looks > MOST_LOOKS) throw new Error(`expected ${what}, got nothing of it; logs lie in ${folder}`);
      await sleep(LOOK);
    }
  };
  const isIdle = () => {
    try {
      return ask('sinfo', '--noheader', '--Node', '--format=%T').trim().split(/\s+/).join() === 'idle,idle';
    } catch {
      return false; // it has not yet begun to answer
    }
  };
  const file = (name: string) => join(folder, name);
  start(
    'munged',
    'munged',
    '--foreground',
    `--socket=${file('munge.socket')}`,
    `--key-file=${file('munge.key')}`,
    `--pid-file=${file('munged.pid')}`,
    `--log-file=${file('munged.log')}`,
    `--seed-file=${file('munged.seed')}`,
  );
  await sleep(LOOK);
  start('slurmctld', 'slurmctld', '-D', '-c');
  await sleep(LOOK);
  for (const node of ['n1', 'n2']) start(node, 'slurmd', '-D', '-N', node);
  for (let looks = 0; !isIdle(); looks++) {
    const ended = daemons.find(({ exitCode }) => exitCode !== null)?.spawnargs.join(' ');
    if (ended !== undefined || looks > LOOKS_AT_START) {
      for (const daemon of daemons) daemon.kill('SIGKILL');
      throw new CannotStart(`${ended === undefined ? 'no two idle nodes' : `${ended} ended`}; logs lie in ${folder}`);
    }
    await sleep(LOOK);
  }
  return {
    environment,
    ask,
    until,
    async stop() {
      ask('scancel', '--user=root');
      await until('an empty queue', () => ask('squeue', '--noheader') === '');
      for (const daemon of daemons.reverse()) {
        if (daemon.exitCode !== null) continue;
        const ended = once(daemon, 'exit');
        daemon.kill('SIGTERM');
        await ended;
      }
    },
  };
}

function configuration(folder: string): string {
  const host = hostname().split('.')[0]!;
  return `
ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=16827
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SchedulerParameters=batch_sched_delay=0,sched_min_interval=1
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool-%n
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd-%n.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/%n.log
ReturnToService=2
MpiDefault=none
NodeName=n[1-2] NodeHostname=${host} NodeAddr=127.0.0.1 Port=[16828-16829] CPUs=1 State=UNKNOWN
PartitionName=all Nodes=n[1-2] Default=YES MaxTime=INFINITE State=UP
`;
}
