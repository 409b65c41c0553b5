import { join } from 'node:path';
import { listArtifacts, openArtifact, type ArtifactStore } from './store/artifact-store.js';
import { openExperiment, type ExperimentStore } from './store/experiment-store.js';
import { foldersWith } from './store/files.js';
import { takeInventory, type Holding } from './store/inventory.js';
import { checkName } from './store/names.js';
import { readTrialIndex, type IndexOptions, type TrialIndex } from './store/trial-index.js';

/** The results folder: everything that runs write, and the only way to read or write it. */
export interface Store {
  readonly folder: string;
  /** Where the page over all experiments goes. */
  readonly indexPath: string;
  /** @throws where the name could leave the folder, or is that of the artifacts */
  experiment(name: string): ExperimentStore;
  /** Names of all experiments that were ever started here, sorted. */
  experiments(): Promise<string[]>;
  /** What lists show of every trial of an experiment, kept so that thousands of finished trials are not read again. */
  index(experiment: string, options: IndexOptions): Promise<TrialIndex>;
  /** The artifact that a stage makes from inputs of this hash, made already or not. */
  artifact(stage: string, inputs: string): ArtifactStore;
  /** All finished artifacts, sorted by name. */
  artifacts(): Promise<ArtifactStore[]>;
  /** All that can be removed by itself: trials, artifacts, and what killed processes left. */
  inventory(): Promise<Holding[]>;
}

const ARTIFACTS = 'artifacts';

export function openStore(resultsFolder: string): Store {
  const experimentFolder = (name: string) => {
    if (name === ARTIFACTS) throw new RangeError(`experiment: expected a name other than ${ARTIFACTS}, the folder of all artifacts; rename the file`);
    return join(resultsFolder, checkName('experiment', name));
  };
  return {
    folder: resultsFolder,
    indexPath: join(resultsFolder, 'index.html'),
    experiment: (name) => openExperiment(experimentFolder(name)),
    experiments: () => foldersWith(resultsFolder, 'experiment.json'),
    index: (experiment, options) => readTrialIndex(experimentFolder(experiment), options),
    artifact: (stage, inputs) => openArtifact(join(resultsFolder, ARTIFACTS), stage, inputs),
    artifacts: () => listArtifacts(join(resultsFolder, ARTIFACTS)),
    inventory: () => takeInventory(resultsFolder, ARTIFACTS),
  };
}
