import { COMPARED_METRICS, type ClaimRecord, type ClaimTest, type ExperimentRecord } from '@latent-paths/core';
import type { LoadedArm } from '../load.js';
import { twoDigits } from './two-digits.js';

/** A claim with a test and what was found of it. */
export interface JudgedClaim {
  readonly text: string;
  readonly test: ClaimTest;
  readonly answer?: ExperimentRecord['claims'][number]['answer'];
  readonly result: ClaimRecord;
}

const SAID = {
  supported: 'it is shown that',
  refuted: 'it is refuted that',
  unsettled: 'it is not settled whether',
} as const;
const LOSSES = {
  shrunk: ', whose paths have shrunk towards the mean of all pairs',
  collapsed: ', which has collapsed',
} as const;

/**
 * What a claim's verdict says of the question, without the full stop: the file's own words for it where it has any,
 * else the claim's text with the verdict and the ratio of the two arms.
 */
export function claimSentence({ text, test, answer, result }: JudgedClaim, arms: readonly LoadedArm[]): string {
  const status = arms.find(({ name }) => name === test.arm)?.collapseStatus ?? 'sound';
  const loss = status === 'sound' ? '' : `${test.arm}${LOSSES[status]}`;
  const ratio = result.ratio === null ? null : twoDigits(result.ratio.value);
  if (answer !== undefined) {
    const said = answer[result.verdict].replaceAll('{ratio}', ratio ?? 'a number that is not bounded of');
    return `${withoutStop(said)}${loss === '' ? '' : ` (by ${loss})`}`;
  }
  const { label } = COMPARED_METRICS[test.metric.name];
  const times =
    ratio === null ? '' : `: ${loss || test.arm}${loss && ','} has ${ratio} times the ${label} of ${test.against}`;
  return `${SAID[result.verdict]} ${withoutStop(inSentence(text))}${times}`;
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}

/** With a small letter where a word begins it, as in `Dense α`, and not a name, as in `SiLU` or `P`. */
function inSentence(text: string): string {
  return text.replace(/^[A-Z][a-z]+(?=\s)/, (word) => word.toLowerCase());
}
