import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { resetPin } from '#modules/people/members';
import { linksIn } from './support/html-forms.ts';
import { useApp } from './support/start-app.ts';

// Nobody in particular opens every public page of the sample city, and the data that the page is made of (`__data.json`), and finds the name of no
// member, participant or guardian there: what a page does not show it must not carry either.

const app = useApp(undefined, undefined, { demo: true });
const SECRET = /Rahasia [A-Z]\w+ \d+/g;

beforeAll(async () => {
  await sql`update member set full_name = 'Rahasia Anggota ' || id, guardian_name = 'Rahasia Wali ' || id`.execute(
    app.db,
  );
  await sql`update program_enrolment set name = 'Rahasia Peserta ' || id, guardian_name = 'Rahasia Wali ' || id,
    contact = case when contact = '' then '' else 'Rahasia Alamat ' || id end where member_id is null`.execute(app.db);
  await sql`update action_plan set owner_name = 'Rahasia Pemilik ' || id, is_public = true`.execute(app.db);
  await sql`update program_proposal set name = 'Rahasia Pengusul ' || id where member_id is null`.execute(app.db);
  await sql`update donation set donor_name = 'Rahasia Donatur ' || id`.execute(app.db);
});

/** So many of each kind of page: what stands there differs. */
const EACH = 3;
const LEFT = /^\/(staf|masuk|keluar|api|pasang)\b|\.(png|jpg|webp|svg|css|js|ics|xml|pdf|webmanifest)$|^\/en\b/;
const kindOf = (path: string): string =>
  (path.split('?')[0] ?? '')
    .split('/')
    .map((part) => (/[\dA-Z]/.test(part) ? '*' : part))
    .join('/');
const dataOf = (path: string): string => {
  const [page = '', query] = path.split('?');
  return `${page.replace(/\/$/, '')}/__data.json${query === undefined ? '' : `?${query}`}`;
};

/** Every place that somebody comes to from these, with the names that stand in it. */
async function walk(from: readonly string[], cookie = ''): Promise<{ kinds: string[]; names: Map<string, string[]> }> {
  const ahead = [...from];
  const opened = new Map<string, number>();
  const seen = new Set<string>();
  const names = new Map<string, string[]>();
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    const kind = kindOf(path);
    const count = opened.get(kind) ?? 0;
    if (seen.has(path) || LEFT.test(path) || count >= EACH) continue;
    seen.add(path);
    opened.set(kind, count + 1);
    const page = await fetch(app.origin + path, { headers: { cookie }, redirect: 'manual' });
    const said = await page.text();
    const data = await fetch(app.origin + dataOf(path), { headers: { cookie }, redirect: 'manual' });
    for (const [where, text] of [
      [path, said],
      [dataOf(path), await data.text()],
    ] as const)
      for (const [name] of text.matchAll(SECRET)) names.set(name, [...(names.get(name) ?? []), where]);
    if (page.headers.get('content-type')?.includes('html'))
      ahead.push(...linksIn(said).filter((href) => href.startsWith('/')));
  }
  return { kinds: [...opened.keys()], names };
}

const plansOfAll = async (): Promise<string[]> => {
  const plans = await app.db.selectFrom('actionPlan').select('id').where('status', '<>', 'proposed').limit(5).execute();
  expect(plans.length).toBeGreaterThan(1);
  return plans.map(({ id }) => `/rencana-aksi/${id}`);
};

test('no public page carries a name that it does not show, in its markup or in its data', async () => {
  const { kinds, names } = await walk(['/', '/kegiatan/apa-yang-jadi', ...(await plansOfAll())]);
  expect([...names]).toEqual([]);
  expect(kinds.length).toBeGreaterThan(25);
  expect(kinds).toEqual(expect.arrayContaining(['/rencana-aksi/*', '/katalog/*', '/kegiatan/apa-yang-jadi']));
}, 300_000);

test('a member who goes through all of it, and their own account, comes upon no name but their own', async () => {
  const { id, number } = await app.db
    .selectFrom('member')
    .select(['id', 'number'])
    .where('number', '=', 'A00001')
    .executeTakeFirstOrThrow();
  await app.db.deleteFrom('memberFamily').execute();
  const { pin } = await resetPin(app.ctx(), number);
  const answer = await fetch(`${app.origin}/masuk?/member`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.origin, accept: 'text/html' },
    body: new URLSearchParams({ number, pin }),
  });
  expect(answer.status).toBe(303);
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
  const { kinds, names } = await walk(['/akun', '/', ...(await plansOfAll())], cookies.join('; '));
  names.delete(`Rahasia Anggota ${id}`);
  expect([...names]).toEqual([]);
  expect(kinds).toEqual(expect.arrayContaining(['/akun', '/rencana-aksi/*']));
}, 300_000);
