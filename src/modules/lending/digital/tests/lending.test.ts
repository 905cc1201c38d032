import { beforeAll, expect, test } from 'vitest';
import { addAttachment } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { endMembership } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import {
  addLicensedFile,
  borrowFile,
  leaveQueue,
  licensesOf,
  makeFileKey,
  openFile,
  ownDigital,
  removeFile,
  returnFile,
  setLicense,
  viewReading,
} from '#modules/lending/digital';
import { settleLicenses } from '#modules/lending/digital/testing';
import { makePdf } from '#modules/lending/digital/testing';
import { setSetting } from '#modules/ground/libraries';
import { blockMember, getMember } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { bareServices } from '../../../../../tests/support/bare-services.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { digitalLinkRetention } from '../retention.ts';
import { digitalPersonalData } from '../personal-data.ts';

const t = useTestDb();
const HOUR = 3_600_000;
const at = (hours: number): void => t.clock.set(new Date(new Date(TEST_NOW).getTime() + hours * HOUR).toISOString());
const READERS = 20;
const readers: Ctx[] = [];
let bibId = 0;

beforeAll(async () => {
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  bibId = await makeBib(t.ctx(), { title: 'Kisah Kali Lekso' });
  await setSetting(t.ctx(), 'digitalLoansPerMember', 50);
  for (let nth = 1; nth <= READERS + 4; nth += 1) {
    const number = `A${nth}`;
    await makeMember(t.ctx(), { number, fullName: `Pembaca ${nth}`, homeLibrary: 'KOTA' });
    const { id } = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
    readers.push(t.ctx({ kind: 'member', id, number, name: `Pembaca ${nth}`, sessionId: nth }));
  }
});
const reader = (nth: number): Ctx => {
  const found = readers[nth - 1];
  if (!found) throw new Error('no such reader');
  return found;
};

let files = 0;
/** A licensed file of its own, at ten in the morning of the first day. */
async function licensed(copies: number, loanDays = 7): Promise<number> {
  at(0);
  files += 1;
  const pdf = makePdf([['Satu'], ['Dua']], `Berkas ${files}`);
  await addLicensedFile(t.ctx(), t.storage, { bibId, title: `Berkas ${files}`, copies, loanDays }, pdf);
  const row = await t.db
    .selectFrom('attachment')
    .select('id')
    .where('title', '=', `Berkas ${files}`)
    .executeTakeFirstOrThrow();
  return row.id;
}
const queueOf = async (file: number): Promise<{ memberId: number; status: string }[]> =>
  t.db
    .selectFrom('digitalRequest')
    .select(['memberId', 'status'])
    .where('attachmentId', '=', file)
    .where('endedAt', 'is', null)
    .orderBy('id')
    .execute();
const own = async (nth: number, file: number) => {
  const { loans, requests } = await ownDigital(reader(nth));
  return {
    loan: loans.find((one) => one.attachmentId === file),
    request: requests.find((one) => one.attachmentId === file),
  };
};
const admission = async (nth: number, file: number) => (await viewReading(reader(nth), file, false)).admission;

test('twenty readers want the one copy at the same moment: one has it, nineteen stand one behind the other', async () => {
  const file = await licensed(1);
  const outcomes = await Promise.all(readers.slice(0, READERS).map(async (ctx) => borrowFile(ctx, file)));
  expect(outcomes.filter((one) => one.kind === 'lent')).toHaveLength(1);
  const places = outcomes.flatMap((one) => (one.kind === 'queued' ? [one.request.position ?? 0] : []));
  expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: READERS - 1 }, (_, i) => i + 1));
  expect((await licensesOf(t.ctx(), [file])).get(file)).toMatchObject({ lent: 1, offered: 0, queued: READERS - 1 });
  const now = await Promise.all(readers.map(async (_, i) => own(i + 1, file)));
  const seen = now.flatMap(({ request }) => (request?.position ? [request.position] : []));
  expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: READERS - 1 }, (_, i) => i + 1));
});

test('who has it reads it, nobody else; asking twice gives neither a second copy nor a second place', async () => {
  const file = await licensed(1);
  await borrowFile(reader(1), file);
  expect(await borrowFile(reader(1), file)).toMatchObject({ kind: 'lent' });
  await borrowFile(reader(2), file);
  expect(await borrowFile(reader(2), file)).toMatchObject({ kind: 'queued', request: { position: 1 } });
  expect(await queueOf(file)).toHaveLength(1);
  expect(await admission(1, file)).toBe('open');
  expect(await admission(2, file)).toBe('not_borrowed');
  expect((await viewReading(t.ctx({ kind: 'anonymous' }), file, false)).admission).toBe('sign_in');
});

