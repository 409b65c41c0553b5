import { leavesFolder } from '../parse/external-data.js';
import type { GraphModelJson } from './graph-model.js';

/**
 * Files beside model.json that hold its weights, as it names them, in their order. @throws if a path leaves the model's
 * folder, or stands twice: a small file would then fill the memory
 */
export function shardPaths({ weightsManifest }: Pick<GraphModelJson, 'weightsManifest'>): readonly string[] {
  const paths = weightsManifest.flatMap((group) => group.paths);
  const outside = paths.find((path) => leavesFolder(path));
  if (outside !== undefined)
    throw new Error(
      `weightsManifest: expected paths in the folder of the model, got “${outside}”; convert the model again, with ` +
        'its weights beside it',
    );
  const seen = new Set<string>();
  for (const path of paths) {
    const plain = plainPath(path);
    if (seen.has(plain))
      throw new Error(`weightsManifest: expected files of their own bytes, got ${path} twice; the file is damaged`);
    seen.add(plain);
  }
  return paths;
}

/** One spelling of each path. */
const plainPath = (path: string): string =>
  path
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.')
    .join('/');
