import { shortHash } from '@latent-paths/core';
import type { ArtifactStore } from '@latent-paths/data';
import { featuresInputHash, poolInputHash, vaeInputHash } from '@latent-paths/specification/trial';
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
    return problems.length === 0
      ? ok(
          Object.values(subject.run.inputs)
            .map(({ artifact }) => artifact)
            .join(', '),
        )
      : differs(problems.join('; '));
  },
};

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
