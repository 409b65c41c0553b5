import { importRecord, type ImportRecord } from '@latent-paths/core';
import type { ArtifactStore } from '@latent-paths/data';
import type { ImportedVaeConfig } from '@latent-paths/specification/trial';
import { latentUse, type ImportCheck } from '@latent-paths/specification/vaes';
import { IMPORT } from './import-files.js';

/** What was measured of an import, compared with the levels of a configuration. */
export interface CheckedImport {
  readonly record: ImportRecord;
  /** A sentence each. */
  readonly warnings: readonly string[];
  readonly source: string | null;
  readonly licence: string | null;
}

interface Levels {
  readonly warn: number;
  readonly refuse: number;
}

/** Where nothing is set. */
const LEVELS: Readonly<Record<ImportCheck, Levels>> = {
  parity: { warn: 1e-5, refuse: 1e-4 },
  gradient: { warn: 0.05, refuse: 0.2 },
  reconstruction: { warn: 0.5, refuse: 1 },
  idempotence: { warn: 1, refuse: Infinity },
  inactive: { warn: 0.5, refuse: Infinity },
};

interface Figure {
  readonly value: number | null;
  /** What is wrong where it is large, and what to do. */
  readonly says: string;
}

/** @throws if a figure is above the level at which the VAE is refused */
export async function checkImport(vae: ImportedVaeConfig, artifact: ArtifactStore): Promise<CheckedImport> {
  const bytes = await artifact.readBytes(IMPORT);
  if (bytes === null)
    throw new Error(`${artifact.folder}: expected ${IMPORT}, found none; delete the folder and run again`);
  const record = importRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  const found = Object.entries(figuresOf(record, vae)).flatMap(([name, { value, says }]) => {
    // Object.entries forgets that they are the record's names
    const levels = levelsOf(vae, name as ImportCheck);
    if (value === null || value <= levels.warn) return [];
    return [
      { name, says: `${says} (${name} ${value.toPrecision(3)})`, level: levels.refuse, refused: value > levels.refuse },
    ];
  });
  const refused = found.filter(({ refused: is }) => is);
  if (refused.length > 0) {
    const list = refused.map(
      ({ name, says, level }) => `\n- ${says}; checks: { ${name}: { refuse: never } } lets it pass (now ${level})`,
    );
    throw new Error(`vae: expected a VAE that is fit for this, got one of which this was measured:${list.join('')}`);
  }
  return {
    record,
    warnings: found.map(({ says }) => says),
    source: vae.source ?? null,
    licence: vae.licence ?? null,
  };
}

function levelsOf({ checks = {} }: ImportedVaeConfig, name: ImportCheck): Levels {
  const set = checks[name] ?? {};
  const number = (level: number | 'never' | undefined, standard: number): number =>
    level === 'never' ? Infinity : (level ?? standard);
  return { warn: number(set.warn, LEVELS[name].warn), refuse: number(set.refuse, LEVELS[name].refuse) };
}

/** What `vae` is to say where only active dimensions are to be used. */
function activeKey({ latent }: ImportedVaeConfig): string {
  const { cut } = latentUse({ latent });
  return `latent: { ${cut === undefined ? '' : `at: ${JSON.stringify(cut)}, `}use: active }`;
}

function figuresOf(
  { parity, gradient, reconstruction, active, used, idempotence }: ImportRecord,
  vae: ImportedVaeConfig,
): Record<ImportCheck, Figure> {
  const differences = [parity.encoder, parity.decoder].filter((value) => value !== null);
  return {
    parity: {
      value: differences.length === 0 ? null : Math.max(...differences),
      says: 'what is computed here is not what onnxruntime makes of the same files',
    },
    gradient: { value: gradient.difference, says: 'derivatives of ‖P(z)‖² are not what central differences give' },
    reconstruction: {
      value:
        reconstruction === null
          ? null
          : reconstruction.squaredError / Math.max(reconstruction.baseline, Number.MIN_VALUE),
      says:
        'pictures do not come back: the squared error is large beside that of giving their mean for each; try all ' +
        'readings by npx latent-paths inspect <files> --images <folder>',
    },
    idempotence: { value: idempotence, says: 'what P has moved, it moves as far again: P is far from a projection' },
    inactive: {
      value: used === undefined ? 1 - active.units / active.of : null,
      says:
        `only ${active.units} of ${active.of} latent dimensions vary: metrics over all of them are diluted; ` +
        `${activeKey(vae)} within vae lets paths and metrics work in these alone`,
    },
  };
}
