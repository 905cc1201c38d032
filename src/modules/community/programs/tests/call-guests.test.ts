import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { createLibrary } from '#modules/ground/libraries';
import { deliverToGuests, noticeNeeds } from '#modules/people/notifications/testing';
import {
  addSpeaker,
  cancelEnrolment,
  changeSession,
  enrol,
  getProgram,
  getSession,
  guestsToCall,
  inviteSpeaker,
  noteCalled,
  removeSpeaker,
  sendTicketAgain,
  unreachedParticipants,
} from '#modules/community/programs';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import type { Ctx } from '#platform/context';
import { createMailer } from '#platform/sending/mail';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let libraryId = 0;
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
const round = async (): Promise<void> => deliverToGuests(t, 'smtp://127.0.0.1:1');
const anonymous = (): Ctx => t.ctx({ kind: 'anonymous' });

test('a guest with a telephone number is on the list of the programme until somebody told them, once, on record', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { title: 'Bincang Buku' } });
  const other = await makeProgram(t.ctx(), libraryId);
  const made = await enrol(anonymous(), { programId: id, name: 'Bu Sri', contact: '0812-3456-7890' });
  await makeParticipant(t.ctx(), id, { name: 'Tanpa alamat' });
  expect(await guestsToCall(t.ctx(), noticeNeeds, id)).toEqual([]);
  await round();
  const [call, ...more] = await guestsToCall(t.ctx(), noticeNeeds, id);
  expect(more).toEqual([]);
  expect(call).toMatchObject({ name: 'Bu Sri', phone: '+6281234567890', outcome: null });
  expect(call?.text).toContain('Bincang Buku');
  expect(call?.text).toContain(`https://perpus.example.org/kegiatan/tiket/${made.ticket}`);
  expect(await guestsToCall(t.ctx(), noticeNeeds, other.id)).toEqual([]);
  expect(await noteCalled(t.ctx(), other.id, call?.id ?? 0)).toBe(false);
  const both = await Promise.all([noteCalled(t.ctx(), id, call?.id ?? 0), noteCalled(t.ctx(), id, call?.id ?? 0)]);
  expect(both.toSorted()).toEqual([false, true]);
  expect(await guestsToCall(t.ctx(), noticeNeeds, id)).toEqual([]);
  const trail = await t.db
    .selectFrom('auditEvent')
    .select('entityId')
    .where('action', '=', 'program_enrolment.told')
    .execute();
  expect(trail.map(({ entityId }) => Number(entityId))).toEqual([made.id]);
});

test('only who manages the programme sees numbers; who cancelled need not be told what was before', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const { ticket } = await enrol(anonymous(), { programId: id, name: 'Pak Budi', contact: '0813-1111-2222' });
  await round();
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['programs.manage'] }] });
  await expect(guestsToCall(elsewhere, noticeNeeds, id)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(noteCalled(elsewhere, id, 1)).rejects.toMatchObject({ code: 'platform.forbidden' });
  const [before] = await guestsToCall(t.ctx(), noticeNeeds, id);
  await cancelEnrolment(anonymous(), { ticket });
  await round();
  const after = await guestsToCall(t.ctx(), noticeNeeds, id);
  expect(after.map((one) => one.id)).not.toContain(before?.id);
  expect(after.map(({ text }) => text).join()).toContain('dibatalkan');
});

