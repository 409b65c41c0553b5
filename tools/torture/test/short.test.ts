import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ODD_NAME } from '../src/faults/paths.js';
import { SHORT } from '../src/lengths.js';
import { FAULT_NAMES, faults } from '../src/registry.js';
import { openTheatre } from '../src/stage.js';
import { triedOf } from '../src/tally.js';
import { tryFault } from '../src/try-fault.js';

const folder = mkdtempSync(join(tmpdir(), 'latent-paths-torture-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const stageOf = openTheatre({ folder: join(folder, ODD_NAME), length: SHORT, seed: 1, say: () => undefined });

// In a folder whose name holds all that a path may hold.
it.each(FAULT_NAMES.filter((name) => faults[name].isShort))('%s: nothing is lost, and all is named', async (name) => {
  const { tally, notTried } = await tryFault(name, faults[name], stageOf(name));
  expect(notTried).toEqual([]);
  expect({ unnamed: tally.unnamed, lost: tally.lost }).toEqual({ unnamed: [], lost: [] });
  expect(triedOf(tally)).toBeGreaterThan(0);
});
