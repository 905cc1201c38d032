import { globSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { beforeAll, expect, test } from 'vitest';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { FORM_KEY } from '#web/kit/form/form-key.ts';
import { formsIn } from './support/html-forms.ts';
import { useApp } from './support/start-app.ts';
import { walkHouse } from './support/walk-house.ts';

// Lengths are checked before anything is sent: whoever types too much is stopped while typing, and what a field lets one type is never refused
// as too long.

const app = useApp(undefined, undefined, { demo: true });
const WEB = resolve(import.meta.dirname, '../src/web');
/** What of a field bounds what is typed by itself. */
const BOUND =
  /\stype="(?:number|date|time|datetime-local|month|hidden|checkbox|radio|file|color|range|submit|button)"|\sinputmode="(?:numeric|decimal)"|\s(?:maxlength|pattern)=|\s(?:readonly|hidden)\b/;

let cookie = '';
let paths: string[] = [];
const pages = new Map<string, string>();

async function enter(): Promise<void> {
  const answer = await fetch(`${app.origin}/masuk?/staff`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.origin, accept: 'text/html' },
    body: new URLSearchParams({ username: 'pejalan', password: GOOD_PASSWORD }),
  });
  expect(answer.status).toBe(303);
  cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
async function get(path: string): Promise<string> {
  const html = await (await fetch(app.origin + path, { headers: { cookie, accept: 'text/html' } })).text();
  pages.set(path, html);
  return html;
}

beforeAll(async () => {
  await makeAccount(app, { username: 'pejalan', grants: [{ role: 'administrator', libraryId: null }] });
  await enter();
  paths = await walkHouse(get, app.origin, '/staf');
}, 300_000);

const nameOf = (tag: string): string => /\sname="([^"]*)"/.exec(tag)?.[1] ?? '';

test('on every page of staff each field says how much may be typed', () => {
  expect(paths.length).toBeGreaterThan(100);
  const unbounded = paths.flatMap((path) =>
    [...(pages.get(path) ?? '').matchAll(/<(?:input|textarea)\b[^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => nameOf(tag) !== '' && !BOUND.test(tag))
      .map((tag) => `${path} ${nameOf(tag)}`),
  );
  expect(unbounded, 'give the field the maxlength of its schema').toEqual([]);
});

test('so does each field that a page shows only at times, also to readers', () => {
  const unbounded = globSync(`${WEB}/**/*.svelte`).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return fieldsIn(parse(text, { modern: true }).fragment)
      .filter(({ start, end }) => !isBound(text.slice(start, end)))
      .map(({ start }) => `${relative(WEB, file)}:${text.slice(0, start).split('\n').length}`);
  });
  expect(unbounded, 'give the field the maxlength of its schema').toEqual([]);
});

type Element = AST.Component | AST.RegularElement;
const FIELDS = new Set(['Field', 'LongText', 'input', 'textarea']);

function fieldsIn(node: unknown): Element[] {
  if (Array.isArray(node)) return node.flatMap(fieldsIn);
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.entries(node).flatMap(([key, value]) => (key === 'parent' ? [] : fieldsIn(value)));
  return isField(node) ? [node, ...inner] : inner;
}
const isField = (node: object): node is Element =>
  'type' in node &&
  (node.type === 'Component' || node.type === 'RegularElement') &&
  'name' in node &&
  typeof node.name === 'string' &&
  FIELDS.has(node.name);

/** Spread attributes say it elsewhere: what comes of them is seen on the pages. Types that are computed are of a choice or of a secret. */
const isBound = (tag: string): boolean =>
  BOUND.test(tag) || /\{\.\.\.|[\s{]maxlength\b|\stype=\{[^}]*'radio'/.test(tag);

/** What ends the session that walks, or answers for long; its fields are on the pages all the same. */
const LEFT_ALONE = /\/keluar|profil\?\/password|\/staf\/pindah-sistem/;
const TOO_LONG = 'Terlalu panjang.';

test('what a field lets one type is never refused as too long', { timeout: 300_000 }, async () => {
  const refused: string[] = [];
  let sent = 0;
  for (const path of paths) {
    for (const { form, lengths } of textForms(pages.get(path) ?? '')) {
      const target = new URL(form.action || path, app.origin + path);
      if (LEFT_ALONE.test(target.href)) continue;
      const body = new URLSearchParams(form.fields.filter(([name]) => !lengths.has(name)));
      body.set(FORM_KEY, crypto.randomUUID());
      for (const [name, length] of lengths) body.set(name, 'x'.repeat(length));
      const answer = await fetch(target, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, origin: app.origin, accept: 'text/html' },
        body,
      });
      sent += 1;
      if ((await answer.text()).includes(TOO_LONG)) refused.push(`${path} ${form.action}: ${[...lengths].join(' ')}`);
    }
  }
  expect(sent).toBeGreaterThan(60);
  expect(refused, 'a field lets one type more than its schema takes').toEqual([]);
});

/** The forms of a page that change something, with what may be typed into each field of words. */
function textForms(html: string): { form: ReturnType<typeof formsIn>[number]; lengths: Map<string, number> }[] {
  const bodies = [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([text]) => text);
  return formsIn(html).flatMap((form, nth) => {
    const lengths = new Map<string, number>();
    for (const [tag] of (bodies[nth] ?? '').matchAll(/<(?:input|textarea)\b[^>]*>/g)) {
      const length = Number(/\smaxlength="(\d+)"/.exec(tag)?.[1] ?? 0);
      // long lists are many short words, each with a length of its own
      if (length > 0 && length <= 2500 && !/\stype="(?:password|number)"|\sinputmode="(?:numeric|decimal)"/.test(tag))
        lengths.set(nameOf(tag), length);
    }
    return form.method === 'post' && !form.multipart && lengths.size > 0 ? [{ form, lengths }] : [];
  });
}
