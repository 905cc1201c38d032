import { sql } from 'kysely';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { getBib, mergeBibs } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { checkIn, checkOut } from '#modules/lending/circulation';
import { makeCopy } from '#modules/lending/circulation/testing';
import { linkChild } from '#modules/people/members';
import { runRetention, suspendMember } from '#modules/people/members/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { noticeNeeds, tellDue, testSecrets } from '#modules/people/notifications/testing';
import {
  createList,
  deleteList,
  getOwnList,
  listHistory,
  listOwnReviews,
  saveReview,
  saveToList,
  startHistory,
} from '#modules/lending/reading';
import { asReader } from '#modules/lending/reading/testing';
import { createMailer } from '#platform/sending/mail';
import { systemCtx, type Ctx } from '#platform/context';
import type { RetentionClass } from '#platform/rights/personal-data';
import { endGrownUpLinks } from '../src/modules/people/members/family/end-grown-up-links.ts';
import { planDeliveries } from '../src/modules/people/notifications/outbox/plan-deliveries.ts';
import { remindMemberships } from '../src/modules/people/notifications/texts/remind-memberships.ts';
import { tellDecisions } from '../src/modules/people/notifications/guests/tell-decisions.ts';
import { copyHistory } from '../src/modules/lending/reading/copy-history.ts';
import { tidyReading } from '../src/modules/lending/reading/tidy-reading.ts';
import { refuseRow } from './support/failing-row.ts';
import { TEST_NOW, useTestDb } from './support/test-db.ts';

const t = useTestDb();
const FAILED = '1 of a round failed';
const PAGE = { q: '', offset: 0, limit: 50 };
let libraryId = 0;
let copies = 0;
let mend = async (): Promise<void> => Promise.resolve();

const mendNow = async (): Promise<void> => {
  await mend();
  mend = async () => Promise.resolve();
};
beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
});
afterEach(async () => {
  await mendNow();
  t.clock.set(TEST_NOW);
  await t.db.deleteFrom('notification').execute();
  await t.db.deleteFrom('delivery').execute();
});

const clockCtx = (minutesLater = 0): Ctx => ({
  ...systemCtx(t.db, t.clock, 'uji'),
  clock: { now: () => new Date(t.clock.now().getTime() + minutesLater * 60_000) },
});
const spoil = async (...args: [string, Parameters<typeof refuseRow>[2]]): Promise<void> => {
  mend = await refuseRow(t.db, ...args);
};
/** Three members; the data of the one in the middle are spoilt. */
const three = async (input: Parameters<typeof aMember>[1] = {}) => {
  const [first, bad, last] = [
    await aMember(t.ctx(), input),
    await aMember(t.ctx(), input),
    await aMember(t.ctx(), input),
  ];
  return { first, bad, last, all: [first, bad, last] };
};
const told = async (): Promise<number[]> =>
  (await t.db.selectFrom('notification').select('memberId').orderBy('memberId').execute()).map((row) => row.memberId);

test('cards that end: whoever comes after a member who cannot be told is told', async () => {
  const { first, bad, last, all } = await three({ expiresOn: '2026-12-09' });
  await spoil('notification', { on: 'insert', when: `new.member_id = ${bad.id}` });
  await expect(remindMemberships(clockCtx())).rejects.toThrow(FAILED);
  expect(await told()).toEqual([first.id, last.id]);
  await mendNow();
  expect(await remindMemberships(clockCtx())).toBe(1);
  expect(await told()).toEqual(all.map(({ id }) => id));
});

test('decisions: whoever comes after a member who cannot be told is told', async () => {
  const { first, bad, last, all } = await three();
  for (const { number } of all) await suspendMember(t.ctx(), number, { reason: 'Rak', untilDate: '2026-11-30' });
  await spoil('notification', { on: 'insert', when: `new.member_id = ${bad.id}` });
  await expect(tellDecisions(clockCtx())).rejects.toThrow(FAILED);
  expect(await told()).toEqual([first.id, last.id]);
  await mendNow();
  expect(await tellDecisions(clockCtx())).toBe(1);
});

