import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { apiRoutes, placesIn, sampleOf, valueAt, withAt, type ApiRoute } from '../support/api-cases.ts';
import { formsIn, linksIn, type HtmlForm } from '../support/html-forms.ts';
import { inPathFor, jsonFor, sortOfField, sortOfSchema, textsFor, turnOf } from '../support/choose-nasty.ts';
import { nastyInPath, nastyJson, nastyTexts } from '../support/nasty-values.ts';
import { pageRoutes, type PageRoute } from '../support/route-table.ts';
import { useApp } from '../support/start-app.ts';
import { FORM_KEY, KEPT_FORM } from '#web/kit/form/form-key.ts';

/**
 * What nobody should send, to every field of every route: nothing answers 5xx, nothing takes long, and the server lives. In `npm test` every
 * so many-th case, whole by `npm run torture`.
 */
const WHOLE = process.env.LUMBUNG_TORTURE === '1';
/** Cases of a part, and how long the whole may take. */
const PART = 250;
const LONG = { timeout: WHOLE ? 7_200_000 : 60_000 };
/** No answer takes longer, milliseconds: the machine may be slow and busy. */
const SLOW = 20_000;
const AT_ONCE = 6;

const app = useApp(undefined, undefined, { demo: true });
const sample = <T extends z.ZodType>(file: string, shape: T): z.output<T> =>
  shape.parse(JSON.parse(readFileSync(new URL(`../../db/demo/${file}`, import.meta.url), 'utf8')));
const { pin } = sample('members.json', z.object({ pin: z.string() }));

/** What parameters of addresses usually hold in the sample city, so that a request gets as far as it can; A00001 walks herself. */
const known: Record<string, string> = {
  id: '1',
  number: 'A00005',
  memberNumber: 'A00005',
  library: 'KOTA',
  code: 'KOTA',
};
/** These end the session that walks. */
const LEAVES = /\/keluar|\/sign-out|sessions\/current/;

