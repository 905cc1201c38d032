// What `npm run check` runs, each step with the project's Node.

/** Needs neither texts nor types: it goes on while the texts are compiled, which keeps one core busy. */
export const FORMAT = ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'];

/**
 * @param {string} cache its name
 * @param {string[]} files what is looked at, and what not
 */
const lintOf = (cache, ...files) => [
  ...['--max-old-space-size=8192', 'node_modules/eslint/bin/eslint.js', ...files, '--max-warnings', '0'],
  ...['--cache', '--cache-location', `node_modules/.cache/eslint-${cache}`],
];

export const checkSteps = {
  // by far the longest, so it begins first, in two parts: two go at once
  'lint of modules': lintOf('modules', 'src/modules'),
  'lint of the rest': lintOf('rest', '.', '--ignore-pattern', 'src/modules/'),
  // the default heap is not enough for all types of all pages
  'types in pages': [
    '--max-old-space-size=8192',
    'node_modules/svelte-check/bin/svelte-check',
    '--tsconfig',
    './tsconfig.json',
    '--threshold',
    'warning',
    '--output',
    'human',
  ],
  // by TypeScript 7, a quarter of the time of the one that the linter and the pages still need (docs/decisions/238)
  types: ['node_modules/@typescript/native/bin/tsc', '--noEmit', '-p', '.'],
  'types in the worker': ['node_modules/@typescript/native/bin/tsc', '--noEmit', '-p', 'src/web/service-worker'],
  boundaries: [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    'src',
    'db',
    'bench',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    // with the comment of the broken rule: what to do
    'err-long',
  ],
  contributions: ['scripts/gen-contributions.mjs', '--verify'],
  'dead code': ['node_modules/knip/bin/knip.js', '--no-progress'],
  'database types': ['scripts/gen-db-types.mjs', '--verify'],
};
