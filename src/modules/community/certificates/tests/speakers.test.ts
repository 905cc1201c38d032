import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import {
  addSpeaker,
  changeSession,
  changeState,
  correctSpeakerName,
  getSession,
  listSpeakers,
  noteSpeakerAnswer,
  removeSpeaker,
} from '#modules/community/programs';
import { makeAttendance } from '#modules/community/programs/testing';
import { aWorkshop, type TestWorkshop } from '#modules/community/questionnaires/testing';
import { readConfig } from '#platform/config';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  issueCertificates,
  revokeCertificate,
  saveCertificateRule,
  speakerCertificate,
  speakerCertificatePdf,
  viewCertification,
} from '../index.ts';

const t = useTestDb();
const app = useApi(t);
const config = readConfig({});
const ORIGIN = 'https://perpus.example';
const signatories = [{ office: 'Kepala Perpustakaan', name: 'Siti Rahmawati, S.IP.', details: '' }];
let workshop: TestWorkshop;
/** Gave the first of two sessions. */
let facilitator = 0;

beforeEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  workshop = await aWorkshop(t, 1);
  const { programId, sessionId } = workshop;
  facilitator = await addSpeaker(t.ctx(), programId, { name: 'Yusuf', title: 'Forum TBM', role: 'facilitator' });
  await changeSession(t.ctx(), sessionId, { ...(await getSession(t.ctx(), sessionId)), speakerIds: [facilitator] });
  await saveCertificateRule(t.ctx(), programId, {
    minAttendance: 80,
    needsTests: false,
    needsPlan: false,
    signatories,
  });
});
async function close(): Promise<void> {
  for (const next of ['running', 'closed'] as const) await changeState(t.ctx(), workshop.programId, next);
}
async function linkOf(id: number) {
  const found = (await listSpeakers(t.ctx(), workshop.programId)).find((one) => one.id === id);
  return { token: found?.token ?? '', ip: `192.0.2.${id % 250}` };
}
const candidate = async (id: number) =>
  (await viewCertification(t.ctx(), workshop.programId)).speakers.find(({ speakerId }) => speakerId === id);
const codeOf = async (id: number): Promise<string> => (await candidate(id))?.certificate?.code ?? '';