/** An administrator whom no row of a small number names: what walks must not lock itself out. */
const WALKER = 'pejalan';
/** Members have rooms of their own; everything else is walked by the administrator. */
const cookies = { staff: '', member: '' };
const cookieFor = (path: string): string => (path.startsWith('/akun') ? cookies.member : cookies.staff);
async function enter(door: string, typed: Record<string, string>): Promise<string> {
  const answer = await fetch(`${app.origin}/masuk?/${door}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.origin, accept: 'text/html' },
    body: new URLSearchParams(typed),
  });
  expect(answer.status).toBe(303);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
async function signIn(): Promise<void> {
  cookies.staff = await enter('staff', { username: WALKER, password: GOOD_PASSWORD });
  cookies.member = await enter('member', { number: 'A00001', pin });
}
/** An act of the walk may have ended a session; what follows is done by somebody who is signed in again. */
async function staySignedIn(): Promise<void> {
  const rooms = await Promise.all(
    ['/staf', '/akun'].map(async (path) =>
      fetch(app.origin + path, { headers: { cookie: cookieFor(path), accept: 'text/html' }, redirect: 'manual' }),
    ),
  );
  await Promise.all(rooms.map(async (room) => room.text()));
  if (rooms.some(({ status }) => status !== 200)) await signIn();
}

interface Case {
  /** What is said of it where it fails. */
  name: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | URLSearchParams | FormData;
  /** Field of a form that people see, which is sent the nasty value. */
  field?: string;
}

/** Answers so far, and those among them that turned the walker away: one who lost all rights would find nothing. */
const answered = { all: 0, away: 0 };

/** Carries a case out. @returns what is wrong with its answer, or null */
async function wrongWith(one: Case): Promise<string | null> {
  const { name, method, path, headers, body } = one;
  const began = performance.now();
  try {
    const answer = await fetch(app.origin + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: cookieFor(path),
        origin: app.origin,
        'sec-fetch-site': 'same-origin',
        accept: 'text/html, */*',
        ...headers,
      },
      signal: AbortSignal.timeout(SLOW),
      ...(body !== undefined && { body }),
    });
    // a stream of changes never ends by itself
    if (answer.headers.get('content-type')?.startsWith('text/event-stream')) await answer.body?.cancel();
    const text = answer.bodyUsed ? '' : await answer.text();
    answered.all += 1;
    if (answer.status === 401 || answer.status === 403) answered.away += 1;
    if (answer.status >= 500) return `${name}: ${answer.status}`;
    if (isUnnamed(answer, text)) return `${name}: ${answer.status} names no field`;
    return await unsaidOnPage(one, text);
  } catch (error) {
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    return `${name}: no answer after ${seconds} s (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** What a script is told of a refused form: values by their place in a list (devalue). */
const refusal = z.object({ type: z.literal('failure'), data: z.string() });
const places = z.tuple([z.record(z.string(), z.unknown())]).rest(z.unknown());
/** The form of a page for the thing that a body names; what stands no more has none. */
const isSame = ({ fields, types }: HtmlForm, field: string, body: Case['body']): boolean =>
  types.has(field) &&
  body !== undefined &&
  typeof body !== 'string' &&
  fields.every(
    ([name, value]) => types.get(name) !== 'hidden' || !/(?:^id|Id)$/.test(name) || body.get(name) === value,
  );
/** Fields of forms that were refused by their names so far. */
const refused = new Set<string>();
/** Where a field was refused, the page has to say so at it. @returns what it does not say, or null */
async function unsaidOnPage({ field = '', path, method, body, name }: Case, text: string): Promise<string | null> {
  const said = field === '' || !text.startsWith('{') ? null : refusal.safeParse(JSON.parse(text));
  if (!said?.success || refused.has(`${path} ${field}`)) return null;
  const list = places.safeParse(JSON.parse(said.data.data));
  const fields = list.success ? list.data[Number(list.data[0].fields)] : null;
  const sentence = list.success && fields instanceof Object ? list.data[Number(Reflect.get(fields, field))] : null;
  if (typeof sentence !== 'string') return null;
  refused.add(`${path} ${field}`);
  const headers = { cookie: cookieFor(path), origin: app.origin, 'sec-fetch-site': 'same-origin', accept: 'text/html' };
  const answer = await fetch(app.origin + path, { method, headers, redirect: 'manual', ...(body && { body }) });
  // what people see: the data for the page's script hold every sentence
  const html = (await answer.text()).replaceAll(/<script[\s\S]*?<\/script>/g, '');
  if (answer.status !== 422 || !formsIn(html).some((form) => isSame(form, field, body))) return null;
  return html.includes(sentence) ? null : `${name}: the page does not say ${sentence}`;
}

const problem = z.object({ code: z.string(), fields: z.unknown().optional(), params: z.unknown().optional() });
/** The API refuses input by the names of its fields; what was only caught by the net below the readers says none. */
function isUnnamed(answer: Response, text: string): boolean {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return false;
  const said = problem.parse(JSON.parse(text));
  return said.code === 'platform.invalid_input' && said.fields === undefined && said.params === undefined;
}

/** Every so many-th, from another one in each list, so that parts of all kinds are among them. */
function partOf<T>(cases: readonly T[], most = PART): readonly T[] {
  if (WHOLE || cases.length <= most) return cases;
  const step = cases.length / most;
  return Array.from({ length: most }, (_, i) => cases[Math.floor(i * step)]).filter((one) => one !== undefined);
}

/** What a page could not say anything about: the database refused it, or it is a bug. The server writes its trace. */
const LOGGED = /^(?:GET|POST|PUT|PATCH|DELETE) \S+: .*$/gm;

async function walk(cases: readonly Case[]): Promise<void> {
  const ahead = [...cases];
  const before = app.output().length;
  Object.assign(answered, { all: 0, away: 0 });
  const found: string[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = ahead.shift(); next; next = ahead.shift()) {
        if (ahead.length % 200 === 0) await staySignedIn();
        const wrong = await wrongWith(next);
        if (wrong !== null) found.push(wrong);
      }
    }),
  );
  expect(found).toEqual([]);
  expect(app.output().slice(before).match(LOGGED) ?? []).toEqual([]);
  expect(answered.away).toBeLessThan(answered.all / 4);
  const health = await fetch(`${app.origin}/health`);
  expect(health.status).toBe(200);
}

const filled = (path: string, pattern: RegExp, other?: { name: string; value: string }): string =>
  path.replaceAll(pattern, (_, name: string) =>
    other?.name === name ? other.value : encodeURIComponent(known[name] ?? '1'),
  );
const namesOf = (path: string, pattern: RegExp): string[] => [...path.matchAll(pattern)].map(([, name = '']) => name);

const inBraces = /\{(\w+)\}/g;
/** Whether it is the one of so many whose turn it is. */
const isTurn = (about: string, names: readonly unknown[], i: number): boolean =>
  i === turnOf(about) % Math.max(names.length, 1);

