import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { listBookable, listBookableSets } from '#modules/lending/bookings';
import { addItems, suggestAuthorities } from '#modules/collection/catalog';
import { addFromPile, getPile, listPiles } from '#modules/collection/copying';
import { checkOut } from '#modules/lending/circulation';
import { signInStaff } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { signInMember } from '#modules/people/members';
import { explainSaid, listRuns, listSaid } from '#modules/moving/runs';
import { loadDemo } from '../../db/demo/load.ts';
import { readCity } from '../../db/demo/read-city.ts';
import { localDate } from '#shared/dates';
import { idleJobs } from '../support/bare-services.ts';
import { useTestDb } from '../support/test-db.ts';

const t = useTestDb();
const used = useTestDb();
const sample = readCity();
const quiet = (): void => undefined;

class PowerCut extends Error {}

beforeAll(async () => {
  // the first start is cut off after the copies; what follows is the second one
  const cut = loadDemo(t, (line) => {
    if (line.includes('anggota')) throw new PowerCut();
  });
  await expect(cut).rejects.toBeInstanceOf(PowerCut);
  expect(
    await count(
      sql`select ((select count(*) from item) + (select count(*) from account) + (select count(*) from library))::int n`,
    ),
  ).toBe(0);
  expect(await loadDemo(t, quiet)).toBe('loaded');
}, 120_000);

const count = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
  (await query.execute(t.db)).rows[0]?.n ?? -1;

test('the city has its libraries, titles, copies, members and a year of loans', async () => {
  expect(await count(sql`select count(*)::int n from library`)).toBe(26);
  expect(await count(sql`select count(*)::int n from bib`)).toBeGreaterThanOrEqual(1200);
  const copies = await count(sql`select count(*)::int n from item`);
  expect(copies).toBeGreaterThan(3500);
  expect(copies).toBeLessThan(4500);
  expect(await count(sql`select count(*)::int n from member where is_sample`)).toBe(60);
  expect(await count(sql`select count(*)::int n from loan`)).toBeGreaterThan(4000);
});

test('sample readers have lists to look at, and reviews of which two wait for a librarian', async () => {
  expect(await count(sql`select count(*)::int n from reading_list where visibility = 'public'`)).toBe(2);
  expect(await count(sql`select count(*)::int n from review where status = 'approved'`)).toBe(6);
  expect(await count(sql`select count(*)::int n from review where status = 'pending'`)).toBe(2);
});

test('a pile of books lies open, with one of every state that a look-up leaves, and asks nobody', async () => {
  const [pile] = (await listPiles(t.ctx())).data;
  const { books } = await getPile(t.ctx(), pile?.id ?? 0);
  expect(books.map(({ state }) => state).toSorted()).toEqual(
    ['found', 'found', 'found', 'maybe', 'nothing', 'nothing', 'left_out', 'here', 'added'].toSorted(),
  );
  expect(pile).toMatchObject({ stopped: false, books: 9, open: 7 });
  const added = books.find(({ state }) => state === 'added');
  expect(await count(sql`select count(*)::int n from item where barcode = ${added?.barcodes[0] ?? ''}`)).toBe(1);
});

test('a school has tried to move in from its SLiMS: the report adds up, says what did not come, and leads to nothing', async () => {
  const [trial, ...others] = await listRuns(t.ctx(), null, 10);
  expect(others).toEqual([]);
  expect(trial).toMatchObject({ dryRun: true, state: 'done', addsUp: true, canGoOn: false, toSettle: 1 });
  const lines = await listSaid(t.ctx(), trial?.id ?? 0, { about: 'all', afterId: 0, limit: 100 });
  const refused = (trial?.tables ?? []).reduce((sum, one) => sum + (one.kind === 'rows' ? one.fates.refused : 0), 0);
  expect(lines.filter(({ fate }) => fate === 'refused')).toHaveLength(refused);
  for (const line of lines) expect(explainSaid(line, 'id')).not.toContain(line.code);
});

