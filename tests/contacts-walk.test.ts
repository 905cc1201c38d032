import { permissions } from '#contributed/permissions';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { listBulkLoans } from '#modules/lending/bulk-loans';
import { listOverdue } from '#modules/lending/circulation';
import { createApiToken } from '#modules/ground/identity';
import { builtinRoles } from '#modules/ground/identity/testing';
import { searchMembers } from '#modules/people/members';
import { systemCtx, type Ctx } from '#platform/context';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

// Every shipped role walks every list of the API on the sample city, and what pages and prints are made of, and looks for how to reach people
// whom it has no business to reach, where they live and when they were born.

const t = useTestDb({ demo: true });
const app = useApi(t, { username: 'penguji' });

interface Person {
  id: number;
  number: string;
  homeLibraryId: number;
  /** Texts that stand in an answer only where the person's contact does. */
  secrets: string[];
}
let people: Person[] = [];
let contactsOfLoans: { libraryId: number; words: string[] }[] = [];
let accounts: { username: string; role: string; libraryId: number | null }[] = [];
let paths: string[] = [];

beforeAll(async () => {
  // people of the sample city are invented and have no telephone: here everybody gets what is theirs alone
  await sql`update member set phone = '0811' || lpad(id::text, 8, '7'), email = 'rahasia' || id || '@contoh.example',
    address = 'Jalan Rahasia Nomor ' || id, guardian_phone = '0822' || lpad(id::text, 8, '6') where kind = 'person'`.execute(
    t.db,
  );
  await sql`update bulk_loan set contact_name = 'Penanggung Jawab ' || id, contact_phone = '0833' || lpad(id::text, 8, '5'),
    contact_email = 'paket' || id || '@contoh.example'`.execute(t.db);
  const members = await t.db
    .selectFrom('member')
    .select(['id', 'number', 'homeLibraryId', 'phone', 'email', 'guardianPhone', 'address'])
    .where('kind', '=', 'person')
    .execute();
  people = members.map(({ phone, email, guardianPhone, address, ...one }) => ({
    ...one,
    // so short an address is a word like any other
    secrets: [phone, email, guardianPhone, address].filter((text) => text !== null).filter((text) => text.length > 7),
  }));
  const loans = await t.db
    .selectFrom('bulkLoan')
    .select(['libraryId', 'contactName', 'contactPhone', 'contactEmail'])
    .execute();
  contactsOfLoans = loans.map(({ libraryId, contactName, contactPhone, contactEmail }) => ({
    libraryId,
    words: [contactName, contactPhone, contactEmail].filter((text) => text.length > 7),
  }));
  accounts = await t.db
    .selectFrom('account')
    .innerJoin('roleGrant', 'roleGrant.accountId', 'account.id')
    .innerJoin('role', 'role.id', 'roleGrant.roleId')
    .select(['account.username', 'role.code as role', 'roleGrant.libraryId'])
    .where('account.isSample', '=', true)
    .execute();
  const { body } = await app.inject('/api/v1/openapi.json');
  const described = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(JSON.parse(body));
  paths = Object.entries(described.paths).flatMap(([path, methods]) =>
    'get' in methods && !path.includes('{') ? [path] : [],
  );
}, 240_000);

const permissionsOf = (role: string): readonly string[] =>
  builtinRoles(permissions).find(({ code }) => code === role)?.permissions ?? [];
const holds = (role: string, permission: string): boolean =>
  permissionsOf(role).some((held) => held === '*' || held === permission);

test('no list tells a role how to reach people whom it may not reach', async () => {
  expect(people.length).toBeGreaterThan(30);
  expect(contactsOfLoans.length).toBeGreaterThan(0);
  expect(paths.length).toBeGreaterThan(40);
  expect(new Set(accounts.map(({ role }) => role)).size).toBeGreaterThan(6);
  const leaks: string[] = [];
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  const child = await t.db
    .selectFrom('member')
    .select(['number', 'birthDate', 'homeLibraryId'])
    .where('birthDate', '>', '2015-01-01')
    .where('address', 'is not', null)
    .executeTakeFirstOrThrow();
  for (const { username, role, libraryId } of accounts) {
    if (holds(role, 'members.edit') && libraryId === null) continue;
    const made = await createApiToken(
      system,
      { permissions },
      { username, name: 'uji', scopes: ['*'], expiresAt: null },
    );
    const headers = { authorization: `Bearer ${made.token}` };
    const seen = async (url: string): Promise<string> => (await app.inject({ url, headers })).body;
    const reaches = (home: number): boolean =>
      holds(role, 'members.edit') && (libraryId === null || libraryId === home);
    const forbidden = people.filter(({ homeLibraryId }) => !reaches(homeLibraryId));
    const runs = (id: number): boolean => holds(role, 'bulk_loans.manage') && (libraryId === null || libraryId === id);
    const words = [
      ...forbidden.flatMap(({ secrets }) => secrets),
      ...contactsOfLoans.filter((loan) => !runs(loan.libraryId)).flatMap((loan) => loan.words),
    ];
    const look = (where: string, text: string): void => {
      for (const word of words) if (text.includes(JSON.stringify(word))) leaks.push(`${role} ${where}: ${word}`);
    };
    for (const path of paths) look(path, await seen(path));
    const ctx: Ctx = t.ctx({ grants: [{ libraryId, permissions: [...permissionsOf(role)] }] });
    const tried = async (where: string, work: () => Promise<unknown>): Promise<void> => {
      if (holds(role, 'loans.read')) look(where, JSON.stringify(await work()));
    };
    await tried('terlambat', async () => listOverdue(ctx, { libraryId, limit: 500 }));
    await tried('pinjaman-paket', async () =>
      listBulkLoans(ctx, { ...(libraryId !== null && { libraryId }), all: true, limit: 100 }),
    );
    // a child is opened by whoever may read members, without birth date and address
    const opened = await seen(`/api/v1/members/${child.number}`);
    if (!reaches(child.homeLibraryId) && child.birthDate !== null) expect(opened, role).not.toContain(child.birthDate);
    look(`member ${child.number}`, opened);
    // a telephone number finds nobody for who may not see it: a hit would tell whose it is
    if (holds(role, 'members.read')) {
      for (const { number, secrets } of forbidden.slice(0, 40)) {
        const phone = secrets.find((text) => /^[+\d][\d\s-]{8,}$/.test(text));
        if (phone === undefined) continue;
        const found = await searchMembers(ctx, { q: phone });
        if (found.data.some((one) => one.number === number)) leaks.push(`${role} search: ${phone}`);
      }
    }
  }
  expect(leaks).toEqual([]);
}, 240_000);

test('the list of who is overdue still says whom to call to whoever may', async () => {
  const desk = t.ctx({ grants: [{ libraryId: null, permissions: ['loans.read', 'members.edit'] }] });
  const { data } = await listOverdue(desk, { libraryId: null, limit: 500 });
  expect(data.some(({ phone, guardianPhone }) => phone !== null || guardianPhone !== null)).toBe(true);
});

test('whoever describes books does not read who borrows them', () => {
  expect(holds('cataloguer', 'loans.read')).toBe(false);
  expect(holds('cataloguer', 'members.read')).toBe(false);
});