function apiCases({ method, path, query, body }: ApiRoute): Case[] {
  const headers = { 'if-match': '"1"', ...(body ? { 'content-type': 'application/json' } : {}) };
  const sample = body ? sampleOf(body, known) : undefined;
  const sent = sample === undefined ? {} : { body: JSON.stringify(sample) };
  const own = `/api/v1${filled(path, inBraces)}`;
  const base = { method, headers, ...sent };
  const about = `${method} ${path}`;
  const places = sample === undefined ? [] : placesIn(sample);
  return [
    ...namesOf(path, inBraces).flatMap((name) =>
      Object.entries(nastyInPath).map(([kind, value]): Case => {
        const there = `/api/v1${filled(path, inBraces, { name, value })}`;
        return { ...base, name: `${about} {${name}} ${kind}`, path: there };
      }),
    ),
    ...Object.entries(query).flatMap(([name, schema], i, all) =>
      inPathFor(sortOfSchema(schema), name, `${about} ${name}`, isTurn(about, all, i)).map(([kind, value]): Case => ({
        ...base,
        name: `${about} ?${name} ${kind}`,
        path: `${own}?${name}=${value}`,
      })),
    ),
    ...places.flatMap((at, i) =>
      jsonFor(valueAt(sample, at), `${about} ${at.join('.')}`, isTurn(about, places, i)).map(([kind, value]): Case => ({
        ...base,
        name: `${about} ${at.join('.')} ${kind}`,
        path: own,
        body: JSON.stringify(withAt(sample, at, value)),
      })),
    ),
    ...(body
      ? ['', '{', 'null', '"\\u0000"'].map((text): Case => ({
          ...base,
          name: `${about} body ${text}`,
          path: own,
          body: text,
        }))
      : []),
  ];
}