test('projectors, laptops and sets can be booked, and some are for the coming days', async () => {
  const visitor = { db: t.db, clock: t.clock };
  const { data } = await listBookable(visitor, { offset: 0, limit: 50 });
  expect(data.map(({ title }) => title)).toEqual(expect.arrayContaining(['Laptop', 'Proyektor']));
  const sets = await listBookableSets(visitor);
  expect(sets.map(({ name }) => name)).toEqual(['Bioskop warga', 'Kelas komputer (4 laptop)']);
  expect(sets.every(({ busy }) => busy.length > 0)).toBe(true);
  expect(await count(sql`select count(*)::int n from booking where status = 'booked'`)).toBe(5);
});

test('people have come for three years, alone and in groups, and older visits name nobody any more', async () => {
  expect(await count(sql`select count(*)::int n from visit`)).toBeGreaterThan(100_000);
  expect(await count(sql`select (max(at)::date - min(at)::date)::int n from visit`)).toBeGreaterThan(1090);
  expect(await count(sql`select count(distinct library_id)::int n from visit`)).toBe(26);
  expect(await count(sql`select count(*)::int n from visit where kind = 'group'`)).toBeGreaterThan(30);
  expect(await count(sql`select count(*)::int n from visit where member_id is not null`)).toBeGreaterThan(100);
  expect(
    await count(
      sql`select count(*)::int n from visit where member_id is not null and at < '2026-10-25T00:00:00+07:00'`,
    ),
  ).toBe(0);
  expect(await count(sql`select count(*)::int n from visit where at > '2026-11-25T10:00:00+07:00'`)).toBe(0);
});

test('boxes are on their way: a bulk loan runs, one is overdue, one is back in part, a class has one', async () => {
  const { rows } = await sql<{ status: string; late: boolean }>`
    select status, due_on < '2026-11-25' as late from bulk_loan order by number`.execute(t.db);
  expect(rows).toEqual([
    { status: 'open', late: false },
    { status: 'open', late: true },
    { status: 'partly_returned', late: false },
    { status: 'open', late: false },
  ]);
  expect(await count(sql`select count(*)::int n from bulk_loan_item where fate is null`)).toBe(69);
  expect(await count(sql`select count(*)::int n from item where set_aside = 'bulk_loan'`)).toBe(30);
});

test('two classes meet, one in the library with its room, librarian and books; who came is noted of what is past', async () => {
  const { rows } = await sql<{
    code: string;
    way: string;
    meetings: number;
    rooms: number;
    noted: number;
    early: number;
    box: boolean;
  }>`
    select c.code, c.way, count(*)::int as meetings, count(m.space_id + m.librarian_id)::int as rooms,
      count(*) filter (where exists (select from class_attendance a where a.meeting_id = m.id))::int as noted,
      count(*) filter (where m.starts_at > ${t.clock.now()} and exists (select from class_attendance a where a.meeting_id = m.id))::int as early,
      c.bulk_loan_id is not null as box
    from learning_class c join class_meeting m on m.class_id = c.id group by c.id order by c.code`.execute(t.db);
  expect(rows).toMatchObject([
    { code: 'KALI-58', way: 'school', meetings: 8, rooms: 0, early: 0, box: false },
    { code: 'TURI-27', way: 'library', meetings: 10, rooms: 10, early: 0, box: true },
  ]);
  for (const { noted, meetings } of rows) {
    expect(noted).toBeGreaterThan(1);
    expect(noted).toBeLessThan(meetings);
  }
  expect(await count(sql`select count(*)::int n from class_certificate`)).toBe(3);
});

test('the new books are those of the last deliveries, and none comes from tomorrow', async () => {
  const { rows } = await sql<{ enteredAt: Date; first: string }>`
    select created_at as entered_at, (select min(acquired_on) from item where bib_id = bib.id)::text as first
    from bib order by created_at desc, id desc limit 12`.execute(t.db);
  const days = rows.map(({ enteredAt }) => localDate(enteredAt, 'Asia/Jakarta'));
  expect(days).toEqual(rows.map(({ first }) => first));
  expect(days.every((day) => day > '2026-08-25' && day <= '2026-11-25')).toBe(true);
  expect(new Set(days).size).toBeGreaterThan(1);
  expect(await count(sql`select count(distinct created_at::date)::int n from bib`)).toBeGreaterThan(100);
});

test('a copy is marked as out exactly while it has a running loan', async () => {
  expect(
    await count(sql`select count(*)::int n from item
      where on_loan <> exists (select from loan where loan.item_id = item.id and loan.status = 'open')`),
  ).toBe(0);
  expect(await count(sql`select count(*)::int n from loan where status = 'open'`)).toBeGreaterThan(50);
});

