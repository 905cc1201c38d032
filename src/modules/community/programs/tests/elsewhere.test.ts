import { beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { endLink, linkChild } from '#modules/people/members';
import {
  addSpeaker,
  cancelEnrolment,
  changeProgram,
  changeSpeaker,
  changeState,
  createProgram,
  enrol,
  invitedSpeakers,
  inviteSpeaker,
  noteSpeakerAnswer,
  ownEnrolments,
  removeSpeaker,
  sendTicketAgain,
  viewSpeakerPage,
  viewTicket,
} from '#modules/community/programs';
import { remindParticipants } from '#modules/community/programs/testing';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import type { Ctx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let libraryId = 0;
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await t.db.deleteFrom('notification').execute();
  await t.db.deleteFrom('guestMessage').execute();
});
const mails = async () => {
  const rows = await t.db
    .selectFrom('guestMessage')
    .select(['email', 'topic', 'params'])
    .where('state', '=', 'pending')
    .orderBy('id')
    .execute();
  return rows.map(({ email, topic, params }) => [
    email,
    z.object({ news: z.string().optional() }).parse(params).news ?? topic,
  ]);
};

test('whoever asks for their ticket of what was called off reads that it does not take place, not that the seat is sure', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  await makeParticipant(t.ctx(), id, { name: 'Eko', contact: 'eko@example.org' });
  await changeState(t.ctx(), id, 'cancelled', 'Narasumber sakit');
  await t.db.deleteFrom('guestMessage').execute();
  const program = await t.db.selectFrom('program').select('slug').where('id', '=', id).executeTakeFirstOrThrow();
  await sendTicketAgain(anonymous(), testSecrets, program.slug, { contact: 'eko@example.org' }, null);
  expect(await mails()).toEqual([['eko@example.org', 'program_cancelled']]);
});

test('an invitation that waits goes to the address that was put right, not to the wrong one', async () => {
  const programId = await createProgram(t.ctx(), libraryId, { kind: 'seminar', title: 'Seminar alamat' });
  const id = await addSpeaker(t.ctx(), programId, { name: 'Laksmi', email: 'laksmi@salah.example' });
  await inviteSpeaker(t.ctx(), id, 0);
  await changeSpeaker(t.ctx(), id, { name: 'Laksmi', email: 'laksmi@benar.example' });
  expect(await mails()).toEqual([['laksmi@benar.example', 'speaker_invitation']]);
  expect(await invitedSpeakers(t.ctx(), programId)).toMatchObject([{ delivery: 'pending' }]);
});

test('a link that went to a wrong address is none once the address is put right; a new one is sent, once', async () => {
  const programId = await createProgram(t.ctx(), libraryId, { kind: 'seminar', title: 'Seminar tautan' });
  const id = await addSpeaker(t.ctx(), programId, { name: 'Laksmi', email: 'laksmi@salah.example' });
  const look = async () => {
    const [speaker] = await invitedSpeakers(t.ctx(), programId);
    if (!speaker) throw new Error('there is a speaker');
    return speaker;
  };
  const sent = async () => {
    const done = { state: 'sent', finishedAt: t.clock.now(), email: null, params: null };
    await t.db.updateTable('guestMessage').set(done).execute();
  };
  const opens = async (token: string) => outcome(viewSpeakerPage(anonymous(), { token, ip: '192.0.2.77' }));
  await inviteSpeaker(t.ctx(), id, 0);
  await sent();
  const before = await look();
  const right = { name: 'Laksmi', email: 'laksmi@benar.example' };
  expect(await changeSpeaker(t.ctx(), id, right)).toBe('invited_again');
  const after = await look();
  expect(after).toMatchObject({ sentCount: 2, delivery: 'pending' });
  expect(await mails()).toEqual([['laksmi@benar.example', 'speaker_invitation']]);
  expect(await opens(before.token)).toBe('programs.speaker_not_found');
  expect(await opens(after.token)).toBe('done');
  const waiting = await t.db.selectFrom('guestMessage').select('path').where('state', '=', 'pending').execute();
  expect(waiting).toEqual([{ path: `/kegiatan/undangan/${after.token}` }]);
  // a name or a letter's case changes no link, and nothing is sent
  const written = { name: 'Laksmi Dewi', email: 'Laksmi@Benar.example' };
  expect(await changeSpeaker(t.ctx(), id, written)).toBe('saved');
  expect(await look()).toMatchObject({ token: after.token, sentCount: 2 });
  await sent();
  // who has said no is not asked again; who had no address keeps the link that was handed on
  await noteSpeakerAnswer(t.ctx(), id, 'declined');
  expect(await changeSpeaker(t.ctx(), id, { name: 'Laksmi', email: 'baru@benar.example' })).toBe('link_renewed');
  expect((await look()).sentCount).toBe(2);
  expect(await changeSpeaker(t.ctx(), id, { name: 'Laksmi', email: '' })).toBe('link_renewed');
  const { token } = await look();
  expect(await changeSpeaker(t.ctx(), id, right)).toBe('saved');
  expect((await look()).token).toBe(token);
});

