import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/', '**/generated/', 'coverage/', '.rote/', 'packages/kernels/assembly/*.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          'tsconfig.tests.json',
          'packages/*/tsconfig.json',
          'apps/*/tsconfig.json',
          'infra/*/tsconfig.json',
        ],
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Index arithmetic under noUncheckedIndexedAccess needs the assertion; elsewhere reviewers watch for it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      eqeqeq: 'error',
      'no-restricted-imports': ['error', { patterns: ['**/dist/**'] }],
    },
  },
  {
    // Rule 2 of CONTRIBUTING.md: only a process's main file touches its environment, its signals and its exit.
    files: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.{ts,tsx}', 'infra/chaos/src/**/*.ts'],
    ignores: ['**/main.ts', 'packages/runtime/src/**', 'packages/testkit/src/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Take it as an option; main.ts reads the environment.',
        },
        { object: 'process', property: 'exit', message: 'Throw, or return; main.ts exits.' },
      ],
    },
  },
  {
    files: ['packages/domain/src/**/*.ts', 'packages/learning/src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness is a function of the seed: randomKey.' },
        { object: 'Date', property: 'now', message: 'The clock is a parameter.' },
        { object: 'Math', property: 'pow', message: 'Its last bits differ between versions of Node: power.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          // Squares, and literal whole powers of 2, are exact everywhere.
          selector:
            ":matches(BinaryExpression[operator='**']:not([right.value=2]):not([left.value=2]:matches([right.type='Literal'], [right.type='UnaryExpression'])), AssignmentExpression[operator='**='])",
          message: 'Its last bits differ between versions of Node: power.',
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        module: 'writable',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
