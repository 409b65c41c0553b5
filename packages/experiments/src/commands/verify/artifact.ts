import { hashJson } from '@latent-paths/core';
import type { ArtifactStore } from '@latent-paths/data';
import { differs, listed, ok, type Finding } from './check.js';

/** Whether an artifact's files are those that its manifest names, and the manifest's content is their hash. */
export async function findArtifact(artifact: ArtifactStore): Promise<Finding> {
  const manifest = await artifact.readManifest();
  if (manifest === null) return differs('it is missing');
  const problems = await artifact.verify();
  if (problems.length > 0)
    return differs(
      listed(
        problems.map(({ file, problem }) => `${file} ${problem}`),
        'file',
      ),
    );
  if (hashJson(manifest.files) !== manifest.content)
    return differs('manifest.json: its content is not the hash of its files');
  return ok(`${Object.keys(manifest.files).length} files unchanged since they were recorded`);
}
