import { describe, expect, it } from 'vitest';
import { matching } from './find-trial.js';

const names = (...trials: string[]) => trials.map((trial) => ({ experiment: 'x', trial }));
const found = (name: string, trials = names('k-1-aaaa11112222', 'k-16-bbbb11112222', 'k-16-cccc11112222')) =>
  matching(name, trials).map(({ trial }) => trial);

describe('matching', () => {
  it('takes the name of an arm for that arm, though the names of others begin with it', () => {
    expect(found('k-1')).toEqual(['k-1-aaaa11112222']);
    expect(found('x/k-1')).toEqual(['k-1-aaaa11112222']);
    expect(found('k-16')).toEqual(['k-16-bbbb11112222', 'k-16-cccc11112222']);
    expect(found('y/k-1')).toEqual([]);
  });

  it('takes anything else for the beginning of an id, or of a hash', () => {
    expect(found('k')).toHaveLength(3);
    expect(found('k-16-c')).toEqual(['k-16-cccc11112222']);
    expect(found('bbbb')).toEqual(['k-16-bbbb11112222']);
    expect(found('bbb')).toEqual([]);
  });

  it('takes an id for that trial alone', () => {
    expect(found('k-1-aaaa11112222', names('k-1-aaaa11112222', 'k-1-aaaa11112222-dddd11112222'))).toEqual([
      'k-1-aaaa11112222',
    ]);
  });
});
