import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { viewCertification } from '#modules/community/certificates';
import {
  addFile,
  commentOnIdea,
  makePlan,
  movePhase,
  movePlan,
  openBoard,
  proposeProgram,
  proposalForm,
  writeIdea,
} from '#modules/community/ideas';
import { makeWorkshop } from '#modules/community/ideas/testing';
import { carryOutRequest, makeRequest } from '#modules/people/members';
import { deliverToGuests } from '#modules/people/notifications/testing';
import { addSpeaker, changeState, enrol, enrolmentsOf, forgetGuest, viewTicket } from '#modules/community/programs';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import {
  answerQuestionnaire,
  createQuestionnaire,
  getPlacement,
  keyOfNewEnrolment,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import { shortEvaluation } from '#modules/community/questionnaires/testing';
import type { Ctx } from '#platform/context';
import { personalData, retention } from '../src/entrypoints/personal-data.ts';
import { testSecrets } from './support/bare-services.ts';
import { DOCUMENTS, findWords } from './support/find-words.ts';
import { holdRow, isFree } from './support/held-row.ts';
import { TEST_NOW, useTestDb } from './support/test-db.ts';

const t = useTestDb();
let libraryId = 0;
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });
/** Of all that is kept by a word of its module, official documents alone may go on naming a person. */
const undeclared = async (words: string[]): Promise<string[]> =>
  (await findWords(t.db, words)).filter((place) => !DOCUMENTS.includes(place));
/** A photograph of one point. */
const PHOTO = new Blob([
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
]);

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
beforeEach(() => t.clock.set(TEST_NOW));

/** A guest who wrote an idea and a comment, plans something with a photograph, and answered by name. */
async function busyGuest(name: string, contact: string, phone = '0812-3456-7890') {
  const { programId, sessionId } = await makeWorkshop(t.db, { libraryId });
  const { ticket, id } = await enrol(t.ctx(), { programId, name, contact, institution: 'Taman Baca' });
  const hand = { ticket };
  const boardId = await openBoard(t.ctx(), sessionId, { question: 'Bagaimana?' });
  await movePhase(t.ctx(), boardId, { phase: 'share' });
  const ideaId = await writeIdea(anonymous(), boardId, { text: `Buka hari Sabtu, tanya ${name}` }, hand);
  await commentOnIdea(anonymous(), ideaId, { text: `Saya setuju (${name.toUpperCase()}, ${phone})` }, hand);
  await movePhase(t.ctx(), boardId, { phase: 'commit' });
  const planId = await makePlan(
    anonymous(),
    programId,
    { activity: `Buka Sabtu bersama ${name}`, goal: `WA ${phone}`, ideaId, libraryId },
    hand,
  );
  await addFile(anonymous(), t.storage, { planId, title: `Pembukaan oleh ${name}`, file: PHOTO }, hand);
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Evaluasi', content: shortEvaluation });
  const placementId = await placeQuestionnaire(t.ctx(), {
    ...{ questionnaireId, libraryId, programId, role: 'evaluation', audience: 'participants', privacy: 'named' },
    opensAt: new Date('2026-11-20T00:00:00+07:00'),
  });
  const { code } = await getPlacement(t.ctx(), placementId);
  const key = await keyOfNewEnrolment(t.ctx(), id);
  await answerQuestionnaire(anonymous(), t.storage, {
    code,
    answers: { materi: '3', pesan: `Terima kasih. ${name}, ${phone}` },
    key,
  });
  return { programId, enrolmentId: id, ticket, hand, planId, placementId, ideaId };
}
const evidence = async (): Promise<string[]> =>
  (await t.db.selectFrom('actionPlanEvidence').select('fileKey').execute()).flatMap(({ fileKey }) => fileKey ?? []);

