/** A test that has run. */
export interface TimedTest {
  /** Its file and its full name. */
  readonly name: string;
  readonly milliseconds: number;
}

/** What a test may take on a quiet machine. */
const USUAL = 1_000;
/** Lines of a list that a person reads. */
const MOST = 40;

/** The tests that took longer than usual, the longest first; of more than a screen of them the number alone. */
export function slowTests(tests: readonly TimedTest[]): string[] {
  const slow = tests.filter(({ milliseconds }) => milliseconds > USUAL);
  if (slow.length === 0) return [];
  const sorted = [...slow].sort((a, b) => b.milliseconds - a.milliseconds);
  const head =
    `${slow.length} of ${tests.length} tests took over a second here, ${seconds(slow)} of ${seconds(tests)} in all ` +
    '(a busy machine makes more of them):';
  const shown = sorted.slice(0, MOST).map((test) => `${seconds([test]).padStart(8)}  ${test.name}`);
  return [head, ...shown, ...(sorted.length > MOST ? [`          and ${sorted.length - MOST} more`] : [])];
}

function seconds(tests: readonly TimedTest[]): string {
  const sum = tests.reduce((all, { milliseconds }) => all + milliseconds, 0) / 1_000;
  return `${sum.toFixed(1)} s`;
}
