import { z } from 'zod';

/** Digits of a rate that is tried or chosen: what is written down is what is hashed. */
const DIGITS = 3;

/** A rate to three significant digits. */
export function roundRate(rate: number): number {
  return Number(rate.toPrecision(DIGITS));
}

const rate = z
  .number()
  .positive()
  .refine((value) => roundRate(value) === value, `expected at most ${DIGITS} significant digits`);
const ascending = (list: readonly number[]) => list.every((value, i) => i === 0 || value > list[i - 1]!);

/** Three, so that there is an inside. */
const FEWEST_VALUES = 3;

export const selectSchema = z
  .strictObject({
    key: z.string().default('optimiser.learningRate.from').describe('the rate, by its dotted key'),
    values: z
      .array(rate)
      .min(FEWEST_VALUES)
      .refine(ascending, 'expected values that rise')
      .describe('what is tried: a grid of factors of two'),
    budgets: z
      .array(z.int().min(1))
      .min(2)
      .refine(ascending, 'expected budgets that rise')
      .describe('points (pair, α) of the trainings that it is chosen by, such as 1× and 4× of budget.points'),
    chosen: z
      .record(z.string(), rate)
      .optional()
      .describe(
        'what was chosen: the rate at the first of the budgets, by arm without its budget; if given, nothing is tried',
      ),
    exponent: z
      .number()
      .min(0)
      .optional()
      .describe('a in η = chosen·(C/C₁)^(−a) at a budget of C points, the same for all arms; goes with chosen'),
    check: z
      .strictObject({ budget: z.int().min(1), arms: z.array(z.string()).min(1) })
      .optional()
      .describe('also tries half and double of the rate that follows for this budget, with these arms'),
  })
  .superRefine(({ chosen, exponent, budgets, check }, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (chosen !== undefined && exponent === undefined)
      refuse(['chosen'], 'expected exponent too, got only chosen; write both, as the selection printed them');
    if (chosen === undefined && exponent !== undefined)
      refuse(['exponent'], 'expected chosen too, got only exponent; write both, as the selection printed them');
    if (check !== undefined && check.budget <= budgets.at(-1)!)
      refuse(['check', 'budget'], `expected more than the last of the budgets, ${budgets.at(-1)}, got ${check.budget}`);
  });

/** How a rate is selected, as the file says it. */
export type Select = z.output<typeof selectSchema>;

/** What a selection gives: the rate of each arm at the first budget, and how it falls with the budget. */
export interface Chosen {
  readonly rates: Readonly<Record<string, number>>;
  readonly exponent: number;
}

/** η = η₁·(C/C₁)^(−a), to three significant digits. */
export function rateAt({
  first,
  exponent,
  budget,
  firstBudget,
}: {
  first: number;
  exponent: number;
  budget: number;
  firstBudget: number;
}): number {
  return roundRate(first * (budget / firstBudget) ** -exponent);
}
