import { parseArgs } from 'node:util';
import { ENGINE_NAMES, type EngineName } from '@latent-paths/core';
import { suggestion } from '@latent-paths/specification/yaml';
import type { RunOptions } from '../../run/plan/run-options.js';
import { UsageError } from '../usage-error.js';

interface Flag {
  readonly type: 'boolean' | 'string';
  /** How its value is shown. */
  readonly value?: string;
  readonly multiple?: boolean;
  readonly about: string;
}

/** Every flag of a run, in the order in which they are shown. */
export const FLAGS = {
  plan: { type: 'boolean', about: 'print the trials, how far they are and what they will cost; run nothing' },
  arms: {
    type: 'string',
    value: 'a,b',
    about: 'run only these arms, each at all points of its matrix; * stands for any letters',
  },
  seeds: { type: 'string', value: 'N', about: 'seeds 1 … N in place of the file’s' },
  set: {
    type: 'string',
    value: 'key=value',
    multiple: true,
    about: 'override a setting, as in --set budget.projections=20000; may be repeated',
  },
  jobs: { type: 'string', value: 'N', about: 'run N trials at once, each with its share of the cores' },
  threads: {
    type: 'string',
    value: 'N',
    about:
      'compute on N threads, each trial; where left out, on all cores that this process may use, shared by trials ' +
      'at once',
  },
  shuffle: {
    type: 'boolean',
    about: 'in an order that spreads arms and seeds, for an early signal; the same one every time',
  },
  'keep-going': { type: 'boolean', about: 'let a failure leave the other trials to run (the default)' },
  'fail-fast': { type: 'boolean', about: 'stop at the first failure; the trials in hand keep what they have' },
  detach: {
    type: 'boolean',
    about: 'run on without this terminal, and whatever becomes of it; latent-paths tail follows its log',
  },
  fresh: { type: 'boolean', about: 'run every trial again from its start' },
  engine: { type: 'string', value: 'NAME', about: ENGINE_NAMES.join(' | ') },
} as const satisfies Record<string, Flag>;

/** What a command line asks for. */
export interface Flags {
  readonly file: string;
  readonly plan: boolean;
  readonly detach: boolean;
  /** Names or patterns of arms; all where undefined. */
  readonly arms: readonly string[] | undefined;
  readonly seeds: number | undefined;
  readonly set: readonly string[];
  readonly engine: EngineName | undefined;
  readonly run: Omit<RunOptions, 'arms'>;
}

/** @throws UsageError where a flag is unknown or has no such value; null where help is asked for */
export function readFlags(args: readonly string[]): Flags | null {
  const entries: [string, Flag][] = Object.entries(FLAGS);
  const options = Object.fromEntries(entries.map(([name, { type, multiple = false }]) => [name, { type, multiple }]));
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options,
  });
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    if (rawName === '--help' || rawName === '-h') return null;
    const flag = entries.find(([known]) => `--${known}` === rawName)?.[1];
    if (flag === undefined)
      throw new UsageError(
        `${rawName}: unknown flag; expected one of ${names.join(', ')}${suggestion(rawName, names)}`,
      );
    if (flag.type === 'boolean' && value !== undefined)
      throw new UsageError(`${rawName}: expected no value, got ${value}`);
    if (flag.type === 'string' && (value === undefined || value.trim() === ''))
      throw new UsageError(`${rawName}: expected a value, as in ${rawName}=${flag.value}, got none`);
    given.set(name, [...(given.get(name) ?? []), value ?? '']);
  }
  const [file, ...rest] = positionals;
  if (file === undefined || file.trim() === '' || rest.length > 0)
    throw new UsageError(
      `expected one experiment, as in experiments/quickstart.yaml, got ${positionals.join(' ').trim() || 'none'}`,
    );
  if (given.has('keep-going') && given.has('fail-fast'))
    throw new UsageError('--fail-fast: expected it without --keep-going, got both; leave one out');
  const last = (name: keyof typeof FLAGS) => given.get(name)?.at(-1);
  return {
    file,
    plan: given.has('plan'),
    detach: given.has('detach'),
    arms: given.get('arms')?.flatMap((list) =>
      list
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
    seeds: countOf('--seeds', last('seeds')),
    set: given.get('set') ?? [],
    engine: engineOf(last('engine')),
    run: {
      shuffle: given.has('shuffle'),
      fresh: given.has('fresh'),
      failFast: given.has('fail-fast'),
      jobs: countOf('--jobs', last('jobs')) ?? 1,
      ...threadsOf(last('threads')),
    },
  };
}

const names = [...Object.keys(FLAGS), 'help'].map((name) => `--${name}`);

export function formatUsage(): string {
  const lines = Object.entries(FLAGS).map(([name, flag]) => {
    const { value, about }: Flag = flag;
    return `  ${`--${name}${value === undefined ? '' : `=${value}`}`.padEnd(18)} ${about}`;
  });
  return `usage: run <experiment.yaml> [flags]\n\n${lines.join('\n')}\n`;
}

function countOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`${flag}: expected a positive integer, got ${text}`);
  return Number(text);
}

function threadsOf(text: string | undefined): { readonly threads?: number } {
  const threads = countOf('--threads', text);
  return threads === undefined ? {} : { threads };
}

function engineOf(text: string | undefined): EngineName | undefined {
  if (text === undefined) return undefined;
  const name = ENGINE_NAMES.find((candidate) => candidate === text);
  if (name === undefined)
    throw new UsageError(
      `--engine: expected one of ${ENGINE_NAMES.join(', ')}, got ${text}${suggestion(text, ENGINE_NAMES)}`,
    );
  return name;
}
