import { hashJson, type ExperimentRecord } from '@latent-paths/core';
import type { ExperimentStore } from '@latent-paths/data';
import { comparisonOf } from '@latent-paths/trials/stages';
import { differs, note, ok, type Finding } from './check.js';

/** Whether `comparison.json` is what the tables of the finished trials give. */
export async function findComparison(record: ExperimentRecord, store: ExperimentStore): Promise<Finding> {
  const told = await store.readComparison();
  if (told === null) return note('there is none yet; running the experiment to its end makes it');
  const made = await comparisonOf(record, store);
  if (told.inputs !== made.inputs)
    return differs('it was made from other trials or by other code; running the experiment again updates it');
  return hashJson(told) === hashJson(await made.compare())
    ? ok('the tables of its trials give the same')
    : differs('the tables of its trials give other numbers');
}
