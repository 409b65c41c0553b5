import { differs, isFinished, listed, ok, type TrialCheck } from './check.js';

export const files: TrialCheck = {
  about: 'every file has the bytes that were recorded when the trial finished',
  async find(subject) {
    const problems = await subject.files.check();
    if (problems.length > 0)
      return differs(
        listed(
          problems.map(({ file, problem }) => `${file} ${problem}`),
          'file',
        ),
      );
    const count = Object.keys(subject.run.files).length;
    return ok(
      isFinished(subject)
        ? `${count} files unchanged since they were recorded`
        : 'all files match their seals; the trial has not finished',
    );
  },
};
