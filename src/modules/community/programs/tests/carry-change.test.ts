import { beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import {
  acceptOffer,
  addSessions,
  cancelEnrolment,
  changeProgram,
  changeSession,
  changeState,
  decideEnrolment,
  enrol,
  removeSession,
  scanBadge,
  viewTicket,
} from '#modules/community/programs';
import { remindParticipants } from '#modules/community/programs/testing';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import type { Ctx } from '#platform/context';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let libraryId = 0;
let siti: Ctx;
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });
const at = (time: string, day = 26): Date => new Date(`2026-11-${day}T${time}:00+07:00`);
const session = (time: string, day = 26) => ({
  title: `Sesi ${day}`,
  format: 'lecture' as const,
  startsAt: at(time, day),
  endsAt: new Date(at(time, day).getTime() + 7_200_000),
});

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  await makeMember(t.ctx(), { number: 'A1', fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
  const { id } = await t.db.selectFrom('member').select('id').where('number', '=', 'A1').executeTakeFirstOrThrow();
  siti = t.ctx({ kind: 'member', id, number: 'A1', name: 'Siti Aminah', sessionId: 1 });
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await t.db.deleteFrom('notification').execute();
  await t.db.deleteFrom('guestMessage').execute();
});

/** What Siti and the guests will be told, oldest first: topic, news and the time that is named. */
async function waiting() {
  const notices = await t.db
    .selectFrom('notification')
    .select(['topic', 'params'])
    .where('withdrawnAt', 'is', null)
    .orderBy('id')
    .execute();
  const mails = await t.db
    .selectFrom('guestMessage')
    .select(['topic', 'params'])
    .where('state', '=', 'pending')
    .orderBy('id')
    .execute();
  return [...notices, ...mails].map(({ topic, params }) => {
    const { news, startsAt } = z.object({ news: z.string().optional(), startsAt: z.coerce.date() }).parse(params);
    return [news ?? topic, startsAt];
  });
}
/** All that waits has gone out. */
async function tellAll(): Promise<void> {
  await t.db.deleteFrom('notification').execute();
  await t.db.deleteFrom('guestMessage').execute();
}

test('who was not told of their seat yet reads of it with the new time only; who was reads of the change', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId, { sessions: [session('08:00')] });
  await enrol(siti, { programId: id });
  await tellAll();
  await makeParticipant(t.ctx(), id, { name: 'Eko', contact: 'eko@example.org' });
  await changeSession(t.ctx(), sessionIds[0] ?? 0, session('13:00'));
  expect(await waiting()).toEqual([
    ['changed', at('13:00')],
    ['confirmed', at('13:00')],
  ]);
});

test('two changes in a row are told once, as it is in the end', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId, { sessions: [session('08:00')] });
  await enrol(siti, { programId: id });
  await tellAll();
  await changeSession(t.ctx(), sessionIds[0] ?? 0, session('13:00'));
  await changeSession(t.ctx(), sessionIds[0] ?? 0, session('15:00'));
  expect(await waiting()).toEqual([['changed', at('15:00')]]);
});

test('when it is called off nobody reads that their seat is sure, or is reminded', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { sessions: [session('08:00')] });
  await enrol(siti, { programId: id });
  await makeParticipant(t.ctx(), id, { name: 'Eko', contact: 'eko@example.org' });
  expect(await remindParticipants(t.ctx())).toBe(1);
  await changeState(t.ctx(), id, 'cancelled', 'Narasumber sakit');
  expect(await waiting()).toEqual([
    ['program_cancelled', at('08:00')],
    ['program_cancelled', at('08:00')],
  ]);
});

test('a reminder that had not gone names the new place; of another time another one is made', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId, { sessions: [session('08:00')] });
  await enrol(siti, { programId: id });
  await tellAll();
  await remindParticipants(t.ctx());
  await changeProgram(t.ctx(), id, { kind: 'workshop', title: 'Pelatihan', place: 'Balai Kota' });
  const reminder = await t.db
    .selectFrom('notification')
    .select('params')
    .where('topic', '=', 'program_reminder')
    .where('withdrawnAt', 'is', null)
    .executeTakeFirstOrThrow();
  expect(reminder.params).toMatchObject({ place: 'Balai Kota' });
  await changeSession(t.ctx(), sessionIds[0] ?? 0, session('09:00'));
  await remindParticipants(t.ctx());
  expect((await waiting()).filter(([news]) => news === 'program_reminder')).toEqual([
    ['program_reminder', at('09:00')],
  ]);
});

