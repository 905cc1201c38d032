import { beforeAll, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import {
  attendanceOf,
  cancelEnrolment,
  comeByRoom,
  enterList,
  enrolmentsOf,
  scanBadge,
  sessionCode,
  takeBack,
  walkIn,
} from '#modules/community/programs';
import { sendScans } from '#modules/community/programs/testing';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import type { Ctx } from '#platform/context';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
const secrets = testSecrets;
let libraryId = 0;
let member: Ctx;
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });
const clock = (time: string, day = '2026-11-26'): void => t.clock.set(`${day}T${time}+07:00`);
const nonce = (nth: number): string => `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  await makeMember(t.ctx(), { number: 'A1', fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
  const { id } = await t.db.selectFrom('member').select('id').where('number', '=', 'A1').executeTakeFirstOrThrow();
  member = t.ctx({ kind: 'member', id, number: 'A1', name: 'Siti Aminah', sessionId: 1 });
});

/** A programme whose first session runs: Thursday, 08.00 to 11.00. */
async function running(capacity: number | null = null) {
  t.clock.set('2026-11-25T10:00:00+07:00');
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId, { program: { capacity } });
  const guest = await makeParticipant(t.ctx(), id, { name: 'Tamu', contact: '' });
  const [first = 0, second = 0] = sessionIds;
  return { id, first, second, guest };
}
const came = async (sessionId: number): Promise<string[]> =>
  (await attendanceOf(t.ctx(), sessionId)).rows.filter((row) => row.cameAt !== null).map((row) => row.name);

test('staff scans a ticket, its address, or a member’s card; twice is once; a stranger is told so', async () => {
  const { id, first, guest } = await running();
  await makeParticipant(t.ctx(), id, { memberNumber: 'A1' });
  clock('07:45:00');
  expect(await scanBadge(t.ctx(), first, guest.ticket)).toMatchObject({ name: 'Tamu', again: false });
  const address = `https://perpus.example/en/kegiatan/tiket/${guest.ticket}`;
  expect(await scanBadge(t.ctx(), first, address)).toMatchObject({ name: 'Tamu', again: true });
  expect(await scanBadge(t.ctx(), first, 'A1')).toMatchObject({ name: 'Siti Aminah', again: false });
  expect(await came(first)).toEqual(['Siti Aminah', 'Tamu']);
  await expect(scanBadge(t.ctx(), first, 'A77')).rejects.toMatchObject({ code: 'programs.not_participant' });
  const other = await running();
  clock('07:45:00');
  await expect(scanBadge(t.ctx(), first, other.guest.ticket)).rejects.toMatchObject({
    code: 'programs.not_participant',
  });
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['programs.attendance'] }] });
  await expect(scanBadge(elsewhere, first, guest.ticket)).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('ten scanners read one badge at the same moment: one entry', async () => {
  const { first, guest } = await running();
  clock('08:00:00');
  const answers = await Promise.all(Array.from({ length: 10 }, async () => scanBadge(t.ctx(), first, guest.ticket)));
  expect(answers.filter((one) => !one.again)).toHaveLength(1);
});

test('who comes too early is told when to come; long after it nobody comes in', async () => {
  const { first, guest } = await running();
  clock('07:29:59');
  await expect(scanBadge(t.ctx(), first, guest.ticket)).rejects.toMatchObject({
    code: 'programs.too_early',
    params: { opensAt: new Date('2026-11-26T07:30:00+07:00').toISOString() },
  });
  clock('12:00:01');
  await expect(scanBadge(t.ctx(), first, guest.ticket)).rejects.toMatchObject({ code: 'programs.attendance_over' });
});

test('the room’s code holds for its half minute and for its session alone; two may use it, each for themselves', async () => {
  const { id, first, second, guest } = await running();
  await makeParticipant(t.ctx(), id, { memberNumber: 'A1' });
  clock('08:00:00');
  const { code, until } = await sessionCode(t.ctx(), secrets, first);
  expect(until).toEqual(new Date('2026-11-26T08:00:15+07:00'));
  const byTicket = { sessionId: first, code, ticket: guest.ticket };
  expect(await comeByRoom(anonymous(), secrets, byTicket)).toMatchObject({ name: 'Tamu', again: false });
  expect(await comeByRoom(anonymous(), secrets, byTicket)).toMatchObject({ again: true });
  clock('08:00:29');
  expect(await comeByRoom(member, secrets, { sessionId: first, code })).toMatchObject({ name: 'Siti Aminah' });
  expect((await attendanceOf(t.ctx(), first)).rows.map((row) => row.way)).toEqual(['room', 'room']);
  // sent to somebody who is not there: too old by the time it arrives
  clock('08:00:30');
  await expect(comeByRoom(member, secrets, { sessionId: first, code })).rejects.toMatchObject({
    code: 'programs.wrong_code',
  });
  clock('08:00:10', '2026-11-27');
  const today = await sessionCode(t.ctx(), secrets, first);
  await expect(comeByRoom(member, secrets, { sessionId: second, code: today.code })).rejects.toMatchObject({
    code: 'programs.wrong_code',
  });
  expect(await came(second)).toEqual([]);
});

