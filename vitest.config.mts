import { defineConfig } from 'vitest/config';

const packages = ['core', 'engine', 'data', 'model', 'experiments', 'report'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    maxWorkers: 2,
    projects: [...packages.map((name) => `packages/${name}`), 'tools/nx-experiments'].map((root) => ({
      extends: true as const,
      test: { name: root.split('/').pop()!, root, include: ['src/**/*.test.ts', 'test/**/*.test.ts'] },
    })),
  },
});
