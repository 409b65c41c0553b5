import { shortHash } from '@latent-paths/core';
import { featuresInputHash, poolInputHash, vaeInputHash } from '@latent-paths/specification/trial';
import { differs, ok, type TrialCheck, type TrialSubject } from './check.js';

export const inputs: TrialCheck = {
  about: 'the artifacts that it uses are those that its configuration asks for, and have the same content as then',
  async find(subject) {
    const config = await subject.config();
    const wanted = {
      vae: vaeInputHash(config),
      pool: poolInputHash(config),
      ...(config.data.kind !== 'none' && { features: featuresInputHash(config) }),
    };
    const problems: string[] = [];
    for (const [stage, hash] of Object.entries(wanted)) problems.push(...(await problemsOf(stage, hash, subject)));
    return problems.length === 0
      ? ok(
          Object.values(subject.run.inputs)
            .map(({ artifact }) => artifact)
            .join(', '),
        )
      : differs(problems.join('; '));
  },
};

async function problemsOf(stage: string, hash: string, { run, store }: TrialSubject): Promise<string[]> {
  const recorded = run.inputs[stage];
  const artifact = store.artifact(stage, hash);
  if (recorded === undefined) return [`run.json names no ${stage}`];
  if (recorded.artifact !== artifact.name)
    return [`spec.yaml asks for ${artifact.name}, and the trial used ${recorded.artifact}`];
  const manifest = await artifact.readManifest();
  if (manifest === null) return [`${artifact.name} is missing; run the experiment again to make it`];
  return manifest.content === recorded.content
    ? []
    : [`${artifact.name} holds ${shortHash(manifest.content)} now, and held ${shortHash(recorded.content)}`];
}
