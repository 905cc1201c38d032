import { expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addCommitment,
  addPerson,
  callOffMeeting,
  changeCommitment,
  changeMeeting,
  countCommitments,
  countMeetings,
  erasePerson,
  getMeeting,
  getPartner,
  lastMeeting,
  listCommitments,
  listMeetings,
  mergePartners,
  meetingCalendar,
  moveCommitment,
  planMeeting,
  removeCommitment,
  reopenMeeting,
  tellOutcome,
  writeMinutes,
  type CommitmentInput,
  type MeetingInput,
} from '../index.ts';
import { places } from '../places.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const fields = async (work: Promise<unknown>): Promise<object> => (await refusal(work)).fields;

async function aMeeting(input: Partial<MeetingInput> = {}): Promise<{ id: number; partnerId: number }> {
  const partnerId = await aPartner(t);
  const id = await planMeeting(keeper(t), partnerId, { title: 'Persiapan kelas', onDay: '2026-11-24', ...input });
  return { id, partnerId };
}
async function held(): Promise<{ id: number; partnerId: number }> {
  const made = await aMeeting();
  await writeMinutes(keeper(t), made.id, { minutes: 'Sepakat.', version: 1 });
  return made;
}
const promise = async (meetingId: number, more: Partial<CommitmentInput> & { agreed?: boolean } = {}) =>
  addCommitment(keeper(t), meetingId, { side: 'theirs', text: 'Dua narasumber', agreed: true, ...more });
const stands = async (meetingId: number, id: number) =>
  (await getMeeting(keeper(t), meetingId)).commitments.find((one) => one.id === id);

test('a meeting goes from its agenda to its minutes, with who was asked and who came', async () => {
  const partnerId = await aPartner(t);
  const personId = await addPerson(keeper(t), partnerId, { name: 'Sri Lestari', role: 'Ketua' });
  const otherId = await addPerson(keeper(t), partnerId, { name: 'Hendra', role: 'Sekretaris' });
  const { libraryId } = await getPartner(keeper(t), partnerId);
  const grants = [{ role: 'outreach', libraryId }];
  const { id: accountId } = await makeAccount(t, { username: 'dewi', fullName: 'Dewi', grants });
  const id = await planMeeting(keeper(t), partnerId, {
    ...{ title: 'Kelas Januari', onDay: '2026-11-25', atMinute: 570, place: 'Ruang rapat', agenda: 'Narasumber' },
    ...{ accountIds: [accountId], personIds: [personId, otherId, otherId] },
  });
  expect((await getMeeting(keeper(t), id)).guests.map(({ name }) => name)).toEqual(['Dewi', 'Hendra', 'Sri Lestari']);
  expect((await listMeetings(keeper(t), { view: 'coming', limit: 50 })).data.map((one) => one.id)).toContain(id);
  await writeMinutes(keeper(t), id, { minutes: 'Dua narasumber.', personIds: [personId], version: 1 });
  expect(await getMeeting(keeper(t), id)).toMatchObject({ state: 'held', guests: [{ name: 'Sri Lestari' }] });
  // what was written can be put right, by whoever saw the newest
  expect(await code(writeMinutes(keeper(t), id, { minutes: 'x', version: 1 }))).toBe('platform.version_conflict');
  await writeMinutes(keeper(t), id, { minutes: 'Tiga narasumber.', personIds: [personId], version: 2 });
  expect((await lastMeeting(keeper(t), partnerId))?.minutes).toBe('Tiga narasumber.');
  expect(await countMeetings(keeper(t), partnerId)).toEqual({ coming: 0, unwritten: 0, all: 1 });
});

test('nobody is asked who is nobody there, and no minutes are written of a day to come', async () => {
  const { id, partnerId } = await aMeeting({ onDay: '2026-12-09' });
  const stranger = await addPerson(keeper(t), await aPartner(t), { name: 'Orang lain', role: 'Ketua' });
  const meeting = { title: 'Rapat', onDay: '2026-11-24' };
  expect(await fields(planMeeting(keeper(t), partnerId, { ...meeting, personIds: [stranger] }))).toEqual({
    personIds: 'unknown',
  });
  expect(await fields(planMeeting(keeper(t), partnerId, { ...meeting, accountIds: [999_999] }))).toEqual({
    accountIds: 'unknown',
  });
  expect(await fields(writeMinutes(keeper(t), id, { minutes: 'x', version: 1 }))).toEqual({
    minutes: 'date_in_future',
  });
  expect(await fields(planMeeting(keeper(t), partnerId, { ...meeting, link: 'javascript:alert(1)' }))).toHaveProperty(
    'link',
  );
  expect(await fields(planMeeting(keeper(t), partnerId, { ...meeting, onDay: '9999-12-31' }))).toHaveProperty('onDay');
  expect(await fields(planMeeting(keeper(t), partnerId, { ...meeting, agenda: 'x'.repeat(200_000) }))).toEqual({
    agenda: 'too_long',
  });
  expect(await fields(planMeeting(keeper(t), partnerId, { ...meeting, title: 'a\0' }))).toEqual({
    title: 'unstorable',
  });
});