test('a file that is lent opens only with the key of the reader’s own session', async () => {
  const file = await licensed(1);
  const services = { storage: t.storage, secrets: bareServices.secrets };
  const open = async (ctx: Ctx, key: string | null) => openFile(ctx, services, file, { range: 'bytes=0-3', key });
  await borrowFile(reader(1), file);
  const key = makeFileKey(reader(1), services.secrets, file);
  (await open(reader(1), key)).stream?.destroy();
  const over = { code: 'digital.address_over' };
  await expect(open(reader(1), null)).rejects.toMatchObject(over);
  await expect(open(reader(1), `${key}x`)).rejects.toMatchObject(over);
  await expect(open(reader(1), makeFileKey(reader(1), services.secrets, file + 1))).rejects.toMatchObject(over);
  const { actor } = reader(1);
  if (actor.kind !== 'member') throw new Error('no member');
  const otherPhone = t.ctx({ ...actor, sessionId: 99 });
  await expect(open(otherPhone, key)).rejects.toMatchObject(over);
  await expect(open(reader(2), key)).rejects.toMatchObject({ code: 'digital.not_borrowed' });
  at(13);
  await expect(open(reader(1), key)).rejects.toMatchObject(over);
});

test('when the days are over access ends at that instant, before any job has come', async () => {
  const file = await licensed(1, 2);
  at(0);
  await borrowFile(reader(1), file);
  at(48 - 0.01);
  expect(await admission(1, file)).toBe('open');
  at(48);
  expect(await admission(1, file)).toBe('not_borrowed');
  expect((await own(1, file)).loan).toBeUndefined();
  // the row is still open: nobody has looked
  const row = async () =>
    t.db
      .selectFrom('digitalLoan')
      .select(['endedAt', 'endReason', 'dueAt'])
      .where('attachmentId', '=', file)
      .executeTakeFirstOrThrow();
  expect((await row()).endedAt).toBeNull();
  at(60);
  await settleLicenses(t.ctx({ kind: 'system', name: 'uji' }));
  const ended = await row();
  expect(ended.endReason).toBe('due');
  expect(ended.endedAt).toEqual(ended.dueAt);
  expect(await settleLicenses(t.ctx({ kind: 'system', name: 'uji' }))).toBe(0);
});

test('what is given back is offered to the first in the queue, kept for some hours, then to the next; each is told', async () => {
  const file = await licensed(1);
  const lent = await borrowFile(reader(1), file);
  for (const nth of [2, 3, 4]) await borrowFile(reader(nth), file);
  if (lent.kind !== 'lent') throw new Error('not lent');
  at(1);
  await returnFile(reader(1), lent.loan.id);
  expect((await own(2, file)).request).toMatchObject({ position: null });
  expect((await own(3, file)).request).toMatchObject({ position: 1 });
  expect((await own(4, file)).request).toMatchObject({ position: 2 });
  // nobody overtakes: not the one who gave it back, not the second
  expect(await borrowFile(reader(1), file)).toMatchObject({ kind: 'queued', request: { position: 3 } });
  expect(await borrowFile(reader(3), file)).toMatchObject({ kind: 'queued', request: { position: 1 } });
  at(1 + 48);
  await settleLicenses(t.ctx({ kind: 'system', name: 'uji' }));
  expect((await own(2, file)).request).toBeUndefined();
  expect((await own(3, file)).request).toMatchObject({ position: null });
  expect(await borrowFile(reader(3), file)).toMatchObject({ kind: 'lent' });
  expect((await own(4, file)).request).toMatchObject({ position: 1 });
  const told = await t.db
    .selectFrom('notification')
    .innerJoin('member', 'member.id', 'notification.memberId')
    .select(['member.number', 'notification.topic'])
    .where('notification.topic', '=', 'digital_ready')
    .where('about', 'like', 'digital_request:%')
    .orderBy('notification.id')
    .execute();
  expect(told.map((one) => one.number)).toEqual(['A2', 'A3']);
});

