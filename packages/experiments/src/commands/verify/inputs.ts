import { importRecord, shortHash } from '@latent-paths/core';
import type { ArtifactStore } from '@latent-paths/data';
import {
  featuresInputHash,
  isImported,
  poolInputHash,
  vaeInputHash,
  type TrialConfig,
} from '@latent-paths/specification/trial';
import { vaeKind } from '@latent-paths/specification/vaes';
import { differs, ok, type TrialCheck, type TrialSubject } from './check.js';

export const inputs: TrialCheck = {
  about: 'the artifacts that it uses are those that its configuration asks for, and have the same content as then',
  async find(subject) {
    const config = await subject.config();
    const { store } = subject;
    const wanted = {
      vae: store.artifact(vaeKind(config.vae).stage, vaeInputHash(config)),
      pool: store.artifact('pool', poolInputHash(config)),
      ...(config.data.kind !== 'none' && { features: store.artifact('features', featuresInputHash(config)) }),
    };
    const problems: string[] = [];
    for (const [stage, artifact] of Object.entries(wanted))
      problems.push(...(await problemsOf(stage, artifact, subject)));
    problems.push(...(await importProblems(config, wanted.vae)));
    return problems.length === 0
      ? ok(
          Object.values(subject.run.inputs)
            .map(({ artifact }) => artifact)
            .join(', '),
        )
      : differs(problems.join('; '));
  },
};

/** Whether a VAE from files was made of those that the configuration names. */
async function importProblems({ vae }: TrialConfig, artifact: ArtifactStore): Promise<string[]> {
  const { files } = vaeKind(vae);
  if (files === undefined || !isImported(vae)) return [];
  const bytes = await artifact.readBytes('import.json');
  if (bytes === null) return [];
  const made = files.contentOf(importRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))).files);
  return made === null || made === vae.content
    ? []
    : [
        `${artifact.name} was made of files of content ${shortHash(made)}, and spec.yaml asks for ` +
          `${shortHash(vae.content ?? 'none')}: they were replaced before they were read; delete its folder and ` +
          'those of its trials, and run the experiment again',
      ];
}

async function problemsOf(stage: string, artifact: ArtifactStore, { run }: TrialSubject): Promise<string[]> {
  const recorded = run.inputs[stage];
  if (recorded === undefined) return [`run.json names no ${stage}`];
  if (recorded.artifact !== artifact.name)
    return [`spec.yaml asks for ${artifact.name}, and the trial used ${recorded.artifact}`];
  const manifest = await artifact.readManifest();
  if (manifest === null) return [`${artifact.name} is missing; run the experiment again to make it`];
  return manifest.content === recorded.content
    ? []
    : [`${artifact.name} holds ${shortHash(manifest.content)} now, and held ${shortHash(recorded.content)}`];
}
