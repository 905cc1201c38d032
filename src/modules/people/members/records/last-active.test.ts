import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { checkIn, checkOut, placeHold } from '#modules/lending/circulation';
import { makeCopy } from '#modules/lending/circulation/testing';
import { enrol } from '#modules/community/programs';
import { makeProgram } from '#modules/community/programs/testing';
import { recordCardVisit } from '#modules/premises/visits';
import type { Ctx } from '#platform/context';
import { retention } from '../../../../entrypoints/personal-data.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { createMember, listRetention, resetPin, saveMemberBatch, signInMember, updateMember } from '../index.ts';
import { aLibrary } from '../testing.ts';

const t = useTestDb();
let desk: Ctx;
let libraryId = 0;
let serial = 0;

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  desk = { ...t.ctx(), libraryId };
});
const aMember = async (more: object = {}) =>
  createMember(desk, { fullName: `Pembaca ${++serial}`, number: `L${serial}`, category: 'umum', sex: 'P', ...more });
const aCopy = async () => makeCopy(desk, { title: 'Pulang', barcode: `LA-${++serial}`, libraryId });
const row = async (id: number) =>
  t.db
    .selectFrom('member')
    .select(['lastActiveOn', sql<string>`ctid::text`.as('place')])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const lastActive = async (id: number) => (await row(id)).lastActiveOn;
const due = async () =>
  (await listRetention(desk, retention)).classes.find(({ key }) => key === 'inactive_members')?.count;

test('who came with an import is not long gone, however old the card', async () => {
  t.clock.set(TEST_NOW);
  await t.db.transaction().execute(async (trx) =>
    saveMemberBatch(trx, desk, [
      {
        number: 'LAMA-1',
        fullName: 'Dari Sistem Lama',
        category: 'umum',
        homeLibraryId: libraryId,
        joinedOn: '2015-01-01',
        expiresOn: '2016-01-01',
      },
    ]),
  );
  t.clock.set('2026-11-26T01:30:00+07:00');
  expect(await due()).toBe(0);
  t.clock.set('2028-11-20T01:30:00+07:00');
  expect(await due()).toBe(0);
  t.clock.set('2028-12-01T01:30:00+07:00');
  expect(await due()).toBe(1);
});

test('a loan, a hold, a visit, an enrolment and a sign-in say that somebody is here', async () => {
  t.clock.set(TEST_NOW);
  const member = await aMember();
  const { number } = member;
  const at = async (day: string, act: () => Promise<unknown>) => {
    t.clock.set(`2026-12-${day}T10:00:00+07:00`);
    await act();
    expect(await lastActive(member.id), day).toBe(`2026-12-${day}`);
  };
  const itemBarcode = await aCopy();
  await at('01', async () => checkOut(desk, { memberNumber: number, itemBarcode }));
  await at('02', async () => {
    const other = await aMember();
    const wanted = await aCopy();
    const { loan } = await checkOut(desk, { memberNumber: other.number, itemBarcode: wanted });
    await placeHold(desk, { memberNumber: number, bibId: loan.bibId, pickupLibraryId: libraryId });
  });
  await at('03', async () => recordCardVisit(desk, { libraryId, card: number }));
  const soon = { startsAt: new Date('2026-12-20T08:00:00+07:00'), endsAt: new Date('2026-12-20T10:00:00+07:00') };
  const program = await makeProgram(desk, libraryId, {
    sessions: [{ title: 'Sesi', format: 'lecture', jp: 2, ...soon }],
  });
  await at('04', async () => enrol(desk, { programId: program.id, memberNumber: number }));
  const { pin } = await resetPin(desk, number);
  await at('05', async () =>
    signInMember(t.ctx({ kind: 'anonymous' }), { number, secret: pin, ip: null, userAgent: null }),
  );
  // what a device brings later does not set the day back
  t.clock.set('2026-12-06T10:00:00+07:00');
  await recordCardVisit(desk, { libraryId, card: number, at: new Date('2026-12-02T09:00:00+07:00') });
  expect(await lastActive(member.id)).toBe('2026-12-05');
  // what staff alone do says nothing of the member
  const { version } = await updateMember(desk, number, member.version, { notes: 'pindah kelas' });
  expect(version).toBeGreaterThan(member.version);
  await checkIn(desk, { itemBarcode });
  expect(await lastActive(member.id)).toBe('2026-12-05');
});

test('a desk writes the day once, not with every scan', async () => {
  t.clock.set('2027-02-01T08:00:00+07:00');
  const { id, number } = await aMember();
  t.clock.set('2027-02-02T08:00:00+07:00');
  await checkOut(desk, { memberNumber: number, itemBarcode: await aCopy() });
  const first = await row(id);
  expect(first.lastActiveOn).toBe('2027-02-02');
  await checkOut(desk, { memberNumber: number, itemBarcode: await aCopy() });
  expect(await row(id)).toEqual(first);
});

test('an upgrade takes the latest that is known, else its own day', async () => {
  t.clock.set('2026-12-01T08:00:00+07:00');
  const [unknown, borrowed, seen] = [await aMember(), await aMember(), await aMember()];
  await checkOut(desk, { memberNumber: borrowed.number, itemBarcode: await aCopy() });
  await t.db
    .updateTable('loan')
    .set({ loanedAt: new Date('2021-03-04T08:00:00Z'), dueAt: new Date('2021-03-18T08:00:00Z') })
    .where('memberId', '=', borrowed.id)
    .execute();
  const ids = [unknown.id, borrowed.id, seen.id];
  await t.db
    .updateTable('member')
    .set({ createdAt: new Date('2020-01-01T00:00:00Z') })
    .where('id', 'in', ids)
    .execute();
  await t.db
    .insertInto('auditEvent')
    .values({
      at: new Date('2022-05-06T08:00:00Z'),
      actorKind: 'member',
      actorId: seen.id,
      actorName: 'x',
      action: 'member.signed_in',
      entity: 'member',
      entityId: String(seen.id),
      via: 'web',
    })
    .execute();
  await sql`alter table member drop column last_active_on`.execute(t.db);
  await sql.raw(await readFile('db/migrations/20261128040100_last_active.sql', 'utf8')).execute(t.db);
  const { rows } = await sql<{ today: string }>`select current_date::text as today`.execute(t.db);
  expect([await lastActive(unknown.id), await lastActive(borrowed.id), await lastActive(seen.id)]).toEqual([
    rows[0]?.today,
    '2021-03-04',
    '2022-05-06',
  ]);
});
