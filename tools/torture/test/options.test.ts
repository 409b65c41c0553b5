import { expect, it } from 'vitest';
import { NIGHTLY, SHORT } from '../src/lengths.js';
import { readOptions } from '../src/options.js';
import { FAULT_NAMES, faults } from '../src/registry.js';
import { formatTable } from '../src/table.js';

it('tries everything at nightly length unless it is told otherwise', () => {
  expect(readOptions([])).toMatchObject({ names: FAULT_NAMES, length: NIGHTLY, seed: 1 });
  expect(NIGHTLY.kills).toBe(200);
  expect(readOptions(['--short'])).toMatchObject({
    names: FAULT_NAMES.filter((name) => faults[name].isShort),
    length: SHORT,
  });
  expect(readOptions(['--only=kills,clock', '--kills=20', '--seed=3'])).toMatchObject({
    names: ['kills', 'clock'],
    length: { ...NIGHTLY, kills: 20 },
    seed: 3,
  });
  expect(readOptions(['--help'])).toBeNull();
});

it('refuses what it does not know', () => {
  expect(() => readOptions(['--only=kill'])).toThrow(/--only: expected some of kills, .*, got kill/);
  expect(() => readOptions(['--kills=0'])).toThrow('--kills: expected a whole number of at least 1, got 0');
  expect(() => readOptions(['--kils=3'])).toThrow(/kils/);
});

it('the short form needs nothing of the machine', () => {
  for (const { isShort, needs } of Object.values(faults)) if (isShort) expect(needs).toEqual([]);
});

it('prints what was tried, what was not and why, the sums, and every line of what is wrong', () => {
  const rows = [
    { name: 'kills', tally: { survived: 3, named: 1, unnamed: ['a'], lost: ['b'] }, notTried: [], notes: ['c'] },
    {
      name: 'clock',
      tally: { survived: 0, named: 0, unnamed: [], lost: [] },
      notTried: ['faketime is missing'],
      notes: [],
    },
  ];
  expect(formatTable(rows)).toBe(`| fault | tried | survived | named | unnamed | lost |
| --- | ---: | ---: | ---: | ---: | ---: |
| kills | 6 | 3 | 1 | 1 | 1 |
| clock | not tried: faketime is missing |  |  |  |  |
| all | 6 | 3 | 1 | 1 | 1 |

LOST     kills: b
unnamed  kills: a
note     kills: c
`);
});
