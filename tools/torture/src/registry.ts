import type { Fault } from './fault.js';
import { bombs } from './faults/bombs.js';
import { clock } from './faults/clock.js';
import { flips, truncation } from './faults/damage.js';
import { endurance } from './faults/endurance.js';
import { foreignPython } from './faults/foreign-python.js';
import { foreignTables } from './faults/foreign-tables.js';
import { fullDisk } from './faults/full-disk.js';
import { hostile } from './faults/hostile.js';
import { ioErrors } from './faults/io-errors.js';
import { kills } from './faults/kills.js';
import { links } from './faults/links.js';
import { machines } from './faults/machines.js';
import { many } from './faults/many.js';
import { memory } from './faults/memory.js';
import { paths } from './faults/paths.js';
import { readOnly } from './faults/read-only.js';

/** All faults, in the order in which they are tried. */
export const faults = {
  kills,
  truncation,
  flips,
  links,
  paths,
  many,
  bombs,
  hostile,
  'full-disk': fullDisk,
  'read-only': readOnly,
  'io-errors': ioErrors,
  clock,
  memory,
  machines,
  'foreign-tables': foreignTables,
  'foreign-python': foreignPython,
  endurance,
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;

export const FAULT_NAMES = Object.keys(faults) as FaultName[]; // the keys of a literal
