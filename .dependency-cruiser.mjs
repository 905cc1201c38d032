// The walls of the house (ARCHITECTURE.md). The comment of a rule is what whoever breaks it gets to read.
const DOORS = '^src/modules/[^/]+/[^/]+/(index|client)\\.ts$';
const SIDE_DOORS =
  '^src/modules/[^/]+/[^/]+/(index|client|embeds|facts|http|jobs|mail-takers|notices|panels|permissions|personal-data|places|promise-measures|stakes)\\.ts$';
const TESTS = '\\.test\\.ts$|^src/modules/[^/]+/[^/]+/testing\\.ts$';

/**
 * The order in which the modules build: each may import what stands in lines above its own, never a neighbour of its line nor what follows.
 * ARCHITECTURE.md draws it; each wing's README says what its modules hold.
 */
export const LAYERS = [
  ['ground/audit'],
  ['ground/libraries', 'ground/heavy-work'],
  ['ground/backups', 'ground/content', 'ground/day-notes', 'ground/facts', 'ground/heard-from', 'ground/identity'],
  ['people/members'],
  ['people/notifications'],
  ['collection/catalog'],
  ['collection/search', 'collection/serials', 'collection/imports', 'collection/copying'],
  ['premises/visits', 'premises/lockers', 'premises/seats'],
  ['lending/charges'],
  ['lending/circulation'],
  ['lending/bookings', 'lending/bulk-loans', 'lending/self-service', 'lending/digital', 'lending/reading'],
  ['lending/letters'],
  ['stock/links'],
  ['stock/printing', 'stock/stocktake', 'stock/offline-desk'],
  ['stock/acquisition'],
  ['community/programs'],
  ['community/questionnaires'],
  ['community/ideas'],
  ['community/certificates', 'community/program-papers', 'community/next-editions'],
  ['learning/competences'],
  ['learning/practice'],
  ['learning/courses'],
  ['learning/course-tests'],
  ['learning/classes'],
  ['learning/study-hours'],
  ['city/answers'],
  ['city/service'],
  ['city/promises', 'city/satisfaction'],
  ['city/partners'],
  ['city/collections'],
  ['city/site'],
  ['city/posters'],
  ['city/volunteers'],
  ['city/ledgers'],
  ['city/subscriptions'],
  ['city/mailings'],
  ['city/mail-health'],
  ['city/campaigns'],
  ['city/newsletters'],
  ['city/channels'],
  ['city/posts'],
  ['moving/engine'],
  ['moving/slims', 'moving/inlislite'],
  ['moving/runs'],
  ['insights/reports', 'insights/targets', 'insights/odd-days'],
  ['insights/methods', 'insights/analyses'],
];

/**
 * @param {readonly string[]} modules
 * @param {number} line
 */
const buildsUpwards = (modules, line) =>
  modules.map((name) => ({
    name: `${name.replace('/', '-')}-builds-upwards`,
    severity: 'error',
    comment:
      'Modules build upwards only (the order stands in LAYERS of .dependency-cruiser.mjs). Let the upper module import the lower one; what must go back up is a job, a trigger or a contribution, never an import.',
    from: { path: `^src/modules/${name}/`, pathNot: TESTS },
    to: {
      path: `^src/modules/(${[...modules.filter((other) => other !== name), ...LAYERS.slice(line + 1).flat()].join('|')})/`,
    },
  }));