test('a meeting that is called off says why, takes no promises and comes back; one that was held is not called off', async () => {
  const { id } = await aMeeting();
  expect(await fields(callOffMeeting(keeper(t), id, { version: 1, reason: ' ' }))).toEqual({ reason: 'required' });
  await callOffMeeting(keeper(t), id, { version: 1, reason: 'Ketua sakit' });
  expect(await code(promise(id))).toBe('partners.meeting_forbids');
  expect(await code(writeMinutes(keeper(t), id, { minutes: 'x', version: 2 }))).toBe('partners.meeting_forbids');
  expect(await code(changeMeeting(keeper(t), id, { title: 'x', onDay: '2026-11-24', version: 2 }))).toBe(
    'partners.meeting_forbids',
  );
  await reopenMeeting(keeper(t), id, 2);
  expect(await getMeeting(keeper(t), id)).toMatchObject({ state: 'planned', callOffReason: '' });
  await writeMinutes(keeper(t), id, { minutes: 'Jadi.', version: 3 });
  expect(await code(callOffMeeting(keeper(t), id, { version: 4, reason: 'x' }))).toBe('partners.meeting_forbids');
  await reopenMeeting(keeper(t), id, 4);
  expect(await getMeeting(keeper(t), id)).toMatchObject({ state: 'planned', minutes: 'Jadi.' });
});

test('a promise is proposed, agreed, under way, done, and looked at again; each step keeps its words', async () => {
  const { id: meetingId } = await held();
  const id = await promise(meetingId, { agreed: false, dueOn: '2026-11-20' });
  const move = async (state: 'agreed' | 'doing' | 'done' | 'stopped' | 'proposed', words = '') =>
    moveCommitment(keeper(t), id, { state, words, version: (await stands(meetingId, id))?.version ?? 0 });
  const isLate = async () =>
    (await listCommitments(keeper(t), { view: 'late', limit: 100 })).data.some((one) => one.id === id);
  expect(await isLate()).toBe(false);
  expect(await code(move('done'))).toBe('partners.commitment_forbids');
  await move('agreed');
  expect(await isLate()).toBe(true);
  await move('doing', 'Nama sudah dicari.');
  await move('doing', 'Satu nama ada.');
  expect(await fields(move('stopped'))).toEqual({ words: 'required' });
  await move('done', 'Dua nama dikirim.');
  expect(await stands(meetingId, id)).toMatchObject({ state: 'done', doneOn: '2026-11-25', followOn: '2027-01-24' });
  expect((await stands(meetingId, id))?.steps.map(({ words }) => words)).toEqual([
    ...['Dua nama dikirim.', 'Satu nama ada.', 'Nama sudah dicari.', '', ''],
  ]);
  await tellOutcome(keeper(t), id, { outcome: 'Kelas berjalan.', version: 5 });
  // after all not yet: what came of it is said anew
  await move('doing');
  expect(await stands(meetingId, id)).toMatchObject({ doneOn: null, followOn: null, outcome: '' });
  await move('stopped', 'Narasumber pindah.');
  await move('agreed');
  expect((await stands(meetingId, id))?.state).toBe('agreed');
});

test('what waits is counted by its day, and what a called off meeting promised does not', async () => {
  const { id: meetingId } = await aMeeting({ onDay: '2026-11-20' });
  const before = await countCommitments(keeper(t));
  await promise(meetingId, { dueOn: '2026-11-24' });
  await promise(meetingId, { dueOn: '2026-11-25' });
  await promise(meetingId);
  const waits = async (nth: number) => {
    const place = places.find(({ href }) => href === '/staf/mitra/pertemuan');
    return (await place?.waits?.[nth]?.count(keeper(t), null))?.count ?? -1;
  };
  const unwritten = await waits(0);
  expect(unwritten).toBeGreaterThan(0);
  expect(await countCommitments(keeper(t))).toEqual({ ...before, open: before.open + 3, late: before.late + 1 });
  expect(await waits(1)).toBe(before.late + 1);
  await callOffMeeting(keeper(t), meetingId, { version: 1, reason: 'Batal' });
  expect(await countCommitments(keeper(t))).toEqual(before);
  expect(await waits(0)).toBe(unwritten - 1);
});

test('open promises come in pages by their day, those without one last', async () => {
  const { id: meetingId } = await held();
  const ids = [await promise(meetingId), await promise(meetingId, { dueOn: '2027-03-01' }), await promise(meetingId)];
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCommitments(keeper(t), { view: 'open', limit: 1, cursor });
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && seen.length < 100);
  expect(seen.filter((id) => ids.includes(id))).toEqual([ids[1], ids[0], ids[2]]);
  expect(new Set(seen).size).toBe(seen.length);
});

