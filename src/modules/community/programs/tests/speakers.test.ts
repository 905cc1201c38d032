import { beforeAll, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import {
  addSessions,
  addSpeaker,
  answerInvitation,
  changeSession,
  changeState,
  correctSpeakerName,
  createProgram,
  forgetSpeakerAddress,
  invitedSpeakers,
  inviteSpeaker,
  noteSpeakerAnswer,
  removeSession,
  removeSpeaker,
  viewSpeakerPage,
  type InvitedSpeaker,
} from '#modules/community/programs';
import { deliverToGuests } from '#modules/people/notifications/testing';
import type { Ctx } from '#platform/context';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { toTheSecond } from '../../../../../tests/support/to-the-second.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { programLinkRetention } from '../personal-data.ts';

const t = useTestDb();
let libraryId = 0;
let made = 0;
const now = new Date(TEST_NOW);
const at = (time: string, day = '2026-12-03'): Date => new Date(`${day}T${time}:00+07:00`);
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  await t.db.deleteFrom('guestMessage').execute();
});

const lecture = { title: 'Kode QR di rak', format: 'lecture' as const, room: 'Aula', jp: 3 };

/** A draft with one session of one speaker, two weeks ahead. */
async function aTalk(speaker: { email?: string; language?: 'id' | 'en' } = {}) {
  made += 1;
  const programId = await createProgram(t.ctx(), libraryId, { kind: 'seminar', title: `Seminar ${made}` });
  const email = `laksmi${made}@example.org`;
  const speakerId = await addSpeaker(t.ctx(), programId, { name: 'Laksmi', title: 'Dosen', email, ...speaker });
  const session = { ...lecture, startsAt: at('08:00'), endsAt: at('10:15'), speakerIds: [speakerId] };
  const [sessionId = 0] = await addSessions(t.ctx(), programId, session);
  return { programId, speakerId, sessionId, session };
}
async function look(programId: number, id: number): Promise<InvitedSpeaker> {
  const found = (await invitedSpeakers(t.ctx(), programId)).find((one) => one.id === id);
  if (!found) throw new Error('no such speaker');
  return found;
}
const linkOf = async (about: { programId: number; speakerId: number }, ip = `192.0.2.${made}`) => ({
  token: (await look(about.programId, about.speakerId)).token,
  ip,
});
const told = async (): Promise<string[]> =>
  (await t.db.selectFrom('guestMessage').select('key').orderBy('id').execute()).map(({ key }) => key);

test('an invitation goes out with sessions, time, place, JP, contact and the link; pressed twice, once', async () => {
  const smtp = await startMailServer();
  try {
    const { programId, speakerId } = await aTalk();
    expect(await look(programId, speakerId)).toMatchObject({ sentCount: 0, delivery: null, invitedAt: null });
    const twice = await Promise.all([inviteSpeaker(t.ctx(), speakerId, 0), inviteSpeaker(t.ctx(), speakerId, 0)]);
    expect(twice.toSorted()).toEqual([false, true]);
    expect(await look(programId, speakerId)).toMatchObject({ sentCount: 1, delivery: 'pending' });
    await deliverToGuests(t, smtp.url);
    const speaker = await look(programId, speakerId);
    expect(speaker).toMatchObject({ delivery: 'sent', answer: null });
    expect([toTheSecond(speaker.invitedAt), toTheSecond(speaker.sentAt)]).toEqual([now, now]);
    expect(smtp.mails).toHaveLength(1);
    const [mail] = smtp.mails;
    expect(mail?.to).toEqual([speaker.email]);
    expect(mail?.subject).toBe(`Undangan: Seminar ${made}`);
    for (const part of [
      'sebagai narasumber',
      '- Kode QR di rak; Kamis, 3 Desember 2026, 08.00–10.15 WIB; Aula',
      'Tempat: Perpustakaan Kota',
      '3 JP',
      'Ada pertanyaan? Perpustakaan Kota',
      `https://perpus.example.org/kegiatan/undangan/${speaker.token}`,
    ])
      expect(mail?.text).toContain(part);
    expect(await inviteSpeaker(t.ctx(), speakerId, 1)).toBe(true);
    await deliverToGuests(t, smtp.url);
    expect(smtp.mails[1]?.subject).toBe(`Pengingat undangan: Seminar ${made}`);
  } finally {
    await smtp.stop();
  }
});

