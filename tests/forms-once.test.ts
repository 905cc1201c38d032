import { readFileSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { beforeAll, describe, expect, test } from 'vitest';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { SECRET_FIELD } from '../src/web/kit/form/form-key.ts';
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
async function formOn(path: string, action: string, as = cookie): Promise<[string, string][]> {
  const page = await fetch(`${app.origin}${path}`, { headers: { cookie: as, accept: 'text/html' } });
  const form = formsIn(await page.text()).find((one) => one.method === 'post' && one.action === action);
  if (!form) throw new Error(`${path} has no form ${action}`);
  return form.fields;
}
async function sessionOf(door: string, typed: Record<string, string>): Promise<string> {
  const answer = await send(door, new URLSearchParams(typed), { cookie: '' });
  expect(answer.status).toBe(303);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
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
  cookie = await sessionOf('/masuk?/staff', { username: 'pejalan', password: GOOD_PASSWORD });
});

/** Where something new is made: the page, the form's action, what is typed, and the trace that it leaves. */
const CREATING: [page: string, action: string, typed: Record<string, string>, trace: string][] = [
  ['/staf/katalog/baru?bahan=buku', '?/full&bahan=buku', { 'f.title.0.value': 'Klik Ganda' }, 'bib.created'],
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
    const target = action === '' ? page : page.replace(/\?.*/, '') + action;
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
  const own = await sessionOf('/masuk?/member', { number: 'A00001', pin: '246810' });
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
  const [first, second] = answers.map(({ headers }) => headers.get('location'));
  expect(first).toMatch(/\/staf\/impor\/\d+$/);
  expect(second).toBe(first);
  expect((await runs()) - before).toBe(1);
  // another choice in the same form is another run
  body.append('dryRun', 'on');
  const other = await send('/api/v1/imports', body);
  expect(other.headers.get('location')).not.toBe(first);
});

test('a form with a file is carried out once, and one with another file of the same length is another one', async () => {
  const bib = await app.db.selectFrom('bib').select('id').orderBy('id').executeTakeFirstOrThrow();
  const page = `/staf/katalog/${bib.id}/berkas`;
  const fields = filled(await formOn(page, '?/attach'), { title: 'Naskah', access: 'public' });
  const withFile = (end: string): FormData => {
    const body = new FormData();
    for (const [name, value] of fields) if (name !== 'file') body.append(name, value);
    body.append('file', new File([`%PDF-1.7\n${end}`], 'naskah.pdf', { type: 'application/pdf' }));
    return body;
  };
  const before = await tracesOf('attachment.added');
  const target = `${page}?/attach`;
  const answers = await Promise.all([send(target, withFile('%%EOF')), send(target, withFile('%%EOF'))]);
  answers.push(await send(target, withFile('%%EOF')));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect((await tracesOf('attachment.added')) - before).toBe(1);
  expect((await send(target, withFile('%%FOE'))).status).toBe(303);
  expect((await tracesOf('attachment.added')) - before).toBe(2);
});

test('an action that does not look at its form is carried out once too, and the second click hears of no refusal', async () => {
  const own = await sessionOf('/masuk?/member', { number: 'A00001', pin: '246810' });
  const list = await send(
    '/akun/daftar?/create',
    filled(await formOn('/akun/daftar', '?/create', own), { title: 'Sekali' }),
    {
      cookie: own,
    },
  );
  const page = list.headers.get('location') ?? '';
  const body = filled(await formOn(page, '?/delete', own), {});
  const before = await tracesOf('reading_list.deleted');
  const remove = async () => send(`${page}?/delete`, body, { cookie: own });
  const answers = await Promise.all([remove(), remove()]);
  answers.push(await remove());
  expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
    Array(3).fill([303, expect.stringContaining('/akun/daftar?dihapus=')]),
  );
  expect((await tracesOf('reading_list.deleted')) - before).toBe(1);
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
  const theirs = await sessionOf('/masuk?/staff', { username: 'lain', password: GOOD_PASSWORD });
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
  /features\/circulation\/desk\/Desk/,
  /features\/self-service\/Kiosk/,
  /(features\/(programs\/door\/Door|offline-desk\/)|kit\/scan\/Scan)/,
];
/**
 * A vote; a new PIN or a NIK, which stands in the answer and nowhere else: whoever asks again must see one; PINs that were just told, set as cards,
 * which changes nothing.
 */
const HARMLESS = /action=\{card\.voted|action="\?\/(pin|nik)"|action=\{cardsHref\}/;

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
      if (WITHOUT_KEY.some((reason) => reason.test(file)) || HARMLESS.test(source)) continue;
      without.push(file);
    }
  }
  expect(without).toEqual([]);
});

test('no field of a password or PIN is one that is kept when a session has ended', () => {
  const names: string[] = [];
  for (const file of globSync('**/*.svelte', { cwd: WEB })) {
    const text = readFileSync(join(WEB, file), 'utf8');
    for (const [tag] of text.matchAll(/<(?:input|Field)\b(?:[^>"'{]|"[^"]*"|'[^']*'|\{[^}]*\})*>/g)) {
      const isSecret = /\stype="password"|\{\.\.\.pin\}|autocomplete="(?:current|new)-password"/.test(tag);
      const name = /\sname="([^"]+)"/.exec(tag)?.[1];
      if (isSecret && name !== undefined) names.push(name);
    }
  }
  expect(new Set(names)).toEqual(
    new Set([
      'again',
      'current',
      'currentPin',
      'newPin',
      'next',
      'passphrase',
      'password',
      'pin',
      'repeated',
      'secret',
    ]),
  );
  // the keys of channels, whose fields are made from a list
  for (const name of [...names, 'token', 'appSecret', 'verifyToken', 'botToken', 'kioskPin'])
    expect(name).toMatch(SECRET_FIELD);
});
