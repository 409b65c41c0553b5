import { defineConfig } from 'vitest/config';
import { suiteReporter } from './tools/workspace/suite-reporter/suite-reporter.mjs';

const packages = [
  'core',
  'engine',
  'data',
  'model',
  'pretrained',
  'browser',
  'specification',
  'trials',
  'experiments',
  'report',
].map((name) => `packages/${name}`);
const tools = ['export-vae', 'faulty-disk', 'nx-experiments', 'testing', 'torture', 'workspace'].map(
  (name) => `tools/${name}`,
);

/** Where CI wants the results as JSON, beside what a person reads. */
const report = process.env.CI_REPORT;

/**
 * Milliseconds: a guard against what hangs, no measure, a hundred times what a long test takes on a quiet machine. No
 * test and no hook has a limit of its own.
 */
const GUARD = 1_200_000;

export default defineConfig({
  test: {
    testTimeout: GUARD,
    hookTimeout: GUARD,
    teardownTimeout: GUARD,
    slowTestThreshold: 1_000,
    maxWorkers: 2,
    // What sets it for the product is packages/engine/src/session.ts; some tests load onnxruntime themselves.
    env: { ORT_DISABLE_TELEMETRY: '1' },
    // Files of one package share a process and what they import: loading TensorFlow.js anew for each took a third of
    // the time.
    isolate: false,
    reporters: [
      'default',
      suiteReporter(),
      ...(report === undefined ? [] : [['json', { outputFile: report }] as const]),
    ],
    projects: [...packages, ...tools].map((root) => ({
      extends: true as const,
      test: { name: root.split('/').pop()!, root, include: ['src/**/*.test.ts', 'test/**/*.test.ts'] },
    })),
  },
});
