import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { ideaNews } from '#modules/community/ideas/notices';
import { makeMember } from '#modules/lending/circulation/testing';
import { endLink, linkChild } from '#modules/people/members';
import { aLibrary } from '#modules/people/members/testing';
import { tellGuest } from '#modules/people/notifications';
import { aboutGuestsOf, changeState, enrol } from '#modules/community/programs';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import {
  answerQuestionnaire,
  changeContent,
  closePlacement,
  createQuestionnaire,
  enterPaper,
  getPlacement,
  getQuestionnaire,
  keepDraft,
  keyOfNewEnrolment,
  openForm,
  placeQuestionnaire,
  viewResults,
} from '#modules/community/questionnaires';
import {
  closePairs,
  removeErasedFiles,
  takeBackCalledOff,
  tellWhoMayAnswer,
  type PlacementInput,
} from '#modules/community/questionnaires/testing';
import { SHARED_ADDRESS } from '#platform/requests/rate-limit';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { aWorkshop, shortEvaluation, shortTest, someSheets, type TestWorkshop } from '../testing.ts';
import { questionnairesPersonalData } from '../personal-data.ts';

// What an act of questionnaires touches elsewhere (decision 123).

const t = useTestDb();
let workshop: TestWorkshop;
const opensAt = new Date('2026-11-20T00:00:00+07:00');
const anonymous = () => t.ctx({ kind: 'anonymous' });

beforeEach(async () => {
  t.clock.set(TEST_NOW);
  workshop = await aWorkshop(t, 6);
});

const make = async (content = shortEvaluation): Promise<number> =>
  createQuestionnaire(t.ctx(), workshop.libraryId, { name: 'Evaluasi', content });
const placing = (questionnaireId: number, more: Partial<PlacementInput> = {}): PlacementInput => ({
  ...{ questionnaireId, libraryId: workshop.libraryId, programId: workshop.programId },
  ...{ role: 'survey', audience: 'participants', privacy: 'anonymous', opensAt },
  ...more,
});
async function place(more: Partial<PlacementInput> = {}, content = shortEvaluation) {
  const id = await placeQuestionnaire(t.ctx(), placing(await make(content), more));
  return getPlacement(t.ctx(), id);
}

test('closing takes back what guests were not told of it, and nothing else that waits for them', async () => {
  const { programId, libraryId } = workshop;
  const { ticket } = await makeParticipant(t.ctx(), programId, { name: 'Tamu', contact: 'tamu@example.org' });
  const { id } = await place();
  await tellWhoMayAnswer(t.ctx());
  await t.db.transaction().execute(async (trx) =>
    tellGuest(trx, t.ctx(), ideaNews, {
      params: { title: 'Buka malam', news: 'done', activity: 'Buka Sabtu', library: 'Pusat', reason: '' },
      ...{ libraryId, key: `uji:${programId}`, about: aboutGuestsOf(programId), to: 'tamu@example.org', name: 'Tamu' },
      ...{ language: 'id', path: `/kegiatan/tiket/${ticket}`, expiresAt: null },
    }),
  );
  await closePlacement(t.ctx(), id);
  const rows = await t.db
    .selectFrom('guestMessage')
    .select(['topic', 'state'])
    .where('about', '=', aboutGuestsOf(programId))
    .where('topic', 'in', ['idea', 'questionnaire'])
    .orderBy('topic')
    .execute();
  expect(rows).toEqual([
    { topic: 'idea', state: 'pending' },
    { topic: 'questionnaire', state: 'cancelled' },
  ]);
});