export default {
  forbidden: [
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment:
        'src/shared imports nothing of ours: take what you need as an argument, or move the file to the module that uses it.',
      from: { path: '^src/shared/' },
      to: { path: '^src/(?!shared/)' },
    },
    {
      name: 'platform-below-modules',
      severity: 'error',
      comment:
        'The platform serves the modules and knows none of them: let an entry point hand in what the modules have (src/platform/services.ts).',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|protocols|web|entrypoints)/' },
    },
    {
      name: 'module-door',
      severity: 'error',
      comment:
        'Another module is entered by its door only: import #modules/wing/x (or #modules/wing/x/client), and export there what is missing.',
      from: { path: '^src/modules/([^/]+/[^/]+)/', pathNot: TESTS },
      to: { path: '^src/modules/([^/]+/[^/]+)/', pathNot: ['^src/modules/$1/', DOORS] },
    },
    {
      name: 'module-door-outside',
      severity: 'error',
      comment:
        'Pages, protocols and tools enter a module by its door: import #modules/wing/x (or #modules/wing/x/client), and export there what is missing.',
      from: { path: '^(src/(web|protocols)|db|bench|scripts)/' },
      to: { path: '^src/modules/', pathNot: [DOORS, '^src/modules/[^/]+/[^/]+/testing\\.ts$'] },
    },
    {
      name: 'entrypoint-doors',
      severity: 'error',
      comment: 'Entry points enter a module by index.ts, http.ts or jobs.ts: export there what is missing.',
      from: { path: '^src/entrypoints/' },
      to: { path: '^src/modules/', pathNot: SIDE_DOORS },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment:
        'Rules get everything as arguments, no database, clock, configuration or other files of the module: read it in the use case, and hand it in.',
      from: { path: '^src/modules/([^/]+/[^/]+)/rules/', pathNot: TESTS },
      // what a module holds ready for the browser knows no database and no clock either (docs/decisions/239)
      to: {
        path: '^src/',
        pathNot: ['^src/modules/$1/rules/', '^src/shared/', '^src/modules/(?!$1/)[^/]+/[^/]+/client\\.ts$'],
      },
    },
    {
      name: 'rules-speak-no-sql',
      severity: 'error',
      comment:
        'Rules get everything as arguments: write the query in data/ of the module, call it in the use case, and hand the rows in.',
      from: { path: '^src/.*/rules/' },
      to: { path: '(^|/)(kysely|pg|pg-boss|pg-copy-streams)(/|$)|^src/platform/database/db(-types)?\\.ts$' },
    },
    {
      name: 'client-is-browser-safe',
      severity: 'error',
      comment:
        'client.ts is bundled for the browser: only its own rules and shared code, and types of the rest (import type).',
      from: { path: '^src/modules/[^/]+/[^/]+/client\\.ts$' },
      to: { path: '^src/(platform|modules/[^/]+/[^/]+/(?!rules/))', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'svelte-no-server',
      severity: 'error',
      comment:
        'A page shows what its +page.server.ts loaded: load it there. Types and constants come from #modules/wing/x/client.',
      from: { path: '\\.svelte$' },
      to: {
        path: '^src/(modules|platform)/',
        pathNot: '^src/modules/[^/]+/[^/]+/client\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    ...LAYERS.flatMap(buildsUpwards).filter(({ to }) => !to.path.includes('()')),
    {
      name: 'workbooks-are-the-workers',
      severity: 'error',
      comment:
        "Spreadsheets are written and read by the worker: ask it (src/platform/background/heavy.ts) from the page or route, and do the work in an AskedKind of the module's jobs.ts.",
      from: {
        path: [
          '^src/web/',
          '^src/modules/[^/]+/[^/]+/(index|http[^/]*)\\.ts$',
          '^src/entrypoints/(http-app|contributed/api)\\.ts$',
        ],
      },
      to: {
        path: '^src/(platform/papers/(sheet-file|table-file)|modules/collection/imports/readers/xlsx)\\.ts$',
        reachable: true,
      },
    },
    {
      name: 'workbooks-by-hand',
      severity: 'error',
      comment:
        'Tables for spreadsheets are written by #platform/papers/table-file (the catalogue, which is longer, by its own), read by the importers.',
      from: {
        path: '^src/',
        pathNot: [
          TESTS,
          '^src/platform/papers/(sheet-file|table-file|zip-file)\\.ts$',
          '^src/modules/collection/imports/(readers|importers)/',
          '^src/modules/collection/imports/read-class-list\\.ts$',
          '^src/modules/collection/catalog/bibs/export-xlsx\\.ts$',
        ],
      },
      to: {
        path: '^src/(platform/papers/sheet-file|modules/collection/imports/readers/xlsx)\\.ts$|node_modules/(fflate|write-excel-file|read-excel-file)/',
      },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'These files need each other: move what both need to a third file, which imports neither.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment:
        'There is no such file or package: mind the ending .ts and the names under "imports" in package.json; a new package goes to its dependencies.',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '^(\\$app|\\./\\$types|#i18n)|\\.wasm\\?url$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|\\.svelte-kit|src/i18n)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'svelte'],
      mainFields: ['module', 'main'],
    },
  },
};