test('a guest who lost the link has it sent once more, to what they left and nowhere else, and nobody learns whether there is one', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { title: 'Tautan Hilang' } });
  const { slug } = await getProgram(t.ctx(), id);
  const { ticket } = await enrol(anonymous(), { programId: id, name: 'Bu Lina', contact: '0815-2222-3333' });
  await enrol(anonymous(), { programId: id, name: 'Pak Joko', contact: 'joko@contoh.example' });
  await round();
  for (const call of await guestsToCall(t.ctx(), noticeNeeds, id)) await noteCalled(t.ctx(), id, call.id);
  expect(await guestsToCall(t.ctx(), noticeNeeds, id)).toEqual([]);
  const ask = async (contact: string) => sendTicketAgain(anonymous(), testSecrets, slug, { contact }, '192.0.2.8');
  const waiting = async () =>
    t.db.selectFrom('guestMessage').select(['phone', 'email', 'path']).where('key', 'like', '%again%').execute();
  expect(await ask('0816 9999 0000')).toBeUndefined();
  expect(await waiting()).toEqual([]);
  // however it is written, and twice within the hour is once
  expect(await ask('+62 815 2222 3333')).toBeUndefined();
  expect(await ask('081522223333')).toBeUndefined();
  expect(await waiting()).toEqual([{ phone: '+6281522223333', email: null, path: `/kegiatan/tiket/${ticket}` }]);
  await ask('JOKO@contoh.example');
  expect((await waiting()).map(({ email }) => email)).toContain('joko@contoh.example');
  // without WhatsApp somebody calls
  await round();
  const [call] = await guestsToCall(t.ctx(), noticeNeeds, id);
  expect(call?.text).toContain(`https://perpus.example.org/kegiatan/tiket/${ticket}`);
  await expect(ask('bukan apa-apa')).rejects.toMatchObject({ fields: { contact: 'contact' } });
  await expect(ask(' ')).rejects.toMatchObject({ fields: { contact: 'required' } });
  await ask('081522223333');
  await expect(ask('081522223333')).rejects.toMatchObject({ code: 'platform.too_many_requests' });
  const kept = await t.db.selectFrom('rateLimit').select('key').where('key', 'like', 'ticket-again:%').execute();
  expect(JSON.stringify(kept)).not.toContain('81522223333');
  // nor in a form that whoever has the table, and not the keys, finds by trying all numbers
  const tried = ['sha256', 'sha1', 'md5'].map((way) => createHash(way).update('+6281522223333').digest('base64url'));
  for (const hash of tried) expect(JSON.stringify(kept)).not.toContain(hash);
});

test('without a mail server guests and speakers with an e-mail address stand on the list, whom nothing reaches among those to tell', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  await enrol(anonymous(), { programId: id, name: 'Bu Ratna', contact: 'ratna@contoh.example' });
  const speakerId = await addSpeaker(t.ctx(), id, { name: 'Pak Hadi', email: 'hadi@contoh.example' });
  await inviteSpeaker(t.ctx(), speakerId, 0);
  await deliverToGuests(t, null);
  const calls = await guestsToCall(t.ctx(), noticeNeeds, id);
  expect(calls.map(({ name, email, phone }) => [name, email, phone])).toEqual([
    ['Bu Ratna', 'ratna@contoh.example', null],
    ['Pak Hadi', 'hadi@contoh.example', null],
  ]);
  expect(await noteCalled(t.ctx(), id, calls[1]?.id ?? 0)).toBe(true);
  expect(await guestsToCall(t.ctx(), noticeNeeds, id)).toHaveLength(1);
  const trail = t.db.selectFrom('auditEvent').select('entityId').where('action', '=', 'program_speaker.told');
  expect((await trail.execute()).map(({ entityId }) => Number(entityId))).toEqual([speakerId]);
});

test('who comes and is reached by no channel is named, as the channels stand now', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  const services = (url: string | null) => ({
    db: t.db,
    secrets: testSecrets,
    mailer: createMailer(url, 'a@b.example'),
  });
  const home = { homeLibrary: 'KOTA' };
  await makeMember(t.ctx(), { ...home, fullName: 'Ani', number: 'A-1', email: 'ani@contoh.example' });
  await makeMember(t.ctx(), { ...home, fullName: 'Budi', number: 'A-2' });
  await makeParticipant(t.ctx(), id, { memberNumber: 'A-1' });
  await makeParticipant(t.ctx(), id, { memberNumber: 'A-2' });
  await makeParticipant(t.ctx(), id, { name: 'Tanpa alamat' });
  await makeParticipant(t.ctx(), id, { name: 'Dengan alamat', contact: '081234567899' });
  const gone = await makeParticipant(t.ctx(), id, { name: 'Batal' });
  await cancelEnrolment(t.ctx(), { id: gone.id });
  const named = async (url: string | null) =>
    (await unreachedParticipants(t.ctx(), services(url), id)).map(({ name }) => name);
  expect(await named('smtp://127.0.0.1:1')).toEqual(['Budi', 'Tanpa alamat']);
  expect(await named(null)).toEqual(['Ani', 'Budi', 'Tanpa alamat']);
  const elsewhere = t.ctx({ grants: [{ libraryId: libraryId + 1, permissions: ['programs.manage'] }] });
  await expect(unreachedParticipants(elsewhere, services(null), id)).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
});