test('of two who change a promise the second is told, and who sees to it is one of its side', async () => {
  const { id: meetingId, partnerId } = await held();
  const id = await promise(meetingId);
  const change = async (text: string) => changeCommitment(keeper(t), id, { side: 'theirs', text, version: 1 });
  const both = await Promise.allSettled([change('Satu'), change('Dua')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const personId = await addPerson(keeper(t), partnerId, { name: 'Sri', role: 'Ketua' });
  expect(await fields(promise(meetingId, { side: 'ours', personId }))).toEqual({ personId: 'invalid' });
  expect(await fields(promise(meetingId, { personId: 999_999 }))).toEqual({ personId: 'unknown' });
  expect(await fields(promise(meetingId, { side: 'ours', accountId: 999_999 }))).toEqual({ accountId: 'unknown' });
  expect(await code(removeCommitment(keeper(t), id, 1))).toBe('platform.version_conflict');
  await removeCommitment(keeper(t), id, 2);
  expect(await stands(meetingId, id)).toBeUndefined();
});

test('whoever writes in a meeting while its partner is merged waits, and is told; nothing is lost', async () => {
  const keep = await aPartner(t);
  const { id: meetingId, partnerId: drop } = await held();
  const lock = await holdRow(t, 'partner', drop);
  const merging = mergePartners(keeper(t), { keepId: keep, dropId: drop, keepVersion: 1, dropVersion: 1 });
  await lock.waitedFor(1);
  const writing = code(promise(meetingId));
  await lock.waitedFor(2);
  await lock.letGo();
  await merging;
  expect(await writing).toBe('partners.merged');
  await promise(meetingId);
  expect(await getMeeting(keeper(t), meetingId)).toMatchObject({ partnerId: keep, commitments: [{ state: 'agreed' }] });
});

test('who is forgotten is gone from agenda, minutes, promises and their steps; that somebody was there stays', async () => {
  const partnerId = await aPartner(t);
  const name = 'Larasati Wulandari';
  const personId = await addPerson(keeper(t), partnerId, { name, role: 'Ketua' });
  const id = await planMeeting(keeper(t), partnerId, {
    ...{ title: `Bertemu ${name}`, onDay: '2026-11-24', place: `Rumah ${name}`, agenda: `${name} bercerita` },
    personIds: [personId],
  });
  const commitmentId = await promise(id, { text: `${name} mengirim nama`, personId });
  await moveCommitment(keeper(t), commitmentId, { state: 'done', words: `Dari ${name}`, version: 1 });
  await tellOutcome(keeper(t), commitmentId, { outcome: `${name} hadir`, version: 2 });
  await writeMinutes(keeper(t), id, { minutes: `Kata ${name}.`, personIds: [personId], version: 1 });
  await erasePerson(keeper(t), personId);
  const after = await getMeeting(keeper(t), id);
  expect(JSON.stringify(after)).not.toMatch(/larasati|wulandari/i);
  expect(after).toMatchObject({ state: 'held', guests: [{ personId, name: '' }], commitments: [{ owner: '' }] });
  expect(JSON.stringify(await t.db.selectFrom('auditEvent').selectAll().execute())).not.toMatch(/larasati/i);
});

test('a meeting with an hour goes into calendars by the clock of its library', async () => {
  const site = { publicUrl: 'https://perpus.example' };
  const { id } = await aMeeting({ atMinute: 570 });
  expect((await meetingCalendar(keeper(t), site, id)).body).toContain('DTSTART:20261124T023000Z');
  expect(await code(meetingCalendar(keeper(t), site, (await aMeeting()).id))).toBe('partners.meeting_without_time');
});

test('a desk reads and writes nothing of meetings', async () => {
  const { id, partnerId } = await held();
  const commitmentId = await promise(id);
  const desk = t.ctx({ grants: [{ libraryId: null, permissions: ['loans.manage'] }] });
  const input = { title: 'x', onDay: '2026-11-24' };
  const works = [
    async () => getMeeting(desk, id),
    async () => listMeetings(desk, { view: 'all', limit: 5 }),
    async () => listCommitments(desk, { view: 'open', limit: 5 }),
    async () => planMeeting(desk, partnerId, input),
    async () => changeMeeting(desk, id, { ...input, version: 2 }),
    async () => writeMinutes(desk, id, { minutes: 'x', version: 2 }),
    async () => callOffMeeting(desk, id, { reason: 'x', version: 2 }),
    async () => reopenMeeting(desk, id, 2),
    async () => addCommitment(desk, id, { side: 'ours', text: 'x', agreed: true }),
    async () => changeCommitment(desk, commitmentId, { side: 'ours', text: 'x', version: 1 }),
    async () => moveCommitment(desk, commitmentId, { state: 'done', version: 1 }),
    async () => tellOutcome(desk, commitmentId, { outcome: 'x', version: 1 }),
    async () => removeCommitment(desk, commitmentId, 1),
  ];
  for (const work of works) expect(await code(work())).toBe('platform.forbidden');
});
