import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { beforeAll } from 'vitest';
import type { FigurePiece } from '../../src/figures/figure.js';
import { loadExperiment, type LoadedExperiment } from '../../src/load.js';
import { writeFixture } from '../fixture/write-fixture.js';
import { FIXTURES } from './fixtures.js';

const loaded = new Map<string, LoadedExperiment>();
/** Names that the file at hand asked for: what another file of the process has loaded is none of its own. */
let asked: ReadonlySet<string> = new Set();

/** Loads the fixtures of these names before the tests of a file: each once for all files of a process. */
export function useFixtures(...names: readonly string[]): void {
  beforeAll(async () => {
    asked = new Set(names);
    for (const name of names) if (!loaded.has(name)) loaded.set(name, await loadFixture(name));
  });
}

async function loadFixture(name: string): Promise<LoadedExperiment> {
  const results = await mkdtemp(join(tmpdir(), 'latent-paths-figures-'));
  try {
    return await loadExperiment(results, await writeFixture(results, fixtureOf(name)));
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

export function fixtureOf(name: string) {
  return FIXTURES.find((fixture) => fixture.name === name)!; // the tests name those that are there
}

/** The experiment of a fixture that `useFixtures` has loaded. */
export function experimentOf(name: string): LoadedExperiment {
  const experiment = asked.has(name) ? loaded.get(name) : undefined;
  if (experiment === undefined) throw new Error(`expected the fixture ${name} among those of useFixtures, got none`);
  return experiment;
}

/** The document of a figure of a fixture. */
export function draw(piece: FigurePiece, name: string): Document {
  const content = piece.draw(experimentOf(name));
  if (content === null) throw new Error(`expected a figure of ${name}, got none`);
  return parseHTML(`<html><body>${content.markup}</body></html>`).document;
}

export function texts(nodes: Iterable<{ textContent: string | null }>): string[] {
  return [...nodes].map((node) => (node.textContent ?? '').replace(/\s+/g, ' ').trim());
}
