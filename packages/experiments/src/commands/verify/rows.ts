import { plannedExtent, trainingExtent } from '@latent-paths/specification/trial';
import { differs, isFinished, note, ok, type TrialCheck } from './check.js';

export const rows: TrialCheck = {
  about: 'the rows of metrics.jsonl are in order, and the last is of the last step',
  async find(subject) {
    const read = await subject.files.readMetrics();
    if (!isFinished(subject)) return note(`${read.length} rows so far; the trial has not finished`);
    const { trained, training } = await subject.summary();
    if (!trained)
      return read.length === 0
        ? ok('none, because it trains nothing')
        : differs(`${read.length} rows of a trial that trains nothing`);
    const back = read.findIndex((row, i) => i > 0 && row.step <= read[i - 1]!.step);
    if (back > 0) return differs(`row ${back + 1} is of step ${read[back]!.step}, after step ${read[back - 1]!.step}`);
    const config = await subject.config();
    const launched = subject.run.training;
    const extent = launched === undefined ? plannedExtent(config) : trainingExtent(config, launched.stepFlops);
    if (extent === null) return differs('run.json does not say how many steps the budget of FLOPs makes');
    const last = read.at(-1);
    if (last?.step !== extent.steps)
      return differs(`the last row is of step ${last?.step ?? 'none'}, but the budget makes ${extent.steps}`);
    const same =
      training?.steps === extent.steps &&
      training.points === extent.points &&
      training.projections === extent.projections &&
      training.pairs === last.pairs &&
      training.flops === (launched && launched.stepFlops * extent.steps);
    return same
      ? ok(`${read.length} rows, to step ${extent.steps}`)
      : differs('summary.json describes another training than spec.yaml and metrics.jsonl');
  },
};