test('accession numbers are unique in a library, and a new copy gets the next one', async () => {
  expect(
    await count(
      sql`select count(*)::int n from (select from item group by library_id, accession_number having count(*) > 1) twice`,
    ),
  ).toBe(0);
  const { id: libraryId } = await t.db
    .selectFrom('library')
    .select('id')
    .where('code', '=', 'PUSAT')
    .executeTakeFirstOrThrow();
  const { id: bibId } = await t.db.selectFrom('bib').select('id').orderBy('id').executeTakeFirstOrThrow();
  const highest = await count(sql`select max(left(accession_number, 5))::int n from item
    where library_id = ${libraryId} and accession_number like '%/2026'`);
  const [added] = await addItems(t.ctx(), { bibId, libraryId, itemType: 'umum', copies: 1, source: 'beli' });
  expect(added?.accessionNumber).toMatch(new RegExp(`^${String(highest + 1).padStart(5, '0')}/.*/2026$`));
});

test('late returns suspend: the desk refuses such a member, but not the one printed at the start', async () => {
  const { rows } = await sql<{ number: string }>`select number from member join member_block on member_id = member.id
    where member_block.kind = 'suspension' and until_date >= '2026-11-25' limit 1`.execute(t.db);
  const copy = await t.db
    .selectFrom('item')
    .select('barcode')
    .where('status', '=', 'available')
    .where('onLoan', '=', false)
    .where('itemType', '=', 'umum')
    .executeTakeFirstOrThrow();
  const lendTo = async (memberNumber: string) => checkOut(t.ctx(), { memberNumber, itemBarcode: copy.barcode });
  await expect(lendTo(rows[0]?.number ?? '')).rejects.toMatchObject({ code: 'circulation.member_suspended' });
  expect((await lendTo('A00001')).loan.memberNumber).toBe('A00001');
});

test('the popularity of a title is the number of its loans', async () => {
  expect(
    await count(sql`select count(*)::int n from bib where loan_count <>
      (select count(*) from loan join item on item.id = loan.item_id where item.bib_id = bib.id)`),
  ).toBe(0);
});

test('whoever looks for Soekarno is led to the heading Sukarno', async () => {
  const found = await suggestAuthorities(t.ctx(), { kind: 'name', q: 'soekarno' });
  expect(found.map((one) => one.heading).join(' ')).toContain('Sukarno');
});

test('the records are linked to their headings', async () => {
  expect(await count(sql`select count(distinct bib_id)::int n from bib_authority`)).toBeGreaterThan(1200);
});

test('one of each role can sign in, and a member with card and PIN', async () => {
  for (const { username } of sample.staff.staff) {
    const signedIn = await signInStaff(t.ctx({ kind: 'anonymous' }), {
      username,
      password: sample.staff.password,
      ip: '127.0.0.1',
      userAgent: 'uji',
    });
    expect(signedIn.token).not.toBe('');
  }
  const member = await signInMember(t.ctx({ kind: 'anonymous' }), {
    number: 'A00001',
    secret: sample.members.pin,
    ip: '127.0.0.1',
    userAgent: 'uji',
  });
  expect(member.token).not.toBe('');
});

test('a book of the pile is added like any other', async () => {
  const [pile] = (await listPiles(t.ctx())).data;
  const { books } = await getPile(t.ctx(), pile?.id ?? 0);
  const found = books.find(({ state }) => state === 'found');
  const wanted = { books: [found?.id ?? 0] };
  const [outcome] = await addFromPile(t.ctx(), { jobs: idleJobs }, pile?.id ?? 0, wanted);
  expect(outcome).toMatchObject({ isbn: found?.isbn, barcodes: expect.any(Array) as unknown });
});

test('a second start finds the city and changes nothing', async () => {
  const before = await count(sql`select count(*)::int n from audit_event`);
  expect(await loadDemo(t, quiet)).toBe('present');
  expect(await count(sql`select count(*)::int n from audit_event`)).toBe(before);
});

test('a library with accounts of its own is left alone', async () => {
  await makeAccount(used, { username: 'petugas', grants: [] });
  expect(await loadDemo(used, quiet)).toBe('in_use');
  expect(await used.db.selectFrom('bib').select('id').execute()).toEqual([]);
});