const inBrackets = /\[(\w+)\]/g;
/** A page of each kind that the pages themselves lead to; the others are asked for with what is usual. */
const instances = new Map<string, string>();
const forms = new Map<string, HtmlForm[]>();
const patternOf = (routes: readonly PageRoute[]): ((path: string) => string | undefined) => {
  const matchers = routes.map(({ pattern }) => ({
    pattern,
    matches: new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/\[\w+\]/g, '([^/]+)')}$`),
  }));
  const plainFirst = matchers.toSorted((a, b) => a.pattern.split('[').length - b.pattern.split('[').length);
  return (path) => plainFirst.find(({ matches }) => matches.test(path))?.pattern;
};

async function look(path: string): Promise<string> {
  const answer = await fetch(app.origin + path, {
    headers: { cookie: cookieFor(path), accept: 'text/html' },
    redirect: 'manual',
  });
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (isPage) return answer.text();
  await answer.body?.cancel();
  return '';
}

/** Follows the links of the staff's and the public pages, to one of each kind. */
async function crawl(routes: readonly PageRoute[], most: number): Promise<void> {
  const kindOf = patternOf(routes);
  const ahead = ['/staf', '/', '/akun', '/katalog'];
  while (ahead.length > 0 && instances.size < most) {
    const path = ahead.shift() ?? '/';
    const kind = kindOf(path);
    if (kind === undefined || instances.has(kind) || LEAVES.test(path)) continue;
    instances.set(kind, path);
    const html = await look(path);
    forms.set(kind, formsIn(html));
    for (const href of linksIn(html)) {
      const url = URL.parse(href, app.origin + path);
      if (url?.origin === app.origin) ahead.push(url.pathname);
    }
  }
}

const placeOf = ({ pattern }: PageRoute): string => instances.get(pattern) ?? filled(pattern, inBrackets);

function pageCases(route: PageRoute): Case[] {
  const own = placeOf(route);
  const asked = (forms.get(route.pattern) ?? []).filter(({ method }) => method === 'get');
  const values = new Map(asked.flatMap(({ fields }) => fields));
  const types = new Map(asked.flatMap((form) => [...form.types]));
  const names = [...new Set([...route.parameters, ...values.keys()])];
  return [
    ...namesOf(route.pattern, inBrackets).flatMap((name) =>
      Object.entries(nastyInPath).map(([kind, value]): Case => ({
        name: `GET ${route.pattern} [${name}] ${kind}`,
        method: 'GET',
        path: filled(route.pattern, inBrackets, { name, value }),
      })),
    ),
    ...names.flatMap((name, i) => {
      const sort = sortOfField(types.get(name), values.get(name) ?? '');
      const at = `${route.pattern} ${name}`;
      return inPathFor(sort, name, at, isTurn(route.pattern, names, i)).map(([kind, value]): Case => ({
        name: `GET ${route.pattern} ?${name} ${kind}`,
        method: 'GET',
        path: `${own}?${name}=${value}`,
      }));
    }),
  ];
}

/**
 * What a form of the page sends for an action, or nothing but what its sources name. Without its key, for the same form would be answered as
 * the first time; every third answer is a page, the others are what a script reads: a page costs ten times as much.
 */
function formCases(route: PageRoute): Case[] {
  const own = placeOf(route);
  return route.actions.flatMap((action) => {
    const address = action === 'default' ? own : `${own}?/${action}`;
    const form = (forms.get(route.pattern) ?? []).find(
      (one) =>
        one.method === 'post' &&
        (action === 'default' ? !one.action.includes('?/') : one.action.includes(`?/${action}`)),
    );
    const usual = (form?.fields ?? route.fields.map((name): [string, string] => [name, ''])).filter(
      ([name]) => name !== FORM_KEY && name !== KEPT_FORM,
    );
    const names = [...new Set(usual.map(([name]) => name))];
    const about = `${route.pattern} ?/${action}`;
    return names.flatMap((name, i) => {
      const sort = sortOfField(form?.types.get(name), usual.find(([key]) => key === name)?.[1] ?? '');
      return textsFor(sort, `${about} ${name}`, isTurn(about, names, i)).map(([kind, value], k): Case => {
        const body = form?.multipart ? new FormData() : new URLSearchParams();
        for (const [key, text] of usual) if (key !== name) body.append(key, text);
        body.append(name, value);
        const headers = { accept: (i + k) % 3 === 0 ? 'text/html, */*' : 'application/json' };
        const seen = !/^(?:hidden|button|submit)$/.test(form?.types.get(name) ?? 'hidden');
        const shown = seen ? { field: name } : {};
        return { name: `POST ${about} ${name} ${kind}`, method: 'POST', path: address, headers, body, ...shown };
      });
    });
  });
}

/** The key of a form, which is read at one place for all of them. */
const keyCases = (): Case[] =>
  [FORM_KEY, KEPT_FORM].flatMap((name) =>
    Object.entries(nastyTexts).map(([kind, value]): Case => ({
      name: `POST /staf/profil ${name} ${kind}`,
      method: 'POST',
      path: '/staf/profil?/save',
      body: new URLSearchParams({ [name]: value, version: '0' }),
    })),
  );

const isLeaving = ({ path }: Case): boolean => LEAVES.test(path);
const routes = pageRoutes().filter(({ pattern }) => !/\/(?:keluar|pasang)$/.test(pattern));

beforeAll(async () => {
  await makeAccount(app, { username: WALKER, grants: [{ role: 'administrator', libraryId: null }] });
  await signIn();
  await crawl(routes, WHOLE ? 1000 : 12);
}, LONG.timeout);

test('the API answers whatever is sent to it', LONG, async () => {
  const openapi: unknown = await (await fetch(`${app.origin}/api/v1/openapi.json`)).json();
  const all = apiRoutes(openapi);
  expect(all.length).toBeGreaterThan(200);
  await walk(
    partOf(
      all.flatMap(apiCases).filter((one) => !isLeaving(one)),
      PART * 2,
    ),
  );
});

test('pages answer whatever their address holds', LONG, async () => {
  expect(routes.length).toBeGreaterThan(150);
  await walk(partOf(routes.flatMap(pageCases).filter((one) => !isLeaving(one))));
});

test('forms answer whatever is typed into them', LONG, async () => {
  const cases = [...routes.flatMap(formCases), ...keyCases()].filter((one) => !isLeaving(one));
  expect(cases.length).toBeGreaterThan(2000);
  await walk(partOf(cases));
});

test('what devices and waiting phones send is answered as well', LONG, async () => {
  const json = { 'content-type': 'application/json' };
  const sent = { reader: 'a1', kind: 'hold', bibId: 1, pickup: '1:2', loanId: 1, part: 1, spot: 1, progress: 1 };
  const addresses = routes.filter(({ endpoint, posts }) => endpoint && posts).map(placeOf);
  expect(addresses).toContain('/akun/kirim');
  await walk(
    partOf(
      addresses.flatMap((path) => [
        ...Object.keys(sent).flatMap((name) =>
          Object.entries(nastyJson).map(([kind, value]): Case => ({
            name: `POST ${path} ${name} ${kind}`,
            method: 'POST',
            path,
            headers: json,
            body: JSON.stringify({ ...sent, [name]: value }),
          })),
        ),
        ...['', '{', 'null', '[]', '1'].map((body): Case => ({
          name: `POST ${path} body ${body}`,
          method: 'POST',
          path,
          headers: json,
          body,
        })),
      ]),
    ),
  );
});
