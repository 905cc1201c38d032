import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { actionsOf, Calls, type Declared } from './support/calls-between.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ROUTES = 'src/entrypoints/contributed/api.ts';

/** Use cases of staff that only a page calls, each with its reason. */
const PAGES_ALONE: Readonly<Record<string, string>> = {
  'catalog addBook': 'the record of POST /bibs with the copies of POST /bibs/{id}/items, both or neither',
  'copying settlePileBook':
    'tells a pile of what POST /bibs and POST /bibs/{id}/items added; with the pile it is POST /book-piles/{id}/accept',
  'search suggestClass': 'writes nothing: it offers what the titles have that GET /search finds',
  'identity changeOwnPassword': 'a password is typed by a person who is signed in; a token has none to confirm',
  'audit noteLook': 'how far one person has read on the first page; what changed is GET /audit-events',
  'libraries hideFirstSteps': 'how one network is led through its first pages; no program is led',
  'libraries putOffStep': 'as before',
  'libraries setSetting': 'one setting of those that PATCH /settings changes',
  'programs saveFormQuestion': 'one question of the form that PUT /programs/{id} writes as a whole',
  'programs moveFormQuestion': 'as before',
  'programs removeFormQuestion': 'as before',
  'answers draftFromTicket': 'the same as POST /help-entries, of a question that was answered',
  'service draftAnswer': 'as before',
  'site releasePageBlock': 'lets go of what somebody has in hand on the page; a program takes nothing in hand',
  'site leasePageBlock': 'as before: it takes it in hand',
  'courses releaseLessonBlock': 'as before',
  'courses leaseLessonBlock': 'as before',
  'newsletters releaseLetterBlock': 'as before',
  'newsletters leaseLetterBlock': 'as before',
  'site addPageBlocks': 'several of POST /site-pages/{id}/blocks: what was pasted',
  'newsletters addLetterBlocks': 'as before, of POST /newsletters/{id}/blocks',
  'questionnaires importQuestionnaire': 'the same as POST /questionnaires, from a file that a browser sends',
};

const nameOf = ({ file, name }: Declared): string => `${file.split('/')[3] ?? ''} ${name}`;
const isOfModule = ({ file }: Declared): boolean => file.startsWith('src/modules/');
const calls = new Calls();
/** By name, where it stands and which actions call it. */
const called = new Map<string, { use: Declared; by: string[] }>();
let ofApi: Set<string>;
let actions = 0;

beforeAll(() => {
  const routes = calls.nodeOf({ file: ROUTES, name: 'api' });
  if (!routes) throw new Error(`${ROUTES} names no routes`);
  ofApi = new Set(calls.reachedFrom(ROUTES, routes).map((one) => `${one.file} ${one.name}`));
  for (const file of globSync('src/web/routes/staf/**/+page.server.ts', { cwd: ROOT })) {
    for (const { name, node } of actionsOf(calls, file)) {
      actions += 1;
      const page = file.replace('src/web/routes/', '').replace('/+page.server.ts', '');
      for (const use of calls.reachedFrom(file, node, isOfModule).filter(isOfModule)) {
        const known = called.get(nameOf(use)) ?? { use, by: [] };
        called.set(nameOf(use), { use, by: [...known.by, `${page}?/${name}`] });
      }
    }
  }
});

test('what a form of staff changes, a route of the API changes too, unless the reason is written here', () => {
  expect(actions).toBeGreaterThan(250);
  const without = [...called].filter(([, { use }]) => !ofApi.has(`${use.file} ${use.name}`) && calls.writes(use));
  expect(
    Object.fromEntries(without.map(([name, { by }]) => [name, by]).filter(([name]) => !(String(name) in PAGES_ALONE))),
  ).toEqual({});
  // a reason for what a route calls by now is none
  expect(without.map(([name]) => name).toSorted()).toEqual(Object.keys(PAGES_ALONE).toSorted());
});