test('staff of another library ask nobody else’s participants, place nobody else’s questionnaire and join nobody else’s test', async () => {
  const { id: school } = await aLibrary(t.ctx(), 'SD-9');
  const staff = t.ctx({ grants: [{ libraryId: school, permissions: ['questionnaires.manage', 'responses.read'] }] });
  const theirs = await createQuestionnaire(staff, school, { name: 'Milik sekolah', content: shortEvaluation });
  const service = { programId: null, service: 'Meja', audience: 'anyone', libraryId: school } as const;
  const tried = async (input: PlacementInput) => outcome(placeQuestionnaire(staff, input));
  expect(await tried(placing(theirs, { libraryId: school, privacy: 'named' }))).toBe('platform.forbidden');
  expect(await tried(placing(await make(), service))).toBe('platform.forbidden');
  const before = await place({ role: 'pre', privacy: 'paired' }, shortTest);
  const after = { ...service, audience: 'members', role: 'post', privacy: 'paired', pairWith: before.id } as const;
  expect(await tried(placing(before.questionnaire.id, after))).toBe('platform.forbidden');
  expect(await tried(placing(theirs, service))).toBe('done');
});

test('a test after is not joined to a test before that is being closed: it would be open, and refuse every answer', async () => {
  const before = await place({ role: 'pre', privacy: 'paired' }, shortTest);
  const held = await holdRow(t, 'questionnaire_pair', before.pairId ?? 0);
  const closing = closePlacement(t.ctx(), before.id);
  await held.waitedFor(1);
  const joined = outcome(
    placeQuestionnaire(
      t.ctx(),
      placing(before.questionnaire.id, { role: 'post', privacy: 'paired', pairWith: before.id }),
    ),
  );
  await held.waitedFor(2);
  await held.letGo();
  await closing;
  expect(await joined).toBe('questionnaires.closed');
});

test('whoever places a questionnaire without names while somebody adds a file to it asks for no file', async () => {
  const id = await make();
  const before = await getQuestionnaire(t.ctx(), id);
  const held = await holdRow(t, 'questionnaire_version', before.versionId);
  const content = {
    ...shortEvaluation,
    questions: [...shortEvaluation.questions, { id: 'foto', kind: 'file' as const, label: 'Foto rak' }],
  };
  const changing = changeContent(t.ctx(), { ...before, content });
  await held.waitedFor(1);
  const placed = outcome(placeQuestionnaire(t.ctx(), placing(id, { opensAt: new Date('2026-12-20T00:00:00+07:00') })));
  await held.waitedFor(2);
  await held.letGo();
  await changing;
  expect(await placed).toBe('questionnaires.file_needs_name');
});

test('who is forgotten is answered for no more: neither by a key that was sent, nor by a sheet that was printed', async () => {
  const { id: enrolmentId } = await makeParticipant(t.ctx(), workshop.programId, {
    ...{ name: 'Tamu', contact: 'tamu@example.org' },
  });
  const key = await keyOfNewEnrolment(t.ctx(), enrolmentId);
  const { id, code } = await place({ privacy: 'named' });
  const [sheet = ''] = await someSheets(t, [id], { enrolmentId });
  // the seat itself stays where the programme is over
  await t.db.transaction().execute(async (trx) => questionnairesPersonalData.eraseGuest?.(trx, t.ctx(), enrolmentId));
  const answers = { materi: '3', pesan: 'Saya Tamu' };
  expect(await outcome(answerQuestionnaire(anonymous(), t.storage, { code, key, answers }))).toBe(
    'questionnaires.needs_key',
  );
  expect(await outcome(enterPaper(t.ctx(), { placementId: id, sheet, answers }))).toBe('questionnaires.sheet_unknown');
});

test('results without names are the same before and after somebody is erased: they would tell whether that person answered', async () => {
  const { id, code } = await place();
  for (const { ctx } of workshop.participants) {
    await answerQuestionnaire(ctx, t.storage, { code, answers: { materi: '3' } });
  }
  await closePlacement(t.ctx(), id);
  const before = await viewResults(t.ctx(), id);
  const [gone] = workshop.participants;
  await t.db.transaction().execute(async (trx) => questionnairesPersonalData.erase(trx, t.ctx(), gone?.memberId ?? 0));
  expect(await viewResults(t.ctx(), id)).toEqual(before);
});

