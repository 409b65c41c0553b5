import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { studentCdf, studentQuantile } from './student-t.js';

// Made by tools/reference/student_t.py with 60 digits: degrees of freedom, p, the t of p, the p of that t.
const { rows } = JSON.parse(readFileSync(join(__dirname, 'student-t.golden.json'), 'utf8')) as {
  readonly rows: readonly (readonly [freedom: number, p: number, t: number, ofT: number])[];
}; // the script's format

describe.each(rows)('Student’s t with %i degrees of freedom at p = %f', (freedom, p, t, ofT) => {
  it('is the tabulated one to 11 digits, in both tails', () => {
    expect(Math.abs(studentQuantile(p, freedom) / t - 1)).toBeLessThan(1e-11);
    expect(Math.abs(studentCdf(t, freedom) / ofT - 1)).toBeLessThan(1e-11);
    expect(Math.abs(studentQuantile(1 - p, freedom) / -t - 1)).toBeLessThan(p < 1e-6 ? 1e-3 : 1e-9); // 1 − p is rounded
    expect(studentCdf(-t, freedom)).toBeCloseTo(1 - ofT, 14);
  });
});

it('has its whole mass between the infinities', () => {
  expect([-Infinity, 0, Infinity].map((t) => studentCdf(t, 3))).toEqual([0, 0.5, 1]);
  expect(studentCdf(Number.NaN, 3)).toBeNaN();
  expect(studentQuantile(0.5, 3)).toBe(0);
});