test('deliveries: a member for whom none can be made holds up nobody, on the same page and on the next', async () => {
  const { first, bad, last } = await three({ email: 'dimas@contoh.id' });
  for (const member of [bad, first, last]) await tellDue(t.ctx(), member, ['Bumi Manusia']);
  await spoil('delivery', { on: 'insert', when: `new.member_id = ${bad.id}` });
  const needs = {
    ...noticeNeeds,
    db: t.db,
    clock: t.clock,
    secrets: testSecrets,
    mailer: createMailer('smtp://127.0.0.1:1', 'x@y.id'),
  };
  await expect(planDeliveries(needs, { atOnce: true })).rejects.toThrow(FAILED);
  const planned = await t.db.selectFrom('delivery').select('memberId').orderBy('memberId').execute();
  expect(planned.map(({ memberId }) => memberId)).toEqual([first.id, last.id]);
  for (let nth = 0; nth < 60; nth += 1)
    await tellDue(t.ctx(), await aMember(t.ctx(), { email: `a${nth}@contoh.id` }), ['Bumi Manusia']);
  await expect(planDeliveries(needs, { atOnce: true })).rejects.toThrow(FAILED);
  expect(await t.db.selectFrom('delivery').select('id').execute()).toHaveLength(62);
});

test('children who are 18: a link that cannot be ended keeps no other', async () => {
  const link = async (): Promise<number> => {
    const guardian = await aMember(t.ctx(), { birthDate: '1980-01-01' });
    const child = await aMember(t.ctx(), { birthDate: '2008-11-26', guardianName: 'Ibu' });
    await linkChild(t.ctx(), guardian.number, { child: child.number, relation: 'ibu', channel: 'paper' });
    return child.id;
  };
  const [first, bad, last] = [await link(), await link(), await link()];
  t.clock.set('2026-11-26T10:00:00+07:00');
  await spoil('member_family', { on: 'update', when: `new.child_id = ${bad}` });
  await expect(endGrownUpLinks(clockCtx())).rejects.toThrow(FAILED);
  const over = t.db.selectFrom('memberFamily').select('childId').where('endedAt', 'is not', null).orderBy('childId');
  expect((await over.execute()).map(({ childId }) => childId)).toEqual([first, last]);
});

test('kept histories: a member whose loans cannot be copied keeps nobody’s, and titles that became one do not meet', async () => {
  const { first, bad, last, all } = await three({ birthDate: '1990-01-01' });
  const desk = { ...t.ctx(), libraryId };
  const reads = async (number: string, title: string): Promise<void> => {
    const itemBarcode = await makeCopy(desk, { title, barcode: `R-${(copies += 1)}`, libraryId });
    await checkOut(desk, { memberNumber: number, itemBarcode });
    await checkIn(desk, { itemBarcode });
  };
  for (const member of all) await startHistory(asReader(t, member));
  for (const { number } of all) await reads(number, 'Ronggeng');
  await spoil('reading_history', { on: 'insert', when: `new.member_id = ${bad.id}` });
  await expect(copyHistory(clockCtx(30))).rejects.toThrow(FAILED);
  const titles = async (member: typeof bad) =>
    (await listHistory(asReader(t, member), PAGE)).data.map(({ bibId }) => bibId);
  expect((await Promise.all(all.map(titles))).map(({ length }) => length)).toEqual([1, 0, 1]);
  await mendNow();

  // two titles that were brought back at one instant become a third
  const ids = [
    await makeBib(desk, { title: 'A' }),
    await makeBib(desk, { title: 'B' }),
    await makeBib(desk, { title: 'C' }),
  ];
  const at = t.clock.now();
  const row = (memberId: number, bibId = 0) => ({
    memberId,
    bibId,
    title: 'x',
    author: null,
    loanedAt: at,
    returnedAt: at,
  });
  const rows = [row(first.id, ids[0]), row(first.id, ids[1]), row(last.id, ids[0])];
  await t.db.insertInto('readingHistory').values(rows).execute();
  await becomeThird(desk, ids);
  await copyHistory(clockCtx(60));
  expect(await titles(last)).toContain(ids[2]);
  expect(await titles(first)).toContain(ids[2]);
});

