import { permissions } from '#contributed/permissions';
import readXlsxFile from 'read-excel-file/node';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createRole } from '#modules/ground/identity';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { issueClearance } from '#modules/lending/letters';
import { getMember, updateMember } from '#modules/people/members';
import { aMember } from '#modules/people/members/testing';
import { makeBatch } from '#modules/stock/printing';
import { formatDate } from '#shared/dates';
import { linksIn } from './support/html-forms.ts';
import { pageTexts } from './support/pdf-texts.ts';
import { useApp } from './support/start-app.ts';

// Somebody who may do everything but edit members opens every page, print, letter, list and export of the sample city and finds nowhere how a
// member is reached, where they live or when they were born. What lists of the API say to every shipped role is in contacts-walk.test.ts.

const app = useApp(undefined, undefined, { demo: true });
/** Without how members are reached, and without what hands their data out. */
const WITHOUT = ['members.edit', 'members.privacy', 'members.view_nik'];
let secrets: string[] = [];
let own: string[] = [];
const cookies = new Map<string, string>();

async function signIn(username: string, password: string): Promise<string> {
  const answer = await fetch(`${app.origin}/masuk?/staff`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.origin, accept: 'text/html' },
    body: new URLSearchParams({ username, password }),
  });
  expect(answer.status, username).toBe(303);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

beforeAll(async () => {
  await sql`update member set phone = '0811' || lpad(id::text, 8, '7'), email = 'rahasia' || id || '@contoh.example',
    address = 'Jalan Rahasia Nomor ' || id, guardian_phone = '0822' || lpad(id::text, 8, '6'), postal_code = '66' || lpad(id::text, 3, '9')
    where kind = 'person'`.execute(app.db);
  const grown = {
    fullName: 'Rahasia Semua',
    birthDate: '1987-07-19',
    phone: '081377665544',
    email: 'semua@rahasia.example',
  };
  const member = await aMember(app.ctx(), { ...grown, address: 'Jalan Rahasia Sendiri 7' });
  const { version } = await getMember(app.ctx(), member.number);
  // a change is in the audit trail, a letter in its list, a card in a batch
  await updateMember(app.ctx(), member.number, version, { phone: '081366554433', address: 'Jalan Rahasia Baru 8' });
  const letter = await issueClearance(app.ctx(), member.number);
  const library = await app.db.selectFrom('library').select('id').where('code', '=', 'PUSAT').executeTakeFirstOrThrow();
  const batch = await makeBatch(app.ctx(), library.id, { kind: 'member', codes: [member.number] });
  const number = encodeURIComponent(member.number);
  own = [
    `/staf/anggota/${number}`,
    `/staf/anggota/${number}/keluarga`,
    `/staf/anggota/${number}/izin`,
    `/staf/anggota/${number}/kartu`,
    `/staf/anggota/${number}/tagihan`,
    `/staf/sirkulasi?anggota=${number}&sejak=${Date.parse('2026-11-25T00:00:00Z')}`,
    `/staf/sirkulasi/struk/${number}?sejak=${Date.parse('2026-11-25T00:00:00Z')}`,
    `/staf/surat?anggota=${number}`,
    `/staf/surat/pdf?surat=${letter}`,
    `/staf/cetak/${batch}`,
    `/staf/cetak/${batch}/pdf`,
    '/staf/jejak?jenis=member',
    `/staf/pergi?q=${number}`,
    '/staf/anggota?q=Rahasia',
    '/staf/terlambat',
    '/staf/anggota/kelas/lembar',
  ];
  const people = await app.db
    .selectFrom('member')
    .select(['phone', 'email', 'address', 'guardianPhone', 'birthDate'])
    .where('kind', '=', 'person')
    .execute();
  const said = people.flatMap(({ phone, email, address, guardianPhone, birthDate }) => [
    // as it is written at home, and as a link to a messenger begins
    ...[phone, guardianPhone].flatMap((one) => (one === null ? [] : [one.slice(1)])),
    email,
    address,
    birthDate,
    birthDate && formatDate(birthDate, 'id'),
  ]);
  secrets = [
    ...new Set(
      [...said, '81377665544', 'semua@rahasia.example', 'Jalan Rahasia Sendiri 7'].filter((text) => text !== null),
    ),
  ].filter((text) => text.length > 7);

  await createRole(
    app.ctx(),
    { permissions },
    {
      code: 'hampir_semua',
      nameId: 'Hampir semua',
      nameEn: 'Almost all',
      permissions: permissions.map(({ code }) => code).filter((one) => !WITHOUT.includes(one)),
    },
  );
  await makeAccount(app, {
    username: 'hampir',
    homeLibraryId: library.id,
    grants: [{ role: 'hampir_semua', libraryId: null }],
  });
  cookies.set('hampir', await signIn('hampir', GOOD_PASSWORD));
  for (const username of ['pemeriksa', 'humas', 'program', 'katalog']) {
    cookies.set(username, await signIn(username, 'lumbung-contoh'));
  }
}, 300_000);

