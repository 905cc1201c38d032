// The walls of the house (ARCHITECTURE.md). The comment of a rule is what whoever breaks it gets to read.
const DOORS = '^src/modules/[^/]+/(index|client)\\.ts$';
const SIDE_DOORS = '^src/modules/[^/]+/(index|client|http|jobs)\\.ts$';
const TESTS = '\\.test\\.ts$|^src/modules/[^/]+/testing\\.ts$';

/**
 * What stands below may not import the modules that stand above it.
 * @param {string} lower
 * @param {string} upper
 */
const below = (lower, upper) => ({
  name: `${lower}-is-below`,
  severity: 'error',
  comment:
    'Modules build upwards only (the order stands in ARCHITECTURE.md). Let the upper module import the lower one; what must go back up is a job or a trigger, never an import.',
  from: { path: `^src/modules/(${lower})/`, pathNot: TESTS },
  to: { path: `^src/modules/(${upper})/` },
});

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
        'Another module is entered by its door only: import #modules/x (or #modules/x/client), and export there what is missing.',
      from: { path: '^src/modules/([^/]+)/', pathNot: TESTS },
      to: { path: '^src/modules/([^/]+)/', pathNot: ['^src/modules/$1/', DOORS] },
    },
    {
      name: 'module-door-outside',
      severity: 'error',
      comment:
        'Pages, protocols and tools enter a module by its door: import #modules/x (or #modules/x/client), and export there what is missing.',
      from: { path: '^(src/(web|protocols)|db|bench|scripts)/' },
      to: { path: '^src/modules/', pathNot: [DOORS, '^src/modules/[^/]+/testing\\.ts$'] },
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
      from: { path: '^src/modules/([^/]+)/rules/', pathNot: TESTS },
      to: { path: '^src/', pathNot: ['^src/modules/$1/rules/', '^src/shared/'] },
    },
    {
      name: 'rules-speak-no-sql',
      severity: 'error',
      comment:
        'Rules get everything as arguments: write the query in data/ of the module, call it in the use case, and hand the rows in.',
      from: { path: '^src/.*/rules/' },
      to: { path: '(^|/)(kysely|pg|pg-boss|pg-copy-streams)(/|$)|^src/platform/db(-types)?\\.ts$' },
    },
    {
      name: 'client-is-browser-safe',
      severity: 'error',
      comment:
        'client.ts is bundled for the browser: only its own rules and shared code, and types of the rest (import type).',
      from: { path: '^src/modules/[^/]+/client\\.ts$' },
      to: { path: '^src/(platform|modules/[^/]+/(?!rules/))', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'svelte-no-server',
      severity: 'error',
      comment:
        'A page shows what its +page.server.ts loaded: load it there. Types and constants come from #modules/x/client.',
      from: { path: '\\.svelte$' },
      to: {
        path: '^src/(modules|platform)/',
        pathNot: '^src/modules/[^/]+/client\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    below(
      'libraries|identity|audit',
      'members|catalog|notifications|search|charges|circulation|bulk-loans|bookings|digital|seats|stocktake|offline-desk|letters|links|printing|imports|reading|visits|lockers|self-service|serials|acquisition|programs',
    ),
    below(
      'members|catalog',
      'notifications|search|charges|circulation|bulk-loans|bookings|digital|seats|stocktake|offline-desk|letters|links|printing|imports|reading|visits|lockers|self-service|serials|acquisition|programs',
    ),
    below(
      'notifications',
      'search|charges|circulation|bulk-loans|bookings|digital|seats|stocktake|offline-desk|letters|links|printing|imports|reading|visits|lockers|self-service|serials|acquisition|programs',
    ),
    below(
      'search|charges',
      'circulation|bulk-loans|bookings|digital|seats|stocktake|offline-desk|letters|links|printing|imports|reading|visits|self-service|serials|acquisition|programs',
    ),
    below(
      'circulation',
      'bulk-loans|bookings|digital|seats|stocktake|offline-desk|letters|links|printing|imports|reading|visits|self-service|serials|acquisition|programs',
    ),
    below(
      'visits|lockers',
      'circulation|bulk-loans|bookings|digital|seats|stocktake|offline-desk|letters|links|printing|imports|reading|self-service|serials|acquisition|programs',
    ),
    below(
      'bulk-loans|bookings|digital|reading|self-service|serials',
      'stocktake|offline-desk|letters|links|printing|imports|acquisition|programs',
    ),
    below('offline-desk', 'letters|printing|imports|acquisition'),
    below('links', 'offline-desk|stocktake|letters|printing|imports|acquisition'),
    below('stocktake', 'letters|printing|imports|acquisition'),
    below('letters|printing|imports', 'acquisition'),
    below(
      'libraries|identity|audit|members|catalog|notifications|search|charges|circulation|bulk-loans|bookings|digital|seats|stocktake|offline-desk|letters|links|printing|imports|reading|visits|lockers|self-service|serials|acquisition|programs',
      'questionnaires|ideas',
    ),
    below('questionnaires', 'ideas'),
    {
      name: 'what-follows-programmes-is-on-top',
      severity: 'error',
      comment:
        'Papers, certificates and the next edition draw on what other modules know; none of those needs to know of them: move what needs them up there.',
      from: { path: '^src/modules/(?!(program-papers|certificates|next-editions)/)', pathNot: TESTS },
      to: { path: '^src/modules/(program-papers|certificates|next-editions)/' },
    },
    {
      name: 'workbooks-are-the-workers',
      severity: 'error',
      comment:
        "Spreadsheets are written and read by the worker: ask it (src/platform/heavy.ts) from the page or route, and do the work in an AskedKind of the module's jobs.ts.",
      from: {
        path: [
          '^src/web/',
          '^src/modules/[^/]+/(index|http[^/]*)\\.ts$',
          '^src/entrypoints/(http-app|api-modules)\\.ts$',
        ],
      },
      to: { path: '^src/(platform/(sheet-file|table-file)|modules/imports/readers/xlsx)\\.ts$', reachable: true },
    },
    {
      name: 'workbooks-by-hand',
      severity: 'error',
      comment:
        'Tables for spreadsheets are written by #platform/table-file (the catalogue, which is longer, by its own), read by the importers.',
      from: {
        path: '^src/',
        pathNot: [
          TESTS,
          '^src/platform/(sheet-file|table-file)\\.ts$',
          '^src/modules/imports/(readers|importers)/',
          '^src/modules/imports/read-class-list\\.ts$',
          '^src/modules/catalog/export-xlsx\\.ts$',
        ],
      },
      to: {
        path: '^src/(platform/sheet-file|modules/imports/readers/xlsx)\\.ts$|node_modules/(fflate|write-excel-file|read-excel-file)/',
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
