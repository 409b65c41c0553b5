import { join } from 'node:path';
import { listArtifacts, openArtifact, type ArtifactStore } from './store/artifact-store.js';
import { openExperiment, type ExperimentStore } from './store/experiment-store.js';
import { foldersWith } from './store/files.js';
import { checkName } from './store/names.js';

/** The results folder: everything that runs write, and the only way to read or write it. */
export interface Store {
  readonly folder: string;
  /** Where the page over all experiments goes. */
  readonly indexPath: string;
  /** @throws where the name could leave the folder, or is that of the artifacts */
  experiment(name: string): ExperimentStore;
  /** Names of all experiments that were ever started here, sorted. */
  experiments(): Promise<string[]>;
  /** The artifact that a stage makes from inputs of this hash, made already or not. */
  artifact(stage: string, inputs: string): ArtifactStore;
  /** All finished artifacts, sorted by name. */
  artifacts(): Promise<ArtifactStore[]>;
}

const ARTIFACTS = 'artifacts';

export function openStore(resultsFolder: string): Store {
  return {
    folder: resultsFolder,
    indexPath: join(resultsFolder, 'index.html'),
    experiment: (name) => {
      if (name === ARTIFACTS) throw new RangeError(`experiment: expected a name other than ${ARTIFACTS}, the folder of all artifacts; rename the file`);
      return openExperiment(join(resultsFolder, checkName('experiment', name)));
    },
    experiments: () => foldersWith(resultsFolder, 'experiment.json'),
    artifact: (stage, inputs) => openArtifact(join(resultsFolder, ARTIFACTS), stage, inputs),
    artifacts: () => listArtifacts(join(resultsFolder, ARTIFACTS)),
  };
}