test('in English where the speaker reads English', async () => {
  const smtp = await startMailServer();
  try {
    const { speakerId } = await aTalk({ language: 'en' });
    await inviteSpeaker(t.ctx(), speakerId, 0);
    await deliverToGuests(t, smtp.url);
    expect(smtp.mails[0]?.text).toContain('We invite you as a speaker');
    expect(smtp.mails[0]?.text).toContain('https://perpus.example.org/en/kegiatan/undangan/');
  } finally {
    await smtp.stop();
  }
});

test('nobody is invited without an address, to what is over, or by staff of another library', async () => {
  const without = await aTalk({ email: '' });
  await expect(inviteSpeaker(t.ctx(), without.speakerId, 0)).rejects.toMatchObject({ code: 'programs.no_address' });
  const { programId, speakerId } = await aTalk();
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['programs.manage'] }] });
  await expect(inviteSpeaker(elsewhere, speakerId, 0)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await changeState(t.ctx(), programId, 'cancelled', 'Hujan');
  await expect(inviteSpeaker(t.ctx(), speakerId, 0)).rejects.toMatchObject({ code: 'programs.invitation_over' });
  expect(await told()).toEqual([]);
});

test('by the link a speaker sees their own sessions, also of a draft, and says yes or no with a word of reason', async () => {
  const about = await aTalk();
  const { programId, speakerId } = about;
  await addSessions(t.ctx(), programId, {
    ...lecture,
    title: 'Punya orang lain',
    startsAt: at('13:00'),
    endsAt: at('14:00'),
  });
  const link = await linkOf(about);
  const page = await viewSpeakerPage(anonymous(), link);
  expect(page.own.map(({ title }) => title)).toEqual(['Kode QR di rak']);
  expect(page).toMatchObject({ jp: 3, open: true, contact: 'Perpustakaan Kota' });
  await answerInvitation(anonymous(), link, { answer: 'declined', note: 'Mengajar hari itu' });
  const declined = await look(programId, speakerId);
  expect(declined).toMatchObject({ answer: 'declined', answeredBy: 'speaker', answerNote: 'Mengajar hari itu' });
  expect([toTheSecond(declined.answeredAt), toTheSecond(declined.invitedAt)]).toEqual([now, now]);
  await answerInvitation(anonymous(), link, { answer: 'accepted' });
  expect(await look(programId, speakerId)).toMatchObject({ answer: 'accepted', answerNote: '' });
  await noteSpeakerAnswer(t.ctx(), speakerId, 'declined');
  expect(await look(programId, speakerId)).toMatchObject({ answer: 'declined', answeredBy: 'staff' });
});

test('no answer is taken once the programme is over; the address can go then, not before', async () => {
  const about = await aTalk();
  const link = await linkOf(about);
  await answerInvitation(anonymous(), link, { answer: 'accepted', note: 'Saya bawa laptop' });
  await expect(forgetSpeakerAddress(anonymous(), link)).rejects.toMatchObject({ code: 'programs.invitation_open' });
  for (const next of ['published', 'running', 'closed'] as const) await changeState(t.ctx(), about.programId, next);
  const late = answerInvitation(anonymous(), link, { answer: 'declined' });
  await expect(late).rejects.toMatchObject({ code: 'programs.invitation_over' });
  await forgetSpeakerAddress(anonymous(), link);
  const kept = await look(about.programId, about.speakerId);
  expect(kept).toMatchObject({ name: 'Laksmi', email: '', answerNote: '', answer: 'accepted' });
});

test('a speaker corrects the name that papers will have, but takes nobody else’s', async () => {
  const about = await aTalk();
  await addSpeaker(t.ctx(), about.programId, { name: 'Arif Setiawan' });
  const link = await linkOf(about);
  await correctSpeakerName(anonymous(), link, { name: 'Dr. Laksmi Nugraheni', title: 'Dosen, Universitas Brawijaya' });
  const { own } = await viewSpeakerPage(anonymous(), link);
  expect(own[0]?.speakers).toMatchObject([{ name: 'Dr. Laksmi Nugraheni', title: 'Dosen, Universitas Brawijaya' }]);
  const taken = correctSpeakerName(anonymous(), link, { name: 'Arif Setiawan' });
  await expect(taken).rejects.toMatchObject({ code: 'programs.speaker_taken' });
});