test('a file is answered by a file, not by the name of one', async () => {
  const asks = {
    title: 'Bukti',
    questions: [{ id: 'bukti', kind: 'file' as const, label: 'Foto', required: true }],
  };
  const { code } = await place({ privacy: 'named' }, asks);
  const [one] = workshop.participants;
  const named = answerQuestionnaire(one?.ctx ?? anonymous(), t.storage, { code, answers: { bukti: 'foto.png' } });
  expect((await refusal(named)).fields).toEqual({ 'answers.bukti': 'required' });
});

test('an evaluation that was placed weeks before its programme is told when that is over', async () => {
  const { id } = await place({ role: 'evaluation', opensAt: new Date('2026-11-01T00:00:00+07:00') });
  await tellWhoMayAnswer(t.ctx());
  expect((await getPlacement(t.ctx(), id)).told).toBe(0);
  t.clock.set('2026-11-27T12:00:00+07:00');
  await tellWhoMayAnswer(t.ctx());
  expect((await getPlacement(t.ctx(), id)).told).toBe(6);
});

test('a test after that opens months after the programme is not closed by the clock before it opens', async () => {
  const before = await place({ role: 'pre', privacy: 'paired' }, shortTest);
  const after = placing(before.questionnaire.id, { role: 'post', privacy: 'paired', pairWith: before.id });
  const id = await placeQuestionnaire(t.ctx(), { ...after, opensAt: new Date('2027-02-01T00:00:00+07:00') });
  t.clock.set('2027-01-15T12:00:00+07:00');
  await closePairs(t.ctx());
  expect(await getPlacement(t.ctx(), id)).toMatchObject({ state: 'ahead', closedAt: null });
  t.clock.set('2027-03-03T00:00:00+07:00');
  await closePairs(t.ctx());
  expect((await getPlacement(t.ctx(), id)).state).toBe('closed');
});

test('what was to be told of a questionnaire is told to nobody once the programme is called off, nor by telephone', async () => {
  const { programId, participants } = workshop;
  await makeParticipant(t.ctx(), programId, { name: 'Tamu', contact: '+6281234567890' });
  await place();
  await tellWhoMayAnswer(t.ctx());
  await changeState(t.ctx(), programId, 'cancelled', 'Banjir');
  await takeBackCalledOff(t.ctx());
  const told = await t.db
    .selectFrom('notification')
    .select('withdrawnAt')
    .where('topic', '=', 'questionnaire')
    .where(
      'memberId',
      'in',
      participants.map(({ memberId }) => memberId),
    )
    .execute();
  expect(told.map(({ withdrawnAt }) => withdrawnAt === null)).toEqual(participants.map(() => false));
  const toCall = await t.db
    .selectFrom('guestMessage')
    .select('state')
    .where('about', '=', aboutGuestsOf(programId))
    .where('topic', '=', 'questionnaire')
    .execute();
  expect(toCall).toEqual([{ state: 'cancelled' }]);
});