test('who gave a session gets one with participants, of the same counter; who gave none does not', async () => {
  const { programId, participants, speakerId } = workshop;
  const [person] = participants;
  for (const session of await t.db
    .selectFrom('programSession')
    .select('id')
    .where('programId', '=', programId)
    .execute())
    await makeAttendance(t.ctx(), session.id, person?.enrolmentId ?? 0);
  expect((await refusal(issueCertificates(t.ctx(), programId))).code).toBe('certificates.too_early');
  await close();
  const results = await Promise.allSettled(
    Array.from({ length: 4 }, async () => issueCertificates(t.ctx(), programId)),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toEqual([{ status: 'fulfilled', value: 2 }]);
  expect((await candidate(speakerId))?.certificate).toBeNull();
  const { number, code } = (await candidate(facilitator))?.certificate ?? { number: '', code: '' };
  const [theirs] = (await viewCertification(t.ctx(), programId)).candidates;
  const count = (text: string | undefined): number => Number(text?.slice(0, 3));
  expect(count(number)).toBe(count(theirs?.certificate?.number) + 1);
  const found = await app.inject(`/api/v1/certificates/${code}`);
  expect(found.json()).toMatchObject({ name: 'Yusuf', institution: 'Forum TBM', role: 'facilitator', jp: 4 });
  expect((await app.inject(`/api/v1/certificates/${theirs?.certificate?.code}`)).json()).toMatchObject({
    role: 'participant',
    jp: 8,
  });
});

test('both sides say what they gave, by the link of their page; a name corrected later stands on the next one', async () => {
  await close();
  await issueCertificates(t.ctx(), workshop.programId);
  const link = await linkOf(facilitator);
  const text = async (): Promise<string> => {
    const { body } = await speakerCertificatePdf(t.ctx({ kind: 'anonymous' }), config, link, ORIGIN);
    return (await pageTexts(body)).join(' ');
  };
  for (const part of ['Yusuf', 'Forum TBM', 'sebagai fasilitator', '1 sesi selama 4 jam pelajaran', 'Sesi 26'])
    expect(await text()).toContain(part);
  expect(await text()).not.toContain('Sesi 27');
  expect(await text()).not.toContain('Hadir');
  await correctSpeakerName(t.ctx({ kind: 'anonymous' }), link, { name: 'Yusuf Hamdani' });
  expect(await text()).not.toContain('Hamdani');
  const code = await codeOf(facilitator);
  const revoking = t.ctx();
  await revokeCertificate(revoking, code, { reason: 'Nama belum lengkap' });
  expect(await speakerCertificate(t.ctx(), { speaker: await speakerRow(facilitator) })).toBeNull();
  expect((await refusal(speakerCertificatePdf(t.ctx(), config, link, ORIGIN))).code).toBe('certificates.not_found');
  expect(await issueCertificates(t.ctx(), workshop.programId, { speakerIds: [facilitator] })).toBe(1);
  expect(await text()).toContain('Yusuf Hamdani');
  expect((await app.inject(`/api/v1/certificates/${code}`)).json()).toMatchObject({
    name: 'Yusuf',
    revokedAt: revoking.clock.now().toISOString(),
  });
});

async function speakerRow(id: number) {
  const found = (await listSpeakers(t.ctx(), workshop.programId)).find((one) => one.id === id);
  if (!found) throw new Error('no such speaker');
  return found;
}

test('the database keeps one that holds per speaker', async () => {
  await close();
  await issueCertificates(t.ctx(), workshop.programId);
  const row = await t.db
    .selectFrom('certificate')
    .selectAll()
    .where('speakerId', '=', facilitator)
    .executeTakeFirstOrThrow();
  const { id, ...same } = row;
  const content = JSON.stringify(row.content);
  const basis = JSON.stringify(row.basis);
  const second = { ...same, content, basis, number: 'lain', code: '2222-3333' };
  await expect(t.db.insertInto('certificate').values(second).execute()).rejects.toThrow('certificate_holds_speaker');
  expect(
    (await t.db.selectFrom('certificate').select('id').where('speakerId', '=', facilitator).execute())[0]?.id,
  ).toBe(id);
});

test('who declined gets none; only the speakers named get theirs', async () => {
  const { programId, speakerId, sessionId } = workshop;
  await changeSession(t.ctx(), sessionId, {
    ...(await getSession(t.ctx(), sessionId)),
    speakerIds: [facilitator, speakerId],
  });
  await noteSpeakerAnswer(t.ctx(), facilitator, 'declined');
  await close();
  expect((await refusal(issueCertificates(t.ctx(), programId, { speakerIds: [facilitator] }))).code).toBe(
    'certificates.nobody',
  );
  expect((await refusal(issueCertificates(t.ctx(), programId, { enrolmentIds: [] }))).code).toBe('certificates.nobody');
  expect(await issueCertificates(t.ctx(), programId, { speakerIds: [speakerId] })).toBe(1);
  expect(await candidate(facilitator)).toBeUndefined();
});

const claims = z.object({
  credentialSubject: z.object({
    achievement: z.object({
      creditsAvailable: z.number(),
      description: z.string(),
      criteria: z.object({ narrative: z.string() }),
    }),
  }),
});

test('the digital badge says the role and what was given', async () => {
  await close();
  await issueCertificates(t.ctx(), workshop.programId);
  const answer = await app.inject(`/api/v1/certificates/${await codeOf(facilitator)}/credential`);
  const [, body = ''] = answer.body.split('.');
  const { achievement } = claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).credentialSubject;
  expect(achievement.creditsAvailable).toBe(4);
  expect(achievement.description).toContain('Sebagai fasilitator');
  expect(achievement.criteria.narrative).toBe('Fasilitator yang memberikan 1 sesi, 4 jam pelajaran.');
});

test('taken out of the programme and added again, a speaker has the one certificate', async () => {
  await close();
  await issueCertificates(t.ctx(), workshop.programId, { speakerIds: [facilitator] });
  const code = await codeOf(facilitator);
  await removeSpeaker(t.ctx(), facilitator);
  const again = await addSpeaker(t.ctx(), workshop.programId, { name: 'Yusuf', role: 'facilitator' });
  await changeSession(t.ctx(), workshop.sessionId, {
    ...(await getSession(t.ctx(), workshop.sessionId)),
    speakerIds: [again],
  });
  expect(await codeOf(again)).toBe(code);
  expect((await refusal(issueCertificates(t.ctx(), workshop.programId, { speakerIds: [again] }))).code).toBe(
    'certificates.nobody',
  );
});

test('what was taken back from a speaker is not issued again at once either when they were taken out and are added anew', async () => {
  const { programId, sessionId } = workshop;
  await close();
  await issueCertificates(t.ctx(), programId);
  await revokeCertificate(t.ctx(), await codeOf(facilitator), { reason: 'Tidak jadi mengajar' });
  await removeSpeaker(t.ctx(), facilitator);
  const again = await addSpeaker(t.ctx(), programId, { name: 'yusuf', title: 'Forum TBM', role: 'facilitator' });
  await changeSession(t.ctx(), sessionId, { ...(await getSession(t.ctx(), sessionId)), speakerIds: [again] });
  expect(await candidate(again)).toMatchObject({ certificate: null, withdrawn: true });
  expect((await refusal(issueCertificates(t.ctx(), programId))).code).toBe('certificates.nobody');
  expect(await issueCertificates(t.ctx(), programId, { speakerIds: [again] })).toBe(1);
});