test('the room’s code is no ticket: a stranger, or nobody at all, does not come in by it', async () => {
  const { first, second } = await running();
  clock('08:00:00');
  const { code } = await sessionCode(t.ctx(), secrets, first);
  const input = { sessionId: first, code };
  await expect(comeByRoom(anonymous(), secrets, input)).rejects.toMatchObject({ code: 'platform.sign_in_needed' });
  await expect(comeByRoom(member, secrets, input)).rejects.toMatchObject({ code: 'programs.not_participant' });
  await expect(comeByRoom(anonymous(), secrets, { ...input, ticket: 'TEBAKANTEBAKAN22' })).rejects.toMatchObject({
    code: 'programs.not_participant',
  });
  await expect(sessionCode(member, secrets, second)).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('scans of a device without a network arrive once, with the time at which they were made; one that nobody can read holds up no other', async () => {
  const { id, first, guest } = await running();
  const late = await makeParticipant(t.ctx(), id, { name: 'Wahyu' });
  clock('13:00:00');
  const at = '2026-11-26T08:03:00+07:00';
  const scans = [
    { nonce: nonce(1), code: guest.ticket, at },
    { nonce: nonce(2), code: 'BUKAN-TIKET', at },
    { nonce: nonce(3), code: guest.ticket, at: '2026-11-26T06:00:00+07:00' },
    { nonce: nonce(4), code: 'x'.repeat(301), at },
    { nonce: nonce(5), code: 'a\0b', at },
    { nonce: 'bukan-nonce', code: guest.ticket, at },
    { nonce: nonce(6), code: guest.ticket, at: 'kemarin' },
    { nonce: nonce(7), code: late.ticket, at },
  ];
  expect(await sendScans(t.ctx(), first, scans)).toMatchObject([
    { nonce: nonce(1), came: { name: 'Tamu', again: false } },
    { nonce: nonce(2), refused: 'programs.not_participant' },
    { nonce: nonce(3), refused: 'programs.too_early' },
    { nonce: nonce(4), refused: 'programs.unreadable' },
    { nonce: nonce(5), refused: 'programs.unreadable' },
    { nonce: 'bukan-nonce', refused: 'programs.unreadable' },
    { nonce: nonce(6), refused: 'programs.unreadable' },
    { nonce: nonce(7), came: { name: 'Wahyu', again: false } },
  ]);
  expect((await sendScans(t.ctx(), first, scans))[0]).toMatchObject({ came: { again: true } });
  expect((await attendanceOf(t.ctx(), first)).rows[0]?.cameAt).toEqual(new Date(at));
});

test('a printed sheet is entered later; what was ticked wrongly is taken back', async () => {
  const { id, first, guest } = await running();
  const second = await makeParticipant(t.ctx(), id, { name: 'Wahyu' });
  clock('07:00:00');
  const list = { enrolmentIds: [guest.id, second.id], way: 'sheet' as const };
  await expect(enterList(t.ctx(), first, list)).rejects.toMatchObject({ code: 'programs.too_early' });
  clock('09:00:00', '2026-11-30');
  expect(await enterList(t.ctx(), first, list)).toEqual({ count: 2, seatless: [] });
  expect(await enterList(t.ctx(), first, list)).toEqual({ count: 0, seatless: [] });
  await takeBack(t.ctx(), first, second.id);
  expect(await came(first)).toEqual(['Tamu']);
  await expect(takeBack(t.ctx(), first, second.id)).rejects.toMatchObject({ code: 'programs.not_participant' });
});

test('one who gave the seat back does not hold up a whole sheet, and is named', async () => {
  const { id, first, guest } = await running();
  const gone = await makeParticipant(t.ctx(), id, { name: 'Wahyu' });
  await cancelEnrolment(t.ctx(), { id: gone.id });
  clock('09:00:00');
  const sheet = { enrolmentIds: [gone.id, guest.id], way: 'sheet' as const };
  expect(await enterList(t.ctx(), first, sheet)).toEqual({ count: 1, seatless: ['Wahyu'] });
  expect(await came(first)).toEqual(['Tamu']);
});

test('a door that serves only its own members lets the others in without learning who they are', async () => {
  const school = await makeLibrary(t.ctx(), 'SDN1', 'SDN 1');
  const { id, sessionIds } = await makeProgram(t.ctx(), school.id);
  await makeParticipant(t.ctx(), id, { memberNumber: 'A1' });
  const grants = [{ libraryId: school.id, permissions: ['programs.attendance'], ownMembersOnly: true }];
  const teacher = t.ctx({ grants });
  clock('07:45:00');
  expect(await scanBadge(teacher, sessionIds[0] ?? 0, 'A1')).toMatchObject({ name: '•••', again: false });
  expect((await attendanceOf(teacher, sessionIds[0] ?? 0)).rows).toMatchObject([{ name: '•••', memberNumber: '•••' }]);
});

test('who stands at the door without having enrolled comes in while there is a seat', async () => {
  const { id, first } = await running(2);
  clock('08:10:00');
  const outcomes = await Promise.all(
    ['Datang Satu', 'Datang Dua', 'Datang Tiga'].map(async (name) => outcome(walkIn(t.ctx(), first, { name }))),
  );
  expect(outcomes.toSorted()).toEqual(['done', 'programs.full', 'programs.full']);
  expect(await came(first)).toHaveLength(1);
  const rows = await enrolmentsOf(t.ctx(), id, ['confirmed']);
  expect(rows.filter((row) => row.walkIn)).toHaveLength(1);
});
