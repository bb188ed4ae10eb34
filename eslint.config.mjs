import js from '@eslint/js';
import typescript from 'typescript-eslint';
import { panelScripts } from './config/lwcLint.mjs';

/** Core and ingest are replayable from data: no clock, no randomness, no environment, no network. */
const impure = ['Date', 'fetch', 'process', 'performance', 'crypto', 'setTimeout', 'setInterval', 'console'].map(
  (name) => ({
    name,
    message: `core and ingest are pure: hand ${name} in as data or as an argument.`,
  }),
);

export default typescript.config(
  { ignores: ['node_modules/', '.linkproof/', 'coverage/', 'force-app/**/*.js', 'config/lwc-types/generated.d.ts'] },
  js.configs.recommended,
  ...typescript.configs.strict,
  ...panelScripts,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: ['server/core/**/*.ts', 'server/ingest/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'core and ingest are pure.' },
      ],
    },
  },
  {
    files: ['**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['test/**/*.ts', 'force-app/**/__tests__/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