test('a school that does not see who a guest of it is learns from the list of unreached people only that there is one', async () => {
  const school = await createLibrary(t.ctx(), { code: 'SDN-9', name: 'SDN 9', type: 'sekolah' });
  await makeMember(t.ctx(), { homeLibrary: 'KOTA', fullName: 'Rahasia Kota', number: 'A-9' });
  await makeMember(t.ctx(), { homeLibrary: 'SDN-9', fullName: 'Murid Sendiri', number: 'S-9' });
  const { id } = await makeProgram(t.ctx(), school.id);
  const { ticket } = await makeParticipant(t.ctx(), id, { memberNumber: 'A-9' });
  await makeParticipant(t.ctx(), id, { memberNumber: 'S-9' });
  const desk = t.ctx({ grants: [{ libraryId: school.id, permissions: ['programs.manage'], ownMembersOnly: true }] });
  const services = { db: t.db, secrets: testSecrets, mailer: createMailer(null, 'a@b.example') };
  const seen = await unreachedParticipants(desk, services, id);
  expect(seen.map(({ name }) => name).toSorted()).toEqual(['Murid Sendiri', '•••']);
  // whoever has a ticket reads the name on its page
  for (const secret of ['Rahasia', 'A-9', ticket]) expect(JSON.stringify(seen)).not.toContain(secret);
});

test('without a mail server a speaker is told of what holds now, and that they need not come, though they are out of the programme', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId);
  const sessionId = sessionIds[0] ?? 0;
  const speakerId = await addSpeaker(t.ctx(), id, { name: 'Bu Tari', email: 'tari@contoh.example' });
  const move = async (day: string) =>
    changeSession(t.ctx(), sessionId, {
      ...(await getSession(t.ctx(), sessionId)),
      startsAt: new Date(`${day}T08:00:00+07:00`),
      endsAt: new Date(`${day}T11:00:00+07:00`),
      speakerIds: [speakerId],
    });
  await move('2026-12-08');
  await inviteSpeaker(t.ctx(), speakerId, 0);
  const waiting = async () => {
    await deliverToGuests(t, null);
    return guestsToCall(t.ctx(), noticeNeeds, id);
  };
  expect((await waiting()).map(({ text }) => text).join()).toContain('8 Desember');
  await move('2026-12-09');
  // who was not told yet is invited to the day that holds, and reads of no other
  const invited = await waiting();
  expect(invited).toHaveLength(1);
  expect(invited[0]?.text).toContain('9 Desember');
  expect(invited[0]?.text).not.toContain('8 Desember');
  expect(await noteCalled(t.ctx(), id, invited[0]?.id ?? 0)).toBe(true);
  for (const day of ['2026-12-10', '2026-12-11']) await move(day);
  const changed = await waiting();
  expect(changed).toHaveLength(1);
  expect(changed[0]?.text).toContain('11 Desember');
  expect(await noteCalled(t.ctx(), id, changed[0]?.id ?? 0)).toBe(true);
  // who is asked again and knows of the old day reads of the change, too
  await inviteSpeaker(t.ctx(), speakerId, 1);
  await waiting();
  await move('2026-12-12');
  const reminded = await waiting();
  expect(reminded).toHaveLength(2);
  for (const { id: callId, text } of reminded) {
    expect(text).toContain('12 Desember');
    expect(await noteCalled(t.ctx(), id, callId)).toBe(true);
  }
  await removeSpeaker(t.ctx(), speakerId);
  const [gone, ...more] = await waiting();
  expect(more).toEqual([]);
  expect(gone).toMatchObject({ name: 'Bu Tari', email: 'tari@contoh.example' });
  expect(await noteCalled(t.ctx(), id, gone?.id ?? 0)).toBe(true);
  expect(await waiting()).toEqual([]);
});
