import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const web = resolve(import.meta.dirname, '../../src/web');

export interface PageRoute {
  /** `/staf/anggota/[number]`, groups left out. */
  pattern: string;
  /** Names of form actions (`default` among them); null = the route has none. */
  actions: string[];
  /** Names of fields, and of parameters of its address, that its sources speak of. */
  fields: string[];
  parameters: string[];
  /** It answers by itself (`+server.ts`), and whether it takes a post. */
  endpoint: boolean;
  posts: boolean;
}

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** The files of ours that a source takes from `#web`. */
const imported = (text: string): string[] =>
  all(text, /from '#web\/([\w./[\]()-]+\.(?:ts|svelte))'/g).map((path) => join(web, path));

/** Fields of forms that a source reads or shows. */
function fieldsIn(text: string): string[] {
  const destructured = all(text, /\{ ([\w\s,='?.&()!]+?) \}(?: = values|\)? =>|: Record<string, string>)/g).flatMap(
    (list) => list.split(',').map((part) => /^\s*(\w+)/.exec(part)?.[1] ?? ''),
  );
  return [
    ...all(text, /values\.(\w+)/g),
    ...all(text, /\((?:values|form|data), '(\w+)'/g),
    ...all(text, /(?:form|data)\.(?:get|getAll|has)\('([\w-]+)'\)/g),
    ...all(text, /\bname="([\w.-]+)"/g),
    ...destructured,
  ];
}

/** Parameters of addresses that a source reads. */
const parametersIn = (text: string): string[] => [
  ...all(text, /(?:earchParams|params|asked|query|search)\.(?:get|getAll|has)\('([\w-]+)'\)/g),
  ...all(text, /\((?:params|(?:event\.)?(?:url\.)?searchParams), '(\w+)'/g),
  ...all(text, /\bget\('(\w+)'\)/g),
];

const unique = (names: string[]): string[] => [...new Set(names)].filter((name) => name.length > 1);

/** Every page and endpoint of the web, as its sources say. */
export function pageRoutes(): PageRoute[] {
  const folders = readdirSync(join(web, 'routes'), { recursive: true, withFileTypes: true })
    .filter((entry) => /^\+(?:page\.svelte|page\.server\.ts|server\.ts)$/.test(entry.name))
    .map((entry) => entry.parentPath);
  return [...new Set(folders)].sort().map((folder) => {
    const own = readdirSync(folder)
      .filter((name) => /^\+(?:page\.svelte|page\.server\.ts|server\.ts)$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const beside = own.flatMap(imported).flatMap((path) => {
      try {
        return [readFileSync(path, 'utf8')];
      } catch {
        return [];
      }
    });
    const source = own.join('\n');
    const actions = source.split('export const actions')[1] ?? '';
    const pattern = `/${relative(join(web, 'routes'), folder)}`.replaceAll(/\/\([^)]+\)/g, '') || '/';
    return {
      pattern,
      actions: [...new Set(all(actions, /^ {2}(\w+): (?:async )?\(?/gm))],
      fields: unique(own.flatMap(fieldsIn)),
      parameters: unique([...own, ...beside].flatMap(parametersIn)),
      endpoint: source.includes('RequestHandler'),
      posts: /export const POST/.test(source),
    };
  });
}