/** What a page or file says; spaces and strokes within numbers left out. */
async function open(path: string, cookie: string): Promise<{ status: number; said: string; html: boolean }> {
  const answer = await fetch(app.origin + path, { headers: { cookie }, redirect: 'manual' });
  const type = answer.headers.get('content-type') ?? '';
  const body = Buffer.from(await answer.arrayBuffer());
  const { status } = answer;
  const plain = (text: string): string =>
    text.replaceAll(/(?<=\d)[ .\-\u00a0\u2011]+(?=\d)/g, (gap) => (/^[-]$/.test(gap) ? '-' : ''));
  if (status !== 200) return { status, said: '', html: false };
  if (type.includes('pdf')) return { status, said: plain((await pageTexts(body)).join('\n')), html: false };
  if (type.includes('spreadsheet'))
    return { status, said: plain(JSON.stringify(await readXlsxFile(body))), html: false };
  const text = body.toString();
  return { status, said: `${text}\n${plain(text)}`, html: type.includes('html') };
}

/** The data of a page, as the browser fetches them: they may hold more than it shows. */
const dataOf = (path: string): string => {
  const [page = '', query] = path.split('?');
  return `${page}/__data.json${query === undefined ? '' : `?${query}`}`;
};

/** Where the telephone of the library itself is the way out, one needs the number to send to (notices.send). */
const SENDS = '/staf/pemberitahuan/ponsel';
const LEFT = /\/(keluar|gambar)\b|\.(png|jpg|webp)$/;
const kindOf = (path: string): string =>
  (path.split('?')[0] ?? '')
    .split('/')
    .map((part) => (/[\dA-Z]/.test(part) ? '*' : part))
    .join('/');
/** So many of each kind of page: who stands there differs. */
const EACH = 2;

test(
  'who may not edit members learns from no page, print or file how to reach them',
  { timeout: 600_000 },
  async () => {
    const cookie = cookies.get('hampir') ?? '';
    const ahead = [...own, '/staf'];
    const opened = new Map<string, number>();
    const paths: string[] = [];
    const leaks: string[] = [];
    const answered: string[] = [];
    const look = (who: string, path: string, said: string): void => {
      if (path.startsWith(SENDS)) return;
      for (const secret of secrets) if (said.includes(secret)) leaks.push(`${who} ${path}: ${secret}`);
    };
    for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
      const kind = kindOf(path);
      const count = opened.get(kind) ?? 0;
      if (paths.includes(path) || LEFT.test(path) || (count >= EACH && !own.includes(path))) continue;
      opened.set(kind, count + 1);
      paths.push(path);
      const { said, html, status } = await open(path, cookie);
      if (own.includes(path) && status === 200) answered.push(kindOf(path));
      look('hampir', path, said);
      if (html) look('hampir', dataOf(path), (await open(dataOf(path), cookie)).said);
      if (html) ahead.push(...linksIn(said.split('\n</html>')[0] ?? said).filter((href) => href.startsWith('/staf')));
    }
    for (const [who, theirs] of cookies) {
      if (who === 'hampir') continue;
      // what has persons in it
      for (const path of paths.filter((one) =>
        /anggota|sirkulasi|surat|cetak|kegiatan|paket|terlambat|pesanan|loker|kunjungan|pemberitahuan|pergi/.test(one),
      ))
        for (const one of [path, dataOf(path)]) look(who, one, (await open(one, theirs)).said);
    }
    expect([...new Set(leaks)]).toEqual([]);
    // it has been where people stand
    expect(answered).toEqual(
      expect.arrayContaining([
        '/staf/anggota/*',
        '/staf/sirkulasi/struk/*',
        '/staf/surat/pdf',
        '/staf/jejak',
        '/staf/terlambat',
      ]),
    );
    expect(paths.length).toBeGreaterThan(100);
    expect(secrets.length).toBeGreaterThan(150);
    expect([...opened.keys()].filter((kind) => /pdf|tabel|unduh|ekspor|label/.test(kind)).length).toBeGreaterThan(2);
  },
);

test('whoever may edit them is told', async () => {
  const desk = await signIn('kepala', 'lumbung-contoh');
  const { said } = await open(own[0] ?? '', desk);
  expect(said).toContain('Jalan Rahasia Baru 8');
  expect(said).toContain('81366554433');
});