test('a guest who asks by the ticket stands nowhere any more; the seat goes on, and no certificate is made out to nobody', async () => {
  const words = ['Wulansari Kinasih', 'wulan@contoh.example', '0812-3456-7890'];
  const { programId, ticket, enrolmentId, ideaId } = await busyGuest(words[0] ?? '', words[1] ?? '');
  expect((await findWords(t.db, words)).length).toBeGreaterThan(4);
  await forgetGuest(anonymous(), personalData, ticket);
  expect(await undeclared(words)).toEqual([]);
  // what others voted for stays, without what says who wrote it
  const { text } = await t.db.selectFrom('idea').select('text').where('id', '=', ideaId).executeTakeFirstOrThrow();
  expect(text).toBe('Buka hari Sabtu, tanya …');
  await expect(viewTicket(anonymous(), ticket)).rejects.toMatchObject({ code: 'programs.enrolment_not_found' });
  await expect(forgetGuest(anonymous(), personalData, ticket)).rejects.toMatchObject({
    code: 'programs.enrolment_not_found',
  });
  expect((await enrolmentsOf(t.ctx(), programId)).find(({ id }) => id === enrolmentId)).toMatchObject({
    status: 'cancelled',
    name: '',
  });
  await t.db
    .updateTable('programEnrolment')
    .set({ status: 'confirmed', endedAt: null })
    .where('id', '=', enrolmentId)
    .execute();
  expect((await viewCertification(t.ctx(), programId)).candidates).toEqual([]);
});

test('a member who is erased stands in nothing that they wrote, answered or planned, nor in what others were told of it', async () => {
  const words = ['Kusumaningtyas', 'kusuma@contoh.example', '0813 7777 8888'];
  const number = await makeMember(t.ctx(), {
    ...{ number: 'K77', fullName: 'Kusumaningtyas Ayu', homeLibrary: 'KOTA', email: 'kusuma@contoh.example' },
  });
  const { id: memberId } = await t.db
    .selectFrom('member')
    .select('id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const self = t.ctx({ kind: 'member', id: memberId, number, name: 'Kusumaningtyas Ayu', sessionId: 1 });
  const { programId, sessionId } = await makeWorkshop(t.db, { libraryId });
  await makeParticipant(t.ctx(), programId, { memberNumber: number });
  const boardId = await openBoard(t.ctx(), sessionId, { question: 'Bagaimana?' });
  await movePhase(t.ctx(), boardId, { phase: 'share' });
  const ideaId = await writeIdea(self, boardId, { text: 'Kelas batik oleh Kusumaningtyas' }, {});
  const named = { text: 'kusumaningtyas ayu, 0813 7777 8888' };
  await commentOnIdea(self, ideaId, named, {});
  await movePhase(t.ctx(), boardId, { phase: 'commit' });
  const planId = await makePlan(self, programId, { activity: 'Kelas Kusumaningtyas', ideaId, libraryId }, {});
  await movePlan(self, planId, { status: 'stopped', reason: 'Kusumaningtyas Ayu sakit', obstacle: 'time' }, {});
  const { id: requestId } = await makeRequest(t.ctx(), number, { kind: 'erase' });
  await carryOutRequest({ ...t.ctx(), libraryId }, { personalData, storage: t.storage }, requestId);
  expect(await undeclared(words)).toEqual([]);
});

test('a member asks on the page of the account, not by a ticket', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  await makeMember(t.ctx(), { number: 'A9', fullName: 'Siti Aminah', homeLibrary: 'KOTA' });
  const { ticket } = await makeParticipant(t.ctx(), id, { memberNumber: 'A9' });
  await expect(forgetGuest(anonymous(), personalData, ticket)).rejects.toMatchObject({ code: 'programs.is_member' });
});

test('when a guardian is erased the child keeps the seat, and nothing says by whom', async () => {
  const guardian = await makeMember(t.ctx(), { number: 'WALI', fullName: 'Darmawati Lestari', homeLibrary: 'KOTA' });
  const member = await t.db.selectFrom('member').select('id').where('number', '=', guardian).executeTakeFirstOrThrow();
  const self = t.ctx({ kind: 'member', id: member.id, number: 'WALI', name: 'Darmawati Lestari', sessionId: 1 });
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { capacity: 2 } });
  const child = await enrol(self, { programId: id, name: 'Bima', forChild: true, guardianConsent: true });
  const own = await enrol(self, { programId: id });
  const { id: requestId } = await makeRequest(t.ctx(), 'WALI', { kind: 'erase' });
  await carryOutRequest({ ...t.ctx(), libraryId }, { personalData, storage: t.storage }, requestId);
  const left = await enrolmentsOf(t.ctx(), id);
  expect(left.find((one) => one.id === child.id)).toMatchObject({
    status: 'confirmed',
    name: 'Bima',
    guardianName: '',
  });
  expect(left.find((one) => one.id === own.id)).toMatchObject({ status: 'cancelled', name: '' });
  expect(await undeclared(['Darmawati Lestari'])).toEqual([]);
});

