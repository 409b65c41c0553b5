import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { memoryCgroup } from './cgroup.js';
import { processorTime } from './processor-time.js';

/** Whether a command ends well. */
function works(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

const installed = (command: string, name: string) => () =>
  works('which', command) ? null : `${command} is missing (apt install ${name})`;

/** What faults need of the machine: each tells why it is not there, or null. */
const needs = {
  processorTime: () =>
    processorTime(process.pid) > 0 ? null : 'this system does not tell the time of processors in /proc',
  root: () => (process.getuid?.() === 0 ? null : 'not root'),
  mounts: () =>
    works('unshare', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt')
      ? null
      : 'this kernel or container lets nobody mount',
  namespaces: () =>
    works('unshare', '--uts', '--pid', '--mount', '--fork', '--mount-proc', 'hostname', 'elsewhere')
      ? null
      : 'this kernel or container allows no namespaces',
  tracing: () =>
    works('strace', '-f', '-o', '/dev/null', 'true')
      ? null
      : 'strace is missing (apt install strace), or tracing is not allowed',
  faketime: installed('faketime', 'faketime'),
  bindfs: installed('bindfs', 'bindfs'),
  fuse: () => (existsSync('/dev/fuse') ? null : 'there is no /dev/fuse'),
  memoryCgroup: () => {
    const group = memoryCgroup();
    group?.remove();
    return group === null ? 'no cgroup of memory can be made here' : null;
  },
  python: () =>
    works('/usr/bin/python3', '-c', 'import yaml, onnx, numpy')
      ? null
      : 'PyYAML, onnx or numpy is missing (apt install python3-yaml python3-onnx python3-numpy)',
} as const satisfies Record<string, () => string | null>;

export type NeedName = keyof typeof needs;

/** Why a fault cannot be tried here; none if it can. */
export function missingNeeds(names: readonly NeedName[]): string[] {
  return names.map((name) => needs[name]()).filter((why) => why !== null);
}