test('a session that is added or taken out is told; of a draft and of what is over nobody is told', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId, {
    sessions: [session('08:00'), session('08:00', 27)],
  });
  await enrol(siti, { programId: id });
  await tellAll();
  await addSessions(t.ctx(), id, session('08:00', 28));
  expect(await waiting()).toEqual([['changed', at('08:00')]]);
  await removeSession(t.ctx(), sessionIds[0] ?? 0);
  expect(await waiting()).toEqual([['changed', at('08:00', 27)]]);
  await tellAll();
  await changeState(t.ctx(), id, 'cancelled', 'Hujan');
  await tellAll();
  await changeSession(t.ctx(), sessionIds[1] ?? 0, session('10:00', 27));
  expect(await waiting()).toEqual([]);
});

test('an offer ends no later than the programme begins, also when that is moved forward', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId, {
    program: { capacity: 1, offerHours: 48 },
    sessions: [session('08:00', 28)],
  });
  const first = await makeParticipant(t.ctx(), id, { name: 'Eko', contact: 'eko@example.org' });
  await enrol(siti, { programId: id });
  const { ticket } = await t.db
    .selectFrom('programEnrolment')
    .select('ticket')
    .where('status', '=', 'waitlisted')
    .executeTakeFirstOrThrow();
  await cancelEnrolment(anonymous(), { ticket: first.ticket });
  expect((await viewTicket(t.ctx(), ticket)).enrolment.offerEndsAt?.getTime()).toBeGreaterThan(
    at('00:00', 27).getTime(),
  );
  await tellAll();
  await changeSession(t.ctx(), sessionIds[0] ?? 0, session('16:00'));
  expect((await viewTicket(t.ctx(), ticket)).enrolment).toMatchObject({ status: 'offered', offerEndsAt: at('16:00') });
});

test('of what was called off nobody takes a seat, is given one, or is let in', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId, {
    program: { capacity: 1, needsApproval: true },
    sessions: [session('08:00')],
  });
  const asked = await enrol(anonymous(), { programId: id, name: 'Dewi', contact: 'dewi@example.org' });
  const sure = await makeParticipant(t.ctx(), id, { name: 'Eko', contact: 'eko@example.org' });
  const waits = await makeParticipant(t.ctx(), id, { name: 'Fajar', contact: 'fajar@example.org' });
  expect([asked.status, sure.status, waits.status]).toEqual(['requested', 'confirmed', 'waitlisted']);
  await cancelEnrolment(anonymous(), { ticket: sure.ticket });
  await changeState(t.ctx(), id, 'cancelled', 'Hujan');
  await expect(acceptOffer(anonymous(), { ticket: waits.ticket })).rejects.toMatchObject({
    code: 'programs.offer_over',
  });
  await expect(decideEnrolment(t.ctx(), asked.id, true)).rejects.toMatchObject({ code: 'programs.enrolment_over' });
  const other = await makeProgram(t.ctx(), libraryId, { sessions: [session('08:00')] });
  const guest = await makeParticipant(t.ctx(), other.id, { name: 'Gita' });
  await changeState(t.ctx(), other.id, 'cancelled', 'Hujan');
  t.clock.set(at('07:45').toISOString());
  await expect(scanBadge(t.ctx(), other.sessionIds[0] ?? 0, guest.ticket)).rejects.toMatchObject({
    code: 'programs.called_off',
  });
  expect(sessionIds).toHaveLength(1);
});

test('a badge that is read while its session is taken out is in no session: one of the two waits', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId, {
    sessions: [session('08:00'), session('08:00', 27)],
  });
  const guest = await makeParticipant(t.ctx(), id, { name: 'Gita' });
  t.clock.set(at('07:45').toISOString());
  const held = await holdRow(t, 'program', id);
  const removed = outcome(removeSession(t.ctx(), sessionIds[0] ?? 0));
  await held.waitedFor(1);
  const scanned = outcome(scanBadge(t.ctx(), sessionIds[0] ?? 0, guest.ticket));
  await held.waitedFor(2);
  await held.letGo();
  expect([await removed, await scanned].toSorted()).toEqual(['done', 'programs.session_not_found']);
});
