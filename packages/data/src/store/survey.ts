import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isName } from './names.js';
import { entriesOf, faultOf, isHidden, type Entry } from './file-tree.js';

/** Something in the results folder that cannot be classified. */
export interface Stray {
  /** Relative to the results folder, with slashes. */
  readonly path: string;
  /** In words, with the remedy. */
  readonly what: string;
  /** Whether it is a link that leads nowhere, or round in a circle. */
  readonly isBadLink: boolean;
}

/** A folder of a trial or of an artifact. */
export interface SurveyedFolder {
  readonly path: string;
  /** Whether its record is there. Without it, the folder was never begun or finished, or is being removed or made. */
  readonly isWhole: boolean;
}

/** All that lies in the results folder, each thing as what it is. */
export interface Survey {
  /** Folders of the experiments. */
  readonly experiments: readonly string[];
  readonly trials: readonly SurveyedFolder[];
  readonly artifacts: readonly SurveyedFolder[];
  readonly strays: readonly Stray[];
}

export const RUN = 'run.json';
export const MANIFEST = 'manifest.json';

/** Of a store that are no experiments. */
export interface OwnFolders {
  readonly artifacts: string;
  readonly changes: string;
  readonly pictures: string;
  readonly launches: string;
}

const FILES_OF_STORE = ['README.md', 'index.html'];
const FILES_OF_EXPERIMENT = [
  'README.md',
  'experiment.json',
  'comparison.json',
  'comparison.previous.json',
  'projection.json',
  'exploration.json',
  'selection.json',
  'report.html',
];
const FILES_OF_ARTIFACTS = ['README.md'];

/** Endings of all files of a trial: a folder without a record that holds others holds something else. */
const FILE_OF_TRIAL = /\.(yaml|json|jsonl|arrow|safetensors|sha256)$/;
const NAME_OF_ARTIFACT = /-[0-9a-f]{12}$/;

/** Looks at every folder of the store and classifies what is there. */
export async function surveyStore(results: string, own: OwnFolders): Promise<Survey> {
  const kept = [own.artifacts, own.changes, own.pictures, own.launches];
  const root = await sort(results, '', FILES_OF_STORE, async ({ name, path }) => {
    if (kept.includes(name)) return null;
    return existsSync(join(path, 'experiment.json')) ? { path, isWhole: true } : 'a folder without experiment.json';
  });
  const experiments = root.folders.map(({ path }) => path);
  const parts = await Promise.all(
    experiments.map((path) => sort(path, `${path.slice(results.length + 1)}/`, FILES_OF_EXPERIMENT, classifyTrial)),
  );
  const made = await sort(join(results, own.artifacts), `${own.artifacts}/`, FILES_OF_ARTIFACTS, classifyArtifact);
  return {
    experiments,
    trials: parts.flatMap(({ folders }) => folders),
    artifacts: made.folders,
    strays: [...root.strays, ...parts.flatMap(({ strays }) => strays), ...made.strays],
  };
}

/**
 * Links in place of experiments, trials and artifacts that lead nowhere, or round in a circle; of what is none, nothing
 * is asked but its name: there may be thousands of trials on a disk behind a network.
 */
export async function findBadLinks(results: string, own: OwnFolders): Promise<Stray[]> {
  const unasked = async () => null;
  const { strays } = await sort(results, '', FILES_OF_STORE, unasked);
  const folders = existsSync(results) ? await entriesOf(results) : [];
  const kept = [own.changes, own.pictures, own.launches];
  const looked = folders.filter(({ kind, name }) => kind === 'folder' && !kept.includes(name));
  const parts = await Promise.all(
    looked
      .filter(({ name, path }) => name === own.artifacts || existsSync(join(path, 'experiment.json')))
      .map(({ name, path }) => sort(path, `${name}/`, [], unasked)),
  );
  return [...strays, ...parts.flatMap((part) => part.strays)].filter(({ isBadLink }) => isBadLink);
}

type Classify = (folder: Entry) => Promise<SurveyedFolder | string | null>;

/** The folders of a folder that `classify` knows, and all else as strays; it gives null for what is neither. */
async function sort(
  folder: string,
  prefix: string,
  known: readonly string[],
  classify: Classify,
): Promise<{ folders: SurveyedFolder[]; strays: Stray[] }> {
  const found = existsSync(folder) ? await entriesOf(folder) : [];
  const folders: SurveyedFolder[] = [];
  const strays: Stray[] = [];
  for (const entry of found) {
    if (isHidden(entry.name)) continue;
    const isKnown = entry.kind === 'file' && known.includes(entry.name);
    const fault = faultOf(entry);
    const given =
      fault ?? (isKnown ? null : entry.kind === 'folder' ? await classify(entry) : 'a file that is of no store');
    if (typeof given !== 'string') folders.push(...(given === null ? [] : [given]));
    else
      strays.push({
        path: `${prefix}${entry.name}`,
        what: fault ?? `${given}; move it out of the results folder`,
        isBadLink: fault !== null,
      });
  }
  return { folders, strays };
}

async function classifyTrial({ name, path }: Entry): Promise<SurveyedFolder | string> {
  if (!isName(name)) return 'a folder whose name is that of no trial';
  if (existsSync(join(path, RUN))) return { path, isWhole: true };
  const isOfTrial = (await visible(path)).every(({ kind, name: file }) => kind === 'file' && FILE_OF_TRIAL.test(file));
  return isOfTrial ? { path, isWhole: false } : 'a folder without run.json that holds what is of no trial';
}

async function classifyArtifact({ name, path }: Entry): Promise<SurveyedFolder | string> {
  if (existsSync(join(path, MANIFEST))) return { path, isWhole: true };
  const isOfArtifact = NAME_OF_ARTIFACT.test(name) && (await visible(path)).every(({ kind }) => kind === 'file');
  return isOfArtifact ? { path, isWhole: false } : 'a folder without manifest.json that is of no artifact';
}

async function visible(folder: string): Promise<Entry[]> {
  return (await entriesOf(folder)).filter(({ name }) => !isHidden(name));
}