test('a speaker who was asked and is taken out is told that they need not come', async () => {
  const programId = await createProgram(t.ctx(), libraryId, { kind: 'seminar', title: 'Seminar tanpa Laksmi' });
  const id = await addSpeaker(t.ctx(), programId, { name: 'Laksmi', email: 'laksmi@example.org' });
  await inviteSpeaker(t.ctx(), id, 0);
  await t.db.deleteFrom('guestMessage').execute();
  await removeSpeaker(t.ctx(), id);
  expect(await mails()).toEqual([['laksmi@example.org', 'not_needed']]);
});

test('who looks after a child no longer is not told where it will be, and cannot give its seat away', async () => {
  const person = async (number: string, more: object = {}) => {
    await makeMember(t.ctx(), { number, fullName: `Nama ${number}`, homeLibrary: 'KOTA', ...more });
    const { id } = await t.db.selectFrom('member').select('id').where('number', '=', number).executeTakeFirstOrThrow();
    return { id, ctx: t.ctx({ kind: 'member', id, number, name: `Nama ${number}`, sessionId: id }) };
  };
  const guardian = await person('WALI');
  const child = await person('ANAK');
  await t.db.updateTable('member').set({ birthDate: '2016-05-05' }).where('id', '=', child.id).execute();
  await t.db.updateTable('member').set({ birthDate: '1980-05-05' }).where('id', '=', guardian.id).execute();
  await linkChild(t.ctx(), 'WALI', { child: 'ANAK', relation: 'ayah', channel: 'desk' });
  const { id: programId } = await makeProgram(t.ctx(), libraryId);
  const seat = await enrol(guardian.ctx, { programId, childNumber: 'ANAK' });
  await endLink(t.ctx(), 'WALI', 'ANAK');
  await t.db.deleteFrom('notification').execute();
  expect(await ownEnrolments(guardian.ctx)).toEqual([]);
  expect(await outcome(cancelEnrolment(guardian.ctx, { id: seat.id }))).toBe('programs.enrolment_not_found');
  await remindParticipants(t.ctx());
  const told = await t.db.selectFrom('notification').select('memberId').execute();
  expect(told).toEqual([{ memberId: child.id }]);
  await cancelEnrolment(child.ctx, { id: seat.id });
});

test('what was published does not become a template: people who enrolled would lose it without a word', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { title: 'Kelas batik' } });
  const { ticket } = await makeParticipant(t.ctx(), id, { name: 'Eko', contact: 'eko@example.org' });
  const terms = { kind: 'workshop', title: 'Kelas batik', isTemplate: true } as const;
  expect(await outcome(changeProgram(t.ctx(), id, terms))).toBe('programs.published_once');
  expect((await viewTicket(anonymous(), ticket)).program).toMatchObject({ isTemplate: false, state: 'published' });
  const draft = await createProgram(t.ctx(), libraryId, { kind: 'workshop', title: 'Kelas jumputan' });
  await changeProgram(t.ctx(), draft, { ...terms, title: 'Kelas jumputan' });
});
