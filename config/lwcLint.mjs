// ESLint for the panels: Salesforce's own rules for Lightning web components, its platform and its design system.
// eslint.config.mjs includes what is about scripts; the gate `lwcLint` runs all of it, on any copy of the package.
import platform from '@lwc/eslint-plugin-lwc-platform';
import slds from '@salesforce-ux/eslint-plugin-slds';
import lightning from '@salesforce/eslint-plugin-lightning';
import lwc from '@salesforce/eslint-config-lwc';
import { defineConfig } from 'eslint/config';
import typescript from 'typescript-eslint';

const scripts = ['**/lwc/**/*.ts'];
const tests = ['**/lwc/**/__tests__/**'];

export const panelScripts = defineConfig([
  {
    files: scripts,
    ignores: tests,
    extends: [lwc.configs.baseTs, platform.configs.recommended],
    plugins: { '@salesforce/lightning': lightning },
    languageOptions: { parser: typescript.parser },
    // Of Salesforce's recommended rules, those about components; about JavaScript, eslint.config.mjs has the stricter ones.
    rules: {
      '@lwc/lwc/no-api-reassignments': 'error',
      '@lwc/lwc/no-async-operation': 'error',
      '@lwc/lwc/no-attributes-during-construction': 'error',
      '@lwc/lwc/no-document-query': 'error',
      '@lwc/lwc/no-inner-html': 'error',
      '@lwc/lwc/no-leading-uppercase-api-name': 'error',
      '@lwc/lwc/no-leaky-event-listeners': 'error',
      '@lwc/lwc/no-template-children': 'error',
      '@lwc/lwc/prefer-custom-event': 'error',
      '@lwc/lwc/consistent-component-name': 'error',
      '@salesforce/lightning/no-aura-localization-service': 'error',
      '@salesforce/lightning/no-moment': 'error',
      '@salesforce/lightning/valid-apex-method-invocation': 'error',
      // It crashes: "Cannot read properties of null (reading 'some')".
      '@lwc/lwc-platform/valid-offline-wire': 'off',
      // An exception from a rule says its reason where it is made.
      '@lwc/lwc-platform/no-inline-disable': 'off',
    },
  },
]);

export default defineConfig([
  ...panelScripts,
  {
    files: ['**/lwc/**/*.css', '**/lwc/**/*.html'],
    plugins: slds.sldsCssPlugin(),
    extends: ['@salesforce-ux/slds/recommended'],
    // The design system has hooks for its own measures, none for the widths and heights of our layouts.
    rules: { '@salesforce-ux/slds/no-hardcoded-values-slds2': 'off' },
  },
]);