test('who leaves the queue makes room; an offer that is let go passes on at once; nobody ends what is another’s', async () => {
  const file = await licensed(1);
  const lent = await borrowFile(reader(1), file);
  for (const nth of [2, 3, 4]) await borrowFile(reader(nth), file);
  const second = (await own(2, file)).request;
  const third = (await own(3, file)).request;
  if (lent.kind !== 'lent' || !second || !third) throw new Error('not as planned');
  await expect(leaveQueue(reader(4), second.id)).rejects.toMatchObject({ code: 'digital.request_not_found' });
  await expect(returnFile(reader(2), lent.loan.id)).rejects.toMatchObject({ code: 'digital.loan_not_found' });
  await leaveQueue(reader(2), second.id);
  expect((await own(3, file)).request).toMatchObject({ position: 1 });
  await returnFile(reader(1), lent.loan.id);
  expect((await own(3, file)).request).toMatchObject({ position: null });
  await leaveQueue(reader(3), third.id);
  expect((await own(4, file)).request).toMatchObject({ position: null });
  await expect(returnFile(reader(1), lent.loan.id)).rejects.toMatchObject({ code: 'digital.loan_not_found' });
});

test('more copies serve those who wait; fewer take nothing from anybody', async () => {
  const file = await licensed(2);
  for (const nth of [1, 2, 3, 4]) await borrowFile(reader(nth), file);
  await setLicense(t.ctx(), file, { copies: 1, loanDays: 7 });
  expect(await admission(2, file)).toBe('open');
  expect((await licensesOf(t.ctx(), [file])).get(file)).toMatchObject({ copies: 1, lent: 2, queued: 2 });
  await setLicense(t.ctx(), file, { copies: 3, loanDays: 7 });
  expect((await own(3, file)).request).toMatchObject({ position: null });
  expect((await own(4, file)).request).toMatchObject({ position: 1 });
  await expect(setLicense(reader(1), file, { copies: 9, loanDays: 7 })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  // nor does the librarian of a school, whose title it is not
  const teacher = t.ctx({ id: 7, grants: [{ libraryId: 999, permissions: ['catalog.*'] }] });
  await expect(setLicense(teacher, file, { copies: 9, loanDays: 7 })).rejects.toMatchObject({
    code: 'catalog.shared_record',
  });
});

test('a member has so many at once and no more; who is blocked borrows nothing; what is not licensed is not lent', async () => {
  await setSetting(t.ctx(), 'digitalLoansPerMember', 1);
  const [one, two] = [await licensed(1), await licensed(1)];
  await borrowFile(reader(21), one);
  await expect(borrowFile(reader(21), two)).rejects.toMatchObject({ code: 'digital.too_many' });
  await setSetting(t.ctx(), 'digitalLoansPerMember', 50);
  const { actor } = reader(22);
  const memberId = actor.kind === 'member' ? actor.id : 0;
  await t.db
    .transaction()
    .execute(async (trx) => blockMember(trx, t.ctx(), { memberId, kind: 'manual', reason: 'Uji', untilDate: null }));
  await expect(borrowFile(reader(22), two)).rejects.toMatchObject({ code: 'digital.member_blocked' });
  const open = await addAttachment(
    t.ctx(),
    t.storage,
    { bibId, title: 'Terbuka', access: 'public' },
    makePdf([['x']], 'x'),
  );
  await expect(borrowFile(reader(1), open.id)).rejects.toMatchObject({ code: 'digital.not_licensed' });
  await expect(borrowFile(t.ctx({ kind: 'anonymous' }), two)).rejects.toMatchObject({
    code: 'platform.sign_in_needed',
  });
});

test('who may not borrow for the moment is offered nothing and keeps their place; the next is served, and they once they may', async () => {
  const file = await licensed(1);
  const loan = await borrowFile(reader(1), file);
  await borrowFile(reader(20), file);
  await borrowFile(reader(2), file);
  const { actor } = reader(20);
  const memberId = actor.kind === 'member' ? actor.id : 0;
  const blockId = await t.db
    .transaction()
    .execute(async (trx) =>
      blockMember(trx, t.ctx(), { memberId, kind: 'suspension', reason: 'Terlambat', untilDate: '2026-11-26' }),
    );
  expect(blockId).toBeGreaterThan(0);
  expect(await ownDigital(reader(20))).toMatchObject({ blocked: true });
  if (loan.kind !== 'lent') throw new Error('the first has it');
  await returnFile(reader(1), loan.loan.id);
  expect((await own(20, file)).request).toMatchObject({ position: 1, offerEndsAt: null });
  expect((await own(2, file)).request).toMatchObject({ position: null });
  await leaveQueue(reader(2), (await own(2, file)).request?.id ?? 0);
  expect((await own(20, file)).request).toMatchObject({ position: 1 });
  // nobody else waits: whoever comes now has it
  const passing = await borrowFile(reader(3), file);
  if (passing.kind !== 'lent') throw new Error('it is free');
  await returnFile(reader(3), passing.loan.id);
  // the day after the last one of the block
  at(48);
  await settleLicenses(t.ctx({ kind: 'system', name: 'uji' }));
  expect(await ownDigital(reader(20))).toMatchObject({ blocked: false });
  expect((await own(20, file)).request).toMatchObject({ position: null });
});

test('the trace says that somebody borrowed, never what; with the person the name goes, and after its days', async () => {
  const file = await licensed(1);
  await borrowFile(reader(23), file);
  const events = await t.db
    .selectFrom('auditEvent')
    .selectAll()
    .where('action', 'in', ['digital_loan.borrowed', 'digital_request.placed'])
    .execute();
  expect(events.length).toBeGreaterThan(0);
  expect(events.map((event) => event.entity)).toEqual(events.map(() => 'member'));
  expect(JSON.stringify(events)).not.toContain('Berkas');
  const { actor } = reader(23);
  const memberId = actor.kind === 'member' ? actor.id : 0;
  expect(await digitalPersonalData.exportOf(t.db, memberId)).toMatchObject({ loans: [{ title: `Berkas ${files}` }] });
  await t.db.transaction().execute(async (trx) => digitalPersonalData.erase(trx, t.ctx(), memberId));
  expect(await digitalPersonalData.exportOf(t.db, memberId)).toMatchObject({ loans: [], requests: [], positions: [] });
  const next = await borrowFile(reader(24), file);
  expect(next.kind).toBe('lent');
  if (next.kind === 'lent') await returnFile(reader(24), next.loan.id);
  const before = new Date(t.clock.now().getTime() + HOUR);
  expect((await digitalLinkRetention.due(t.ctx(), before)).count).toBeGreaterThan(0);
  expect((await digitalLinkRetention.clear(t.ctx(), before, t.storage)).gone).toBeGreaterThan(0);
  expect((await digitalLinkRetention.clear(t.ctx(), before, t.storage)).gone).toBe(0);
});

test('a file that is taken away is not taken from its readers in silence: who has it or waits for it is told', async () => {
  const file = await licensed(1);
  await borrowFile(reader(2), file);
  await borrowFile(reader(3), file);
  await t.db.deleteFrom('notification').execute();
  await removeFile(t.ctx(), t.storage, file);
  const told = await t.db.selectFrom('notification').select(['memberId', 'topic']).orderBy('memberId').execute();
  const ids = [reader(2), reader(3)].map(({ actor }) => (actor.kind === 'member' ? actor.id : 0));
  expect(told).toEqual(ids.map((memberId) => ({ memberId, topic: 'generic' })));
  expect((await ownDigital(reader(2))).loans.filter(({ attachmentId }) => attachmentId === file)).toEqual([]);
});

test('who ends their membership waits for nothing: the next is offered the copy, also one that was offered to them', async () => {
  const file = await licensed(1);
  const leavers: Ctx[] = [];
  for (const nth of [1, 2]) {
    const number = await makeMember(t.ctx(), { number: `KELUAR-${nth}`, fullName: 'Rahma', homeLibrary: 'KOTA' });
    const { id } = await getMember(t.ctx(), number);
    leavers.push(t.ctx({ kind: 'member', id, number, name: 'Rahma', sessionId: 90 + nth }));
  }
  const leave = async (nth: number) => {
    const { version } = await getMember(t.ctx(), `KELUAR-${nth}`);
    await endMembership(t.ctx(), { memberNumber: `KELUAR-${nth}`, version });
  };
  await borrowFile(reader(1), file);
  for (const ctx of leavers) await borrowFile(ctx, file);
  await borrowFile(reader(2), file);
  await leave(1);
  await returnFile(reader(1), (await own(1, file)).loan?.id ?? 0);
  expect(await queueOf(file)).toMatchObject([{ status: 'offered' }, { status: 'queued' }]);
  await leave(2);
  await settleLicenses(t.ctx());
  expect((await own(2, file)).request).toMatchObject({ position: null });
  const told = await t.db
    .selectFrom('notification')
    .innerJoin('member', 'member.id', 'notification.memberId')
    .select(['member.number', 'withdrawnAt'])
    .where('topic', '=', 'digital_ready')
    .where('member.number', 'like', 'KELUAR%')
    .execute();
  expect(told).toMatchObject([{ number: 'KELUAR-2', withdrawnAt: expect.any(Date) as Date }]);
});
