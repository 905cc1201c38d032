import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
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
const LEFT = /^\/(staf|akun|masuk|keluar|api|pasang)\b|\.(png|jpg|webp|svg|css|js|ics|xml|pdf|webmanifest)$|^\/en\b/;
const kindOf = (path: string): string =>
  (path.split('?')[0] ?? '')
    .split('/')
    .map((part) => (/[\dA-Z]/.test(part) ? '*' : part))
    .join('/');
const dataOf = (path: string): string => {
  const [page = '', query] = path.split('?');
  return `${page.replace(/\/$/, '')}/__data.json${query === undefined ? '' : `?${query}`}`;
};

test(
  'no public page carries a name that it does not show, in its markup or in its data',
  { timeout: 300_000 },
  async () => {
    const plans = await app.db
      .selectFrom('actionPlan')
      .select('id')
      .where('status', '<>', 'proposed')
      .limit(5)
      .execute();
    expect(plans.length).toBeGreaterThan(1);
    const ahead = ['/', '/kegiatan/apa-yang-jadi', ...plans.map(({ id }) => `/rencana-aksi/${id}`)];
    const opened = new Map<string, number>();
    const seen = new Set<string>();
    const leaks: string[] = [];
    for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
      const kind = kindOf(path);
      const count = opened.get(kind) ?? 0;
      if (seen.has(path) || LEFT.test(path) || count >= EACH) continue;
      seen.add(path);
      opened.set(kind, count + 1);
      const page = await fetch(app.origin + path, { redirect: 'manual' });
      const said = await page.text();
      const data = await fetch(app.origin + dataOf(path), { redirect: 'manual' });
      for (const [where, text] of [
        [path, said],
        [dataOf(path), await data.text()],
      ] as const)
        for (const [name] of text.matchAll(SECRET)) leaks.push(`${where}: ${name}`);
      if (page.headers.get('content-type')?.includes('html'))
        ahead.push(...linksIn(said).filter((href) => href.startsWith('/')));
    }
    expect([...new Set(leaks)]).toEqual([]);
    expect(seen.size).toBeGreaterThan(40);
    expect([...opened.keys()]).toEqual(
      expect.arrayContaining(['/rencana-aksi/*', '/katalog/*', '/kegiatan/apa-yang-jadi']),
    );
  },
);