test('an erasure waits for the programmes before it holds the member, as whoever enrols does', async () => {
  const number = await makeMember(t.ctx(), { number: 'A10', fullName: 'Ratih', homeLibrary: 'KOTA' });
  const { id: memberId } = await t.db
    .selectFrom('member')
    .select('id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const self = t.ctx({ kind: 'member', id: memberId, number, name: 'Ratih', sessionId: 1 });
  const { id } = await makeProgram(t.ctx(), libraryId);
  await enrol(self, { programId: id });
  const { id: requestId } = await makeRequest(t.ctx(), number, { kind: 'erase' });
  const held = await holdRow(t, 'program', id);
  const erasing = carryOutRequest({ ...t.ctx(), libraryId }, { personalData, storage: t.storage }, requestId);
  await held.waitedFor(1);
  expect(await isFree(t, 'member', memberId)).toBe(true);
  await held.letGo();
  await erasing;
  expect(await undeclared(['Ratih'])).toEqual([]);
});

test('when its time is over retention reaches everybody, also where nothing ended, and takes the photographs', async () => {
  const words = ['Prabaningrum', 'praba@contoh.example', 'Ki Narasumber', 'narasumber@contoh.example', 'Pengusul Jaya'];
  const { planId, hand, placementId } = await busyGuest('Prabaningrum', 'praba@contoh.example', '0815 1111 2222');
  words.push('0815 1111 2222');
  await movePlan(anonymous(), planId, { status: 'done' }, hand);
  // one whose plan goes on, one in a programme that never had a session, a speaker, and a proposal that nobody answered
  await busyGuest('Prabaningrum Muda', 'muda.praba@contoh.example');
  const { id } = await makeProgram(t.ctx(), libraryId);
  await enrol(anonymous(), { programId: id, name: 'Prabaningrum Tua', contact: 'tua.praba@contoh.example' });
  const speaker = { name: 'Ki Narasumber', email: 'narasumber@contoh.example' };
  await addSpeaker(t.ctx(), id, speaker);
  await t.db.deleteFrom('programSession').where('programId', '=', id).execute();
  await changeState(t.ctx(), id, 'cancelled', 'Tidak jadi');
  const { token } = await proposalForm(anonymous(), testSecrets);
  await proposeProgram(anonymous(), testSecrets, {
    ...{
      token,
      proof: '',
      ip: '192.0.2.1',
      libraryId,
      title: 'Kelas batik',
      description: 'Belajar membatik dengan Pengusul Jaya',
    },
    ...{ audience: 'all', name: 'Pengusul Jaya', email: '' },
  });
  const files = await evidence();
  expect(files.length).toBeGreaterThanOrEqual(2);
  const years = new Date('2031-01-01T00:00:00+07:00');
  t.clock.set(years.toISOString());
  // twice: what one class lets go of the other finds by it
  for (let night = 0; night < 2; night += 1) {
    for (const one of retention) await one.clear({ ...t.ctx({ kind: 'system', name: 'uji' }) }, years, t.storage);
  }
  // what guests were not told in time is not told any more, and its address goes at the next round of messages
  await deliverToGuests(t, 'smtp://127.0.0.1:1');
  // the name of a speaker stands on the programme
  expect((await undeclared(words)).filter((place) => place !== 'program_speaker.name')).toEqual([]);
  // what was chosen stays as a figure
  const answers = await t.db
    .selectFrom('questionnaireResponse')
    .select('answers')
    .where('placementId', '=', placementId)
    .execute();
  expect(answers).toEqual([{ answers: { materi: '3' } }]);
  expect(await evidence()).toEqual([]);
  for (const key of files) await expect(t.storage.size(key)).rejects.toMatchObject({ code: 'ENOENT' });
});