test('the file of whoever is erased goes from the disk by night, also where named answers are kept without end', async () => {
  const questions = [{ id: 'bukti', kind: 'file' as const, label: 'Foto', required: true }];
  const { code } = await place({ privacy: 'named' }, { title: 'Bukti', questions });
  const [one] = workshop.participants;
  const body = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const files = [{ questionId: 'bukti', name: 'foto.png', body }];
  await answerQuestionnaire(one?.ctx ?? anonymous(), t.storage, { code, answers: {}, files });
  const { key } = await t.db.selectFrom('questionnaireFile').select('key').executeTakeFirstOrThrow();
  expect(await removeErasedFiles(t)).toBe(0);
  await t.db.transaction().execute(async (trx) => questionnairesPersonalData.erase(trx, t.ctx(), one?.memberId ?? 0));
  expect(await t.storage.size(key)).toBe(body.byteLength);
  expect(await removeErasedFiles(t)).toBe(1);
  await expect(t.storage.size(key)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('what waits to be told to a former guardian is told to the child instead; what went out went out', async () => {
  const { libraryId } = workshop;
  const person = async (number: string, birthDate: string) => {
    await makeMember(t.ctx(), { number, fullName: `Nama ${number}`, homeLibrary: 'KOTA' });
    const { id } = await t.db
      .updateTable('member')
      .set({ birthDate })
      .where('number', '=', number)
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, ctx: t.ctx({ kind: 'member', id, number, name: `Nama ${number}`, sessionId: id }) };
  };
  const guardian = await person('WALI2', '1980-05-05');
  const child = await person('ANAK2', '2016-05-05');
  await person('ANAK3', '2014-05-05');
  for (const number of ['ANAK2', 'ANAK3'])
    await linkChild(t.ctx(), 'WALI2', { child: number, relation: 'ayah', channel: 'desk' });
  const { id: programId } = await makeProgram(t.ctx(), libraryId);
  await t.db.deleteFrom('notification').execute();
  const seat = await enrol(guardian.ctx, { programId, childNumber: 'ANAK2' });
  const other = await enrol(guardian.ctx, { programId, childNumber: 'ANAK3' });
  const { id: placementId } = await place({ programId, role: 'pre' });
  await tellWhoMayAnswer(t.ctx());
  const told = async (): Promise<Map<string, string>> => {
    const whose = new Map([
      [guardian.id, 'guardian'],
      [child.id, 'child'],
    ]);
    const rows = await t.db.selectFrom('notification').select(['key', 'memberId']).execute();
    return new Map(
      rows.flatMap(({ key, memberId }) => (whose.has(memberId) ? [[key, whose.get(memberId) ?? '']] : [])),
    );
  };
  const keysOf = ({ id }: { id: number }) => [`program:${id}:confirmed`, `questionnaire:${placementId}:${id}`];
  const all = (whose: string, who: { id: number }): [string, string][] => keysOf(who).map((key) => [key, whose]);
  expect(await told()).toEqual(new Map([...all('guardian', seat), ...all('guardian', other)]));
  // they have been planned for the guardian already, and wait for the morning
  const now = t.clock.now();
  await t.db.updateTable('notification').set({ plannedAt: now }).execute();
  const waiting = { memberId: guardian.id, libraryId, channel: 'email', createdAt: now, nextAttemptAt: now };
  const { id: deliveryId } = await t.db
    .insertInto('delivery')
    .values(waiting)
    .returning('id')
    .executeTakeFirstOrThrow();
  const planned = await t.db.selectFrom('notification').select('id').where('memberId', '=', guardian.id).execute();
  const parts = planned.map(({ id }) => ({ notificationId: id, deliveryId, channel: 'email' }));
  await t.db.insertInto('deliveryNotification').values(parts).execute();
  await endLink(t.ctx(), 'WALI2', 'ANAK2');
  expect(await told()).toEqual(new Map([...all('child', seat), ...all('guardian', other)]));
  expect(await t.db.selectFrom('deliveryNotification').select('notificationId').execute()).toHaveLength(2);
  const again = await t.db.selectFrom('notification').select('plannedAt').where('memberId', '=', child.id).execute();
  expect(again).toEqual([{ plannedAt: null }, { plannedAt: null }]);
  // what has gone stays the guardian's
  await t.db.updateTable('delivery').set({ state: 'sent', claimedAt: now, finishedAt: now }).execute();
  await endLink(t.ctx(), 'WALI2', 'ANAK3');
  expect(await told()).toEqual(new Map([...all('child', seat), ...all('guardian', other)]));
});

test('a reminder that names no enrolment is not told to a former guardian, unless it may be meant for another child', async () => {
  const { id } = await t.db.selectFrom('library').select('id').where('code', '=', 'KOTA').executeTakeFirstOrThrow();
  const { id: programId } = await makeProgram(t.ctx(), id);
  for (const number of ['WALI4', 'ANAK4'])
    await makeMember(t.ctx(), { number, fullName: `Nama ${number}`, homeLibrary: 'KOTA' });
  const idOf = async (number: string) =>
    (await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id;
  const [guardianId, childId] = [await idOf('WALI4'), await idOf('ANAK4')];
  await t.db.updateTable('member').set({ birthDate: '1980-05-05' }).where('id', '=', guardianId).execute();
  await t.db.updateTable('member').set({ birthDate: '2016-05-05' }).where('id', '=', childId).execute();
  await linkChild(t.ctx(), 'WALI4', { child: 'ANAK4', relation: 'ibu', channel: 'desk' });
  const actor = { kind: 'member' as const, id: guardianId, number: 'WALI4', name: 'Nama WALI4', sessionId: guardianId };
  await enrol(t.ctx(actor), { programId, childNumber: 'ANAK4' });
  const { id: placementId } = await place({ programId, role: 'pre' });
  const about = `questionnaire_reminder:${placementId}`;
  const notice = {
    libraryId: id,
    memberId: guardianId,
    topic: 'questionnaire',
    params: '{}',
    createdAt: t.clock.now(),
  };
  await t.db
    .insertInto('notification')
    .values({ ...notice, key: 'uji:acak', about })
    .execute();
  await endLink(t.ctx(), 'WALI4', 'ANAK4');
  const { withdrawnAt } = await t.db
    .selectFrom('notification')
    .select('withdrawnAt')
    .where('key', '=', 'uji:acak')
    .executeTakeFirstOrThrow();
  expect(withdrawnAt).not.toBeNull();
});

test('what was called off is answered no more, by whatever code or key; a sheet of what took place before may still be entered', async () => {
  const [first] = workshop.participants;
  if (!first) throw new Error('the workshop has participants');
  const { id, code } = await place();
  const open = await place({ audience: 'anyone', privacy: 'anonymous' });
  const [sheet] = await someSheets(t, [id]);
  await changeState(t.ctx(), workshop.programId, 'cancelled', 'Banjir');
  const answers = { materi: '3' };
  const answering = { code, answers, key: first.key };
  expect(await outcome(answerQuestionnaire(anonymous(), t.storage, answering))).toBe('questionnaires.closed');
  expect(await outcome(answerQuestionnaire(first.ctx, t.storage, { code, answers }))).toBe('questionnaires.closed');
  expect(await outcome(answerQuestionnaire(anonymous(), t.storage, { code: open.code, answers }))).toBe(
    'questionnaires.closed',
  );
  expect(await openForm(anonymous(), { code, key: first.key })).toMatchObject({ access: 'closed' });
  expect(await outcome(keepDraft(anonymous(), { code, draftToken: 'rahasia', answers }))).toBe('questionnaires.closed');
  expect((await getPlacement(t.ctx(), id)).state).toBe('closed');
  expect(await outcome(enterPaper(t.ctx(), { placementId: id, answers, sheet: sheet ?? '' }))).toBe('done');
});

test('nobody tries out whose answers wait: so many tries from one network, and no more drafts than that', async () => {
  const { code } = await place({ audience: 'anyone' });
  const [ip, elsewhere] = ['192.0.2.41', '192.0.2.42'];
  const kept = { code, draftToken: 'milik-sendiri', answers: { materi: '3' } };
  await keepDraft(anonymous(), { ...kept, ip: elsewhere });
  const look = async (draftToken: string, from = ip) => openForm(anonymous(), { code, draftToken, ip: from });
  await look('coba-1');
  await t.db.updateTable('rateLimit').set({ hits: SHARED_ADDRESS.limit }).where('key', 'like', `%${ip}`).execute();
  expect(await outcome(look('coba-lagi'))).toBe('platform.too_many_requests');
  // nor is it told then which of them is right
  expect(await outcome(look('milik-sendiri'))).toBe('platform.too_many_requests');
  expect(await outcome(keepDraft(anonymous(), { ...kept, draftToken: 'baru', ip }))).toBe('platform.too_many_requests');
  // whoever has no draft yet may answer, and who stands elsewhere finds their own as often as they look
  expect(await outcome(openForm(anonymous(), { code, ip }))).toBe('done');
  expect((await look('milik-sendiri', elsewhere)).draft).toEqual({ materi: '3' });
  const { rows } = await sql<{ text: string }>`select to_jsonb(r)::text as text from rate_limit r`.execute(t.db);
  expect(rows.filter(({ text }) => text.includes(code))).toEqual([]);
});
