import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

/** What a rule may not say, each with what to do instead. More walls: .dependency-cruiser.mjs. */
const NOW =
  'A rule does not look at the clock: take the instant as an argument `now`; the use case hands in ctx.clock.now().';
const SQL = 'A rule speaks no SQL: write the query in data/ of the module, and hand the rows in as an argument.';
const ZONE = {
  selector: 'Literal[value="Asia/Jakarta"]',
  message:
    "Days are of the library's zone: take that of its row, zoneOf(ctx) or networkZone(db) of #modules/ground/libraries.",
};
const oneZone = {
  files: ['src/**/*.ts', 'src/**/*.svelte'],
  ignores: ['src/shared/dates.ts', '**/*.test.ts', '**/testing.ts', '**/testing/**'],
  rules: { 'no-restricted-syntax': ['error', ZONE] },
};
const PURE = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: NOW },
  { selector: 'CallExpression[callee.name="Date"]', message: NOW },
  { selector: 'MemberExpression[object.property.name="Date"][property.name="now"]', message: NOW },
  { selector: 'ImportSpecifier[imported.name="Now"]', message: NOW },
  { selector: 'TaggedTemplateExpression[tag.name="sql"]', message: SQL },
  { selector: 'TaggedTemplateExpression[tag.object.name="sql"]', message: SQL },
];
const pureRules = {
  files: ['src/**/rules/**/*.ts'],
  rules: {
    'no-restricted-syntax': ['error', ...PURE],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: NOW },
      { object: 'Temporal', property: 'Now', message: NOW },
      { object: 'performance', property: 'now', message: NOW },
    ],
    'no-restricted-imports': [
      'error',
      {
        paths: ['kysely', 'pg', 'pg-boss'].map((name) => ({ name, message: SQL })),
        patterns: [{ regex: 'platform/(database/)?db(-types)?(\\.ts)?$', message: SQL }],
      },
    ],
  },
};

/** Both, since the later of two lists takes the place of the earlier one. */
const pureRulesInOneZone = {
  ...oneZone,
  files: pureRules.files,
  rules: { 'no-restricted-syntax': ['error', ...PURE, ZONE] },
};

const UNSAFE = ['argument', 'assignment', 'call', 'member-access', 'return'];

export default defineConfig(
  globalIgnores(['build/', '.svelte-kit/', 'src/i18n/', 'var/', 'src/platform/database/db-types.ts', 'docs/client/']),
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.node,
      parserOptions: {
        projectService: {
          allowDefaultProject: ['*.js', '*.mjs', '.dependency-cruiser.mjs', 'scripts/*.mjs', 'src/web/static/*.js'],
        },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // what a module adds to an interface of the platform is said by `extends` alone
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      // a refusal before the first await is a rejection too: thrown at once beside another promise, it would be caught by nobody
      '@typescript-eslint/promise-function-async': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    rules: {
      // addresses are localised by localizeHref
      'svelte/no-navigation-without-resolve': 'off',
      // the linter knows no types of other components: every row of a Table would be `any` to it; svelte-check knows and checks them
      ...Object.fromEntries(UNSAFE.map((kind) => [`@typescript-eslint/no-unsafe-${kind}`, 'off'])),
    },
  },
  { files: ['**/*.{js,mjs}'], extends: [ts.configs.disableTypeChecked], rules: { 'no-console': 'off' } },
  { files: ['src/web/static/**/*.js'], languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } } },
  oneZone,
  pureRules,
  pureRulesInOneZone,
);