test('lists and reviews: titles that became one do not meet, and one spoilt row keeps no other', async () => {
  const ctx = t.ctx();
  const { first, bad, last, all } = await three({ birthDate: '1990-01-01' });
  const ids = [
    await makeBib(ctx, { title: 'A' }),
    await makeBib(ctx, { title: 'B' }),
    await makeBib(ctx, { title: 'C' }),
  ];
  const [a = 0, b = 0, c = 0] = ids;
  const lists: number[] = [];
  for (const member of all) {
    const reader = asReader(t, member);
    const id = await createList(reader, { title: 'Daftar' });
    lists.push(id);
    for (const bibId of [a, b]) {
      await saveToList(reader, { bibId, list: { id } });
      await saveReview(reader, bibId, { stars: 5, body: null });
    }
  }
  // as an earlier release left them: what points at a merged record follows at once by now
  await sql`alter table bib disable trigger pointers_follow_bib`.execute(t.db);
  await becomeThird(ctx, ids);
  await sql`alter table bib enable trigger pointers_follow_bib`.execute(t.db);
  await spoil('review', { on: 'update', when: `new.member_id = ${bad.id}` });
  await expect(tidyReading(clockCtx())).rejects.toThrow('of a round failed');
  const entries = async (member: typeof bad, nth: number) =>
    (await getOwnList(asReader(t, member), lists[nth] ?? 0, PAGE)).entries.map(({ bibId }) => bibId);
  for (const [nth, member] of all.entries()) expect(await entries(member, nth)).toEqual([c]);
  for (const member of [first, last])
    expect((await listOwnReviews(asReader(t, member))).map(({ bibId }) => bibId)).toEqual([c]);

  // the same of lists that were thrown away; what stands before them in the job still fails
  for (const [nth, member] of all.entries()) await deleteList(asReader(t, member), lists[nth] ?? 0);
  await mendNow();
  await spoil('reading_list', { on: 'delete', when: `old.member_id = ${bad.id}` });
  await expect(tidyReading(clockCtx(25 * 60))).rejects.toThrow(FAILED);
  const left = await t.db.selectFrom('readingList').select('memberId').execute();
  expect(left.map(({ memberId }) => memberId)).toEqual([bad.id]);
});

test('retention: a class that cannot be cleared keeps no other, and the run goes on the next time', async () => {
  const cleared: string[] = [];
  const one = (key: string, clear: () => Promise<void>): RetentionClass => ({
    key,
    due: async () => Promise.resolve({ count: 0, sample: [] }),
    clear: async () => clear().then(() => ({ gone: 1, waiting: 0 })),
  });
  let spoilt = true;
  // keys of classes that are there, with days from the beginning
  const retention = [
    one('sessions', async () => (spoilt ? Promise.reject(new Error('rusak')) : Promise.resolve())),
    one('import_rows', async () => Promise.resolve(void cleared.push('import_rows'))),
  ];
  await expect(runRetention(clockCtx(), { retention, storage: t.storage })).rejects.toThrow(FAILED);
  expect(cleared).toEqual(['import_rows']);
  spoilt = false;
  expect(await runRetention(clockCtx(), { retention, storage: t.storage })).toHaveLength(2);
  // what went the first time is in the report, and in the trace, like what went the second time
  const runs = await t.db.selectFrom('retentionRun').select('report').execute();
  expect(runs).toMatchObject([
    {
      report: [
        { key: 'import_rows', gone: 2 },
        { key: 'sessions', gone: 1 },
      ],
    },
  ]);
  const traced = t.db.selectFrom('auditEvent').select('after').where('action', '=', 'retention.run');
  expect(await traced.execute()).toEqual([{ after: { import_rows: 2, sessions: 1 } }]);
});

/** A and B are merged into C. */
async function becomeThird(ctx: Ctx, [a = 0, b = 0, keepId = 0]: readonly number[]): Promise<void> {
  for (const dropId of [a, b]) {
    const [keep, drop] = [await getBib(ctx, keepId), await getBib(ctx, dropId)];
    await mergeBibs(ctx, { keepId, keepVersion: keep.version, dropId, dropVersion: drop.version });
  }
}
