import { readFileSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { beforeAll, describe, expect, test } from 'vitest';
import { GOOD_PASSWORD, makeAccount } from '#modules/identity/testing';
import { formsIn } from './support/html-forms.ts';
import { useApp } from './support/start-app.ts';

const app = useApp(undefined, undefined, { demo: true });
const WEB = resolve(import.meta.dirname, '../src/web');
let cookie = '';

async function send(path: string, body: URLSearchParams | FormData, headers: Record<string, string> = {}) {
  return fetch(`${app.origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.origin, accept: 'text/html', cookie, ...headers },
    body,
  });
}
async function formOn(path: string, action: string): Promise<[string, string][]> {
  const page = await fetch(`${app.origin}${path}`, { headers: { cookie, accept: 'text/html' } });
  const form = formsIn(await page.text()).find((one) => one.method === 'post' && one.action === action);
  if (!form) throw new Error(`${path} has no form ${action}`);
  return form.fields;
}
/** What a browser sends when the fields are filled so; a ticked box or the button is named among them. */
function filled(fields: [string, string][], typed: Record<string, string>): URLSearchParams {
  const data = new URLSearchParams();
  const key = fields.find(([name]) => name === '_kunci')?.[1];
  if (!key) throw new Error('the form has no key');
  data.set('_kunci', key);
  for (const [name, value] of fields) if (!data.has(name) && !(name in typed)) data.set(name, value);
  for (const [name, value] of Object.entries(typed)) if (value !== '(none)') data.set(name, value);
  return data;
}
/** The sentences that a page refuses a form with. */
const refusalIn = (html: string): string =>
  [...html.matchAll(/<[^>]*(?:role="alert"|class="[^"]*err[^"]*"|-error")[^>]*>([^<]*)/g)]
    .map(([, text]) => text)
    .join(' ');

async function tracesOf(action: string): Promise<number> {
  const rows = await app.db.selectFrom('auditEvent').select('id').where('action', '=', action).execute();
  return rows.length;
}

beforeAll(async () => {
  await makeAccount(app, { username: 'pejalan', grants: [{ role: 'administrator', libraryId: null }] });
  const answer = await send('/masuk?/staf', new URLSearchParams({ username: 'pejalan', password: GOOD_PASSWORD }));
  expect(answer.status).toBe(303);
  cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
});

/** Where something new is made: the page, the form's action, what is typed, and the trace that it leaves. */
const CREATING: [page: string, action: string, typed: Record<string, string>, trace: string][] = [
  ['/staf/katalog/baru?bahan=buku', '', { 'f.title.0.value': 'Klik Ganda' }, 'bib.created'],
  [
    '/staf/anggota/baru',
    '',
    { fullName: 'Klik Ganda', birthDate: '1990-01-01', sex: 'P', guardianConsent: '(none)' },
    'member.created',
  ],
  ['/staf/tajuk/baru', '', { heading: 'Klik, Ganda' }, 'authority.created'],
  [
    '/staf/kategori/baru',
    '',
    { nameId: 'Klik ganda', nameEn: 'Double', code: 'KLIK', validityMonths: '12' },
    'member_category.created',
  ],
  ['/staf/perpustakaan/baru', '', { name: 'Klik Ganda', code: 'KLIK' }, 'library.created'],
  ['/staf/kegiatan/baru', '', { title: 'Klik ganda', isTemplate: '(none)' }, 'program.created'],
  ['/staf/kuesioner', '?/create', { name: 'Klik ganda' }, 'questionnaire.made'],
  [
    '/staf/insiden',
    '',
    { title: 'Klik ganda', how: 'Terlihat', measures: 'Ditutup', people: '3' },
    'data_incident.recorded',
  ],
];

describe('a form that is sent twice is carried out once', () => {
  test.each(CREATING)('%s %s', async (page, action, typed, trace) => {
    const before = await tracesOf(trace);
    const body = filled(await formOn(page, action), typed);
    const target = action === '' ? page : page + action;
    const answers = await Promise.all([send(target, body), send(target, body), send(target, body)]);
    const later = await send(target, body);
    const seen = await Promise.all(
      [...answers, later].map(async (one) => [
        one.status,
        one.headers.get('location'),
        one.status >= 400 ? refusalIn(await one.text()) : '',
      ]),
    );
    expect(new Set(seen.map(([status]) => status)), JSON.stringify(seen)).toEqual(new Set([303]));
    expect(new Set(seen.map(([, location]) => location)).size).toBe(1);
    expect((await tracesOf(trace)) - before).toBe(1);
    // the next page has another key: whoever wants a second one gets it, or hears from the rules why not
    const again = filled(await formOn(page, action), typed);
    expect(again.get('_kunci')).not.toBe(body.get('_kunci'));
  });
});

test('a route that answers a script with words of its own is let through, as often as it is asked', async () => {
  const body = filled(
    await formOn('/staf/pemberitahuan/teks/due?jalur=email&bahasa=id', '?/save&jalur=email&bahasa=id'),
    {
      body: 'Buku rindu raknya: {judul}',
    },
  );
  for (let times = 0; times < 2; times += 1) {
    const answer = await send('/staf/pemberitahuan/teks/due/pratinjau?jalur=email&bahasa=id', body, { accept: '*/*' });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { body: expect.stringContaining('Buku rindu') as unknown },
    ]);
  }
});

test('a file that a form asks for is given as often as it is asked for', async () => {
  const answer = await send('/masuk?/anggota', new URLSearchParams({ number: 'A00001', pin: '246810' }), {
    cookie: '',
  });
  const own = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const page = await fetch(`${app.origin}/akun/data`, { headers: { cookie: own, accept: 'text/html' } });
  const form = formsIn(await page.text()).find((one) => one.fields.some(([, value]) => value === 'json'));
  if (!form) throw new Error('no form for the own data');
  const body = filled(form.fields, { [form.fields.find(([, value]) => value === 'json')?.[0] ?? '']: 'json' });
  for (let times = 0; times < 2; times += 1) {
    const file = await send(form.action.startsWith('?') ? `/akun/data${form.action}` : form.action, body, {
      cookie: own,
    });
    expect(file.headers.get('content-disposition')).toContain('lumbung-data.json');
  }
});

test('an import that is sent twice is one run', async () => {
  const runs = async () => (await app.db.selectFrom('importRun').select('id').execute()).length;
  const before = await runs();
  const body = new FormData();
  for (const [name, value] of filled(await formOn('/staf/impor?jenis=marc', '/api/v1/imports'), {}))
    body.append(name, value);
  body.append('main', new File(['bukan catatan'], 'koleksi.mrc'));
  const answers = await Promise.all([send('/api/v1/imports', body), send('/api/v1/imports', body)]);
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect((await runs()) - before).toBe(1);
});

test('a form that was refused is sent again, corrected or not, with the key that it has', async () => {
  const fields = await formOn('/staf/tajuk/baru', '');
  expect((await send('/staf/tajuk/baru', filled(fields, { heading: '' }))).status).toBe(422);
  expect((await send('/staf/tajuk/baru', filled(fields, { heading: '' }))).status).toBe(422);
  expect((await send('/staf/tajuk/baru', filled(fields, { heading: 'Dibetulkan' }))).status).toBe(303);
});

test('what differs in one letter is another form, and so is the same form of somebody else', async () => {
  const before = await tracesOf('authority.created');
  const fields = await formOn('/staf/tajuk/baru', '');
  const mine = filled(fields, { heading: 'Sama' });
  expect((await send('/staf/tajuk/baru', mine)).status).toBe(303);
  expect((await send('/staf/tajuk/baru', filled(fields, { heading: 'Sama saja' }))).status).toBe(303);
  await makeAccount(app, { username: 'lain', grants: [{ role: 'administrator', libraryId: null }] });
  const other = await send('/masuk?/staf', new URLSearchParams({ username: 'lain', password: GOOD_PASSWORD }));
  const theirs = other.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  // refused by the rule of headings (it is there already), not answered as if it were theirs
  const answer = await send('/staf/tajuk/baru', mine, { cookie: theirs });
  expect(answer.status).toBe(409);
  expect((await tracesOf('authority.created')) - before).toBe(2);
});

test('nothing that was typed can be read in what is kept of a form', async () => {
  const rows = await app.db.selectFrom('formAct').selectAll().execute();
  expect(rows.length).toBeGreaterThan(5);
  const bytes = Buffer.concat(rows.flatMap(({ key, answer }) => [key, answer ?? Buffer.alloc(0)])).toString('latin1');
  expect(bytes).not.toMatch(/Klik|staf|tajuk/);
});

/**
 * Forms without a key, each with its reason. Whoever signs in needs the answer itself, since the session is in it; the desk, the door, stocktake
 * and the devices scan one thing after the other on one page and tell a repeated scan by themselves; a vote twice is one vote.
 */
const WITHOUT_KEY = [
  /routes\/\(public\)\/masuk\//,
  /routes\/\(public\)\/keluar\//,
  /routes\/pasang\//,
  /routes\/kios\//,
  /routes\/buku-tamu\//,
  /routes\/staf\/sirkulasi\/\+page/,
  /routes\/staf\/cacah-ulang\/\[id\]\/pindai\//,
  /components\/circulation\/Desk/,
  /components\/self-service\/Kiosk/,
  /components\/(programs\/Door|offline-desk\/|Scan)/,
];
const VOTE = /action=\{card\.voted/;

type Node = AST.RegularElement | { type: string; [key: string]: unknown };
function* elementsIn(node: unknown): Generator<AST.RegularElement> {
  if (Array.isArray(node)) for (const one of node) yield* elementsIn(one);
  else if (typeof node === 'object' && node !== null && 'type' in node) {
    const one = node as Node;
    if (one.type === 'RegularElement') yield one as AST.RegularElement;
    for (const [name, value] of Object.entries(node)) if (name !== 'parent') yield* elementsIn(value);
  }
}

test('every form that changes something carries a key, unless the reason is written here', () => {
  const without: string[] = [];
  for (const file of globSync('**/*.svelte', { cwd: WEB })) {
    const text = readFileSync(join(WEB, file), 'utf8');
    for (const form of elementsIn(parse(text, { modern: true }).fragment)) {
      const source = text.slice(form.start, form.end);
      const [opening = ''] = source.split('\n<');
      if (form.name !== 'form' || !/\smethod="?post/i.test(opening) || source.includes('<FormKey />')) continue;
      if (WITHOUT_KEY.some((reason) => reason.test(file)) || VOTE.test(source)) continue;
      without.push(file);
    }
  }
  expect(without).toEqual([]);
});
