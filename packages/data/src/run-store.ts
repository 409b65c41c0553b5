import { join } from 'node:path';
import { listArtifacts, openArtifact, type ArtifactStore } from './store/artifact-store.js';
import { keepChange, readChange } from './store/changes.js';
import { openExperiment, type ExperimentStore } from './store/experiment-store.js';
import { foldersWith } from './store/files.js';
import { takeInventory, type Inventory } from './store/inventory.js';
import { listLaunches, openLaunch, type LaunchStore } from './store/launch-store.js';
import { checkName } from './store/names.js';
import { findBadLinks, type Stray } from './store/survey.js';
import { readTrialIndex, type IndexOptions, type TrialIndex } from './store/trial-index.js';

/** The results folder: everything that runs write, and the only way to read or write it. */
export interface Store {
  readonly folder: string;
  /** Where the page over all experiments goes. */
  readonly indexPath: string;
  /** Where decoded images are kept, to be decoded once; whatever is in it can be made again. */
  readonly picturesPath: string;
  /** @throws if the name could leave the folder, or is that of one of the store's own folders */
  experiment(name: string): ExperimentStore;
  /** Names of all experiments that were ever started here, sorted. */
  experiments(): Promise<string[]>;
  /** What lists show of every trial of an experiment, kept so that thousands of finished trials are not read again. */
  index(experiment: string, options: IndexOptions): Promise<TrialIndex>;
  /** The artifact that a stage makes from inputs of this hash, made already or not. */
  artifact(stage: string, inputs: string): ArtifactStore;
  /** All finished artifacts, sorted by name. */
  artifacts(): Promise<ArtifactStore[]>;
  /** What was handed to a cluster under this name, or will be. */
  launch(id: string): LaunchStore;
  /** All that was handed to a cluster, sorted by name. */
  launches(): Promise<LaunchStore[]>;
  /** Where hashes of large files of the code are remembered. */
  readonly hashesPath: string;
  /** Keeps an uncommitted change of the code, once, under its SHA-256: what `dirty` names in a provenance. */
  keepChange(change: Uint8Array): Promise<void>;
  /** The change of a SHA-256; null if it is not kept. @throws if it is altered */
  readChange(hash: string): Promise<Uint8Array | null>;
  /**
   * All that can be removed by itself: trials, artifacts, and what killed processes left; and what cannot be
   * classified.
   */
  inventory(): Promise<Inventory>;
  /** Links in place of experiments, trials and artifacts that lead nowhere, or round in a circle. */
  badLinks(): Promise<Stray[]>;
}

const ARTIFACTS = 'artifacts';
const CHANGES = 'changes';
/** Decoded images of sources that read files. */
const PICTURES = 'pictures';
const LAUNCHES = 'launches';
const OWN_FOLDERS: readonly string[] = [ARTIFACTS, CHANGES, PICTURES, LAUNCHES];
const OWN = { artifacts: ARTIFACTS, changes: CHANGES, pictures: PICTURES, launches: LAUNCHES };

export function openStore(resultsFolder: string): Store {
  const experimentFolder = (name: string) => {
    if (OWN_FOLDERS.includes(name))
      throw new RangeError(
        `experiment: expected a name other than ${OWN_FOLDERS.join(', ')}, folders of the store itself; rename the ` +
          'file',
      );
    return join(resultsFolder, checkName('experiment', name));
  };
  return {
    folder: resultsFolder,
    indexPath: join(resultsFolder, 'index.html'),
    picturesPath: join(resultsFolder, PICTURES),
    hashesPath: join(resultsFolder, CHANGES, '.hashes.json'),
    experiment: (name) => openExperiment(experimentFolder(name)),
    experiments: () => foldersWith(resultsFolder, 'experiment.json'),
    index: (experiment, options) => readTrialIndex(experimentFolder(experiment), options),
    artifact: (stage, inputs) => openArtifact(join(resultsFolder, ARTIFACTS), stage, inputs),
    artifacts: () => listArtifacts(join(resultsFolder, ARTIFACTS)),
    launch: (id) => openLaunch(join(resultsFolder, LAUNCHES), id),
    launches: () => listLaunches(join(resultsFolder, LAUNCHES)),
    keepChange: (change) => keepChange(join(resultsFolder, CHANGES), change),
    readChange: (hash) => readChange(join(resultsFolder, CHANGES), hash),
    inventory: () => takeInventory(resultsFolder, OWN),
    badLinks: () => findBadLinks(resultsFolder, OWN),
  };
}
