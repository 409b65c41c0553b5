import stylistic from '@stylistic/eslint-plugin';
import tseslint from 'typescript-eslint';
import { PURE } from './tools/workspace/lint/lattice.mjs';
import { latticeRule } from './tools/workspace/lint/lattice-rule.mjs';

const TESTS = ['**/*.test.ts', 'packages/*/test/**/*.ts'];

const unseeded = { object: 'Math', property: 'random', message: 'Take a keyed stream of @latent-paths/core.' };
const clocks = ['Date', 'performance'].map((object) => ({
  object,
  property: 'now',
  message: 'Mathematics knows no clock: take the time as an argument.',
}));

/** Calls to which vitest lets a time limit be given, behind the function. */
const TESTING = [
  'CallExpression[callee.name=/^(it|test|(before|after)(All|Each))$/]',
  'CallExpression[callee.callee.property.name="each"]',
];
const limits = {
  selector: `:matches(${TESTING.join(', ')}) > ArrowFunctionExpression ~ *`,
  message:
    'The one limit is in vitest.config.mts: a busy machine takes a minute for what a quiet one does in a second.',
};

export default tseslint.config(
  {
    ignores: [
      'tools/tfjs/index.d.ts',
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      'results/**',
      'coverage/**',
      'tools/workspace/lint/fixture/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'vitest', name: ['describe', 'it', 'test'] }] },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  { files: ['**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    plugins: { '@stylistic': stylistic },
    rules: {
      '@stylistic/max-len': ['error', { code: 120, ignoreRegExpLiterals: true, ignoreUrls: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-var': 'error',
      'no-restricted-properties': ['error', unseeded],
      'max-lines': ['error', { max: 350 }],
    },
  },
  { files: TESTS, rules: { 'no-restricted-syntax': ['error', limits] } },
  {
    files: ['packages/**/*.ts'],
    plugins: { 'latent-paths': { rules: { lattice: latticeRule } } },
    rules: { 'latent-paths/lattice': 'error' },
  },
  {
    files: PURE,
    ignores: TESTS,
    rules: {
      'no-restricted-properties': ['error', unseeded, ...clocks],
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Mathematics knows no environment: take it as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Mathematics knows no clock.' },
      ],
    },
  },
);
