import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { signInStaff } from '#modules/identity';
import { signInMember } from '#modules/members';
import { suggestAuthorities } from '#modules/catalog';
import { loadDemo } from '../../db/demo/load.ts';
import { readCity } from '../../db/demo/read-city.ts';
import { useTestDb } from '../support/test-db.ts';

const t = useTestDb();
const sample = readCity();
const quiet = (): void => undefined;

beforeAll(async () => {
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

test('a copy is marked as out exactly while it has a running loan', async () => {
  expect(
    await count(sql`select count(*)::int n from item
      where on_loan <> exists (select from loan where loan.item_id = item.id and loan.status = 'open')`),
  ).toBe(0);
  expect(await count(sql`select count(*)::int n from loan where status = 'open'`)).toBeGreaterThan(50);
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
    pin: sample.members.pin,
    ip: '127.0.0.1',
    userAgent: 'uji',
  });
  expect(member.token).not.toBe('');
});

test('a second start finds the city and changes nothing', async () => {
  const before = await count(sql`select count(*)::int n from audit_event`);
  expect(await loadDemo(t, quiet)).toBe('present');
  expect(await count(sql`select count(*)::int n from audit_event`)).toBe(before);
});