test('nobody tries out links: attempts of an address are counted, and a wrong one shows nothing', async () => {
  const guess = { token: '0'.repeat(32), ip: '198.51.100.9' };
  for (let nth = 0; nth < 120; nth += 1) {
    await expect(viewSpeakerPage(anonymous(), guess)).rejects.toMatchObject({ code: 'programs.speaker_not_found' });
  }
  const about = await aTalk();
  const link = await linkOf(about, guess.ip);
  const refused = { code: 'platform.too_many_requests' };
  await expect(viewSpeakerPage(anonymous(), link)).rejects.toMatchObject(refused);
  await expect(answerInvitation(anonymous(), link, { answer: 'accepted' })).rejects.toMatchObject(refused);
  await expect(viewSpeakerPage(anonymous(), await linkOf(about))).resolves.toBeDefined();
});

test('who was asked is told when their session moves, is given to them or taken, or the programme does not take place', async () => {
  const { programId, speakerId, sessionId, session } = await aTalk();
  const other = await addSpeaker(t.ctx(), programId, { name: 'Arif', email: 'arif@example.org' });
  const no = await addSpeaker(t.ctx(), programId, { name: 'Mega', email: 'mega@example.org' });
  await changeSession(t.ctx(), sessionId, { ...session, startsAt: at('08:30') });
  expect(await told()).toEqual([]);
  for (const id of [speakerId, other, no]) await noteSpeakerAnswer(t.ctx(), id, id === no ? 'declined' : 'invited');
  await changeSession(t.ctx(), sessionId, { ...session, startsAt: at('09:00'), speakerIds: [speakerId, no] });
  expect(await told()).toEqual([`speaker:${speakerId}:session:${sessionId}:2`]);
  await changeSession(t.ctx(), sessionId, { ...session, startsAt: at('09:00'), speakerIds: [speakerId, other] });
  expect(await told()).toContain(`speaker:${other}:session:${sessionId}:3`);
  await changeSession(t.ctx(), sessionId, {
    ...session,
    startsAt: at('09:00'),
    materials: 'x',
    speakerIds: [speakerId, other],
  });
  expect(await told()).toHaveLength(2);
  await addSessions(t.ctx(), programId, { ...session, startsAt: at('13:00'), endsAt: at('14:00'), speakerIds: [] });
  await removeSession(t.ctx(), sessionId);
  expect(await told()).toHaveLength(4);
  await changeState(t.ctx(), programId, 'cancelled', 'Gedung diperbaiki');
  const last = await t.db
    .selectFrom('guestMessage')
    .select(['key', 'state', 'params'])
    .where('key', 'like', '%program_cancelled')
    .orderBy('id')
    .execute();
  expect(last.map(({ key }) => key)).toEqual([speakerId, other].map((id) => `speaker:${id}:program_cancelled`));
  expect(last[0]).toMatchObject({ state: 'pending', params: { reason: 'Gedung diperbaiki' } });
});

test('what was not sent yet goes with the speaker; addresses go with time, names stay', async () => {
  const about = await aTalk();
  await inviteSpeaker(t.ctx(), about.speakerId, 0);
  await removeSpeaker(t.ctx(), about.speakerId);
  expect(await t.db.selectFrom('guestMessage').select(['state', 'email']).execute()).toEqual([
    { state: 'cancelled', email: null },
  ]);
  const old = await aTalk();
  await answerInvitation(anonymous(), await linkOf(old), { answer: 'declined', note: 'Sakit' });
  const later = new Date('2027-12-10T00:00:00Z');
  expect((await programLinkRetention.due(t.ctx(), later)).count).toBeGreaterThan(0);
  await programLinkRetention.clear(t.ctx(), later, t.storage);
  expect(await look(old.programId, old.speakerId)).toMatchObject({ name: 'Laksmi', email: '', answerNote: '' });
  expect((await programLinkRetention.due(t.ctx(), later)).count).toBe(0);
});
