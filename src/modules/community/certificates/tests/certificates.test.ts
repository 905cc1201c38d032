import { PDFiumLibrary } from '@hyzyla/pdfium';
import { beforeEach, expect, test } from 'vitest';
import { makePlan } from '#modules/community/ideas';
import { changeState, takeBack } from '#modules/community/programs';
import { makeAttendance } from '#modules/community/programs/testing';
import {
  answerQuestionnaire,
  createQuestionnaire,
  getPlacement,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import {
  aWorkshop,
  shortTest,
  type TestParticipant,
  type TestWorkshop,
} from '#modules/community/questionnaires/testing';
import { readConfig } from '#platform/config';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { drawPages, readPiece } from '../../../../../tests/support/read-print.ts';
import {
  certificatePdf,
  hasCertificate,
  issueCertificates,
  ownCertificates,
  revokeCertificate,
  saveCertificateRule,
  ticketCertificatePdf,
  viewCertification,
} from '../index.ts';

const t = useTestDb();
const app = useApi(t);
const config = readConfig({});
const ORIGIN = 'https://perpus.example';
const signatories = [{ office: 'Kepala Perpustakaan', name: 'Siti Rahmawati, S.IP.', details: 'NIP 1970' }];
const ANSWERS = { satu: 'a', dua: 'b' };
let workshop: TestWorkshop;
let sessions: number[];
/** The addresses of the test before and the test after. */
let tests: string[];

beforeEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  workshop = await aWorkshop(t, 3);
  const { programId, libraryId } = workshop;
  const rows = await t.db
    .selectFrom('programSession')
    .select('id')
    .where('programId', '=', programId)
    .orderBy('id')
    .execute();
  sessions = rows.map(({ id }) => id);
  tests = [];
  for (const role of ['pre', 'post'] as const) {
    const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: `Tes ${role}`, content: shortTest });
    const about = {
      questionnaireId,
      libraryId,
      programId,
      role,
      audience: 'participants',
      privacy: 'named',
    } as const;
    const id = await placeQuestionnaire(t.ctx(), { ...about, opensAt: new Date('2026-11-20T00:00:00+07:00') });
    tests.push((await getPlacement(t.ctx(), id)).code);
  }
  await saveCertificateRule(t.ctx(), programId, { minAttendance: 80, needsTests: true, needsPlan: true, signatories });
});

const first = (): TestParticipant => {
  const [person] = workshop.participants;
  if (!person) throw new Error('the workshop has participants');
  return person;
};
async function attend(person: TestParticipant, count = 2): Promise<void> {
  for (const id of sessions.slice(0, count)) await makeAttendance(t.ctx(), id, person.enrolmentId);
}
async function answer(person: TestParticipant): Promise<void> {
  for (const code of tests) await answerQuestionnaire(person.ctx, t.storage, { code, answers: ANSWERS });
}
const plan = async (person: TestParticipant) =>
  makePlan(person.ctx, workshop.programId, { activity: 'Buka Sabtu' }, {});
async function doAll(person: TestParticipant): Promise<void> {
  await attend(person);
  await answer(person);
  await plan(person);
}
async function close(): Promise<void> {
  await changeState(t.ctx(), workshop.programId, 'running');
  await changeState(t.ctx(), workshop.programId, 'closed');
}
const candidate = async (person: TestParticipant) =>
  (await viewCertification(t.ctx(), workshop.programId)).candidates.find(
    (one) => one.enrolmentId === person.enrolmentId,
  );

test('what each participant lacks is told: attendance, tests, plan', async () => {
  const [all, half] = workshop.participants;
  if (!all || !half) throw new Error('the workshop has participants');
  await doAll(all);
  await attend(half, 1);
  expect(await candidate(all)).toMatchObject({
    facts: { attendance: 100, tests: 2, testsAnswered: 2, plan: true },
    lacks: [],
    certificate: null,
  });
  expect(await candidate(half)).toMatchObject({
    facts: { attendance: 50, tests: 2, testsAnswered: 0, plan: false },
    lacks: ['attendance', 'tests', 'plan'],
  });
});

test('a test that all members are asked counts for the participants among them', async () => {
  const { programId, libraryId } = workshop;
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Tes anggota', content: shortTest });
  const about = { questionnaireId, libraryId, programId, audience: 'members', role: 'post', privacy: 'named' } as const;
  const id = await placeQuestionnaire(t.ctx(), { ...about, opensAt: new Date('2026-11-20T00:00:00+07:00') });
  const { code } = await getPlacement(t.ctx(), id);
  await doAll(first());
  expect(await candidate(first())).toMatchObject({ facts: { tests: 3, testsAnswered: 2 }, lacks: ['tests'] });
  await answerQuestionnaire(first().ctx, t.storage, { code, answers: ANSWERS });
  expect(await candidate(first())).toMatchObject({ facts: { tests: 3, testsAnswered: 3 }, lacks: [] });
});

test('a test without a name is never a condition, and nobody is told who lacks it', async () => {
  const { programId, libraryId } = workshop;
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Tanpa nama', content: shortTest });
  const about = { questionnaireId, libraryId, programId, audience: 'participants' } as const;
  const opensAt = new Date('2026-11-20T00:00:00+07:00');
  const places = [];
  for (const [role, privacy] of [
    ['pre', 'anonymous'],
    ['pre', 'paired'],
  ] as const) {
    places.push(await placeQuestionnaire(t.ctx(), { ...about, role, privacy, opensAt }));
  }
  await doAll(first());
  const before = await viewCertification(t.ctx(), programId);
  expect(await candidate(first())).toMatchObject({ facts: { tests: 2, testsAnswered: 2 }, lacks: [] });
  for (const id of places) {
    const { code } = await getPlacement(t.ctx(), id);
    for (const { ctx } of workshop.participants.slice(1)) {
      await answerQuestionnaire(ctx, t.storage, { code, answers: ANSWERS });
    }
  }
  expect(await viewCertification(t.ctx(), programId)).toEqual(before);
});

test('certificates come when the programme is closed, for who lacks nothing, with numbers of one counter, and never twice', async () => {
  const { programId } = workshop;
  await doAll(first());
  expect((await refusal(issueCertificates(t.ctx(), programId))).code).toBe('certificates.too_early');
  await close();
  const counts = await Promise.allSettled(Array.from({ length: 4 }, async () => issueCertificates(t.ctx(), programId)));
  expect(counts.filter(({ status }) => status === 'fulfilled')).toEqual([{ status: 'fulfilled', value: 1 }]);
  const issued = await t.db
    .selectFrom('certificate')
    .select(['number', 'enrolmentId'])
    .where('programId', '=', programId)
    .execute();
  expect(issued.map(({ enrolmentId }) => enrolmentId)).toEqual([first().enrolmentId]);
  expect(issued[0]?.number).toMatch(/^\d{3}\/SERT\/[A-Z0-9-]+\/11\/2026$/);
  expect((await refusal(issueCertificates(t.ctx(), programId))).code).toBe('certificates.nobody');
});

test('nobody signs: nothing is issued; only who manages programmes there may issue', async () => {
  await doAll(first());
  await close();
  await saveCertificateRule(t.ctx(), workshop.programId, {
    minAttendance: 0,
    needsTests: false,
    needsPlan: false,
    signatories: [],
  });
  expect((await refusal(issueCertificates(t.ctx(), workshop.programId))).code).toBe('certificates.no_signatory');
  const elsewhere = t.ctx({ grants: [{ libraryId: 999_999, permissions: ['programs.manage'] }] });
  expect((await refusal(issueCertificates(elsewhere, workshop.programId))).code).toBe('platform.forbidden');
});

async function issueOne(): Promise<string> {
  await doAll(first());
  await close();
  await issueCertificates(t.ctx(), workshop.programId);
  const [one] = await ownCertificates(first().ctx);
  if (!one) throw new Error('a certificate was issued');
  return one.code;
}

test('both sides are printed, the code on the front leads to the page that verifies it', async () => {
  const code = await issueOne();
  const { body } = await certificatePdf(first().ctx, config, code, ORIGIN);
  const pages = await drawPages(body);
  expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([
    [297, 210],
    [297, 210],
  ]);
  const [front] = pages;
  if (!front) throw new Error('there is a front');
  const codes = await readPiece(front, { x: 0, y: 0, width: 297, height: 210 });
  expect(codes.map(({ text }) => text)).toEqual([`${ORIGIN}/sertifikat/${code}`]);
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(Buffer.from(body));
  const [said, back] = [document.getPage(0).getText(), document.getPage(1).getText()];
  document.destroy();
  library.destroy();
  for (const words of [
    first().name,
    'Siti Rahmawati, S.IP.',
    '8 jam pelajaran',
    'hadir penuh',
    'menyerahkan rencana aksi',
  ])
    expect(said.replaceAll(/\s+/g, ' ')).toContain(words);
  for (const words of ['Sesi 26', 'Sesi 27', 'Jumlah, 1 JP = 45 menit']) expect(back).toContain(words);
});

test('six and a half lesson hours stand as 6,5 on the certificate and its badge, and as 6.5 in the API', async () => {
  await t.db
    .updateTable('programSession')
    .set({ jp: 2.5 })
    .where('id', '=', sessions[0] ?? 0)
    .execute();
  const code = await issueOne();
  expect((await app.inject(`/api/v1/certificates/${code}`)).json()).toMatchObject({ jp: 6.5 });
  const { body } = await certificatePdf(t.ctx(), config, code, ORIGIN);
  const said = (await pageTexts(body)).join(' ').replaceAll(/\s+/g, ' ');
  for (const words of ['selama 6,5 jam pelajaran', 'dari 6,5 JP', '2,5']) expect(said).toContain(words);
  const badge = (await app.inject(`/api/v1/certificates/${code}/credential`)).body;
  const claims = Buffer.from(badge.split('.')[1] ?? '', 'base64url').toString();
  expect(claims).toContain('6,5 jam pelajaran');
  expect(claims).toContain('"creditsAvailable":6.5');
});

test('whoever has the code learns that it is genuine; a member opens only the own file', async () => {
  const code = await issueOne();
  const found = await app.inject(`/api/v1/certificates/${code.toLowerCase().replace('-', '')}`);
  expect(found.json()).toMatchObject({ code, name: first().name, jp: 8, revokedAt: null });
  const [, other] = workshop.participants;
  if (!other) throw new Error('the workshop has participants');
  expect((await refusal(certificatePdf(other.ctx, config, code, ORIGIN))).code).toBe('certificates.not_found');
  expect((await app.inject('/api/v1/certificates/2222-2222')).statusCode).toBe(404);
  // a guest opens it with the ticket
  expect(await hasCertificate(t.ctx(), first().ticket)).toBe(true);
  const { body } = await ticketCertificatePdf(t.ctx(), config, first().ticket, ORIGIN);
  expect(Buffer.from(body).toString('latin1', 0, 5)).toBe('%PDF-');
  expect(await hasCertificate(t.ctx(), other.ticket)).toBe(false);
  expect((await refusal(ticketCertificatePdf(t.ctx(), config, other.ticket, ORIGIN))).code).toBe(
    'certificates.not_found',
  );
});

test('a certificate that is taken back says so, stays on record, and another can be issued', async () => {
  const code = await issueOne();
  const revoking = t.ctx();
  await revokeCertificate(revoking, code, { reason: 'Nama salah tulis' });
  expect((await app.inject(`/api/v1/certificates/${code}`)).json()).toMatchObject({
    revokedAt: revoking.clock.now().toISOString(),
  });
  expect((await app.inject(`/api/v1/certificates/${code}/credential`)).statusCode).toBe(404);
  expect((await refusal(revokeCertificate(t.ctx(), code, { reason: 'Lagi' }))).code).toBe(
    'certificates.already_revoked',
  );
  // the button that issues to all does not issue at once what was just taken back
  expect((await refusal(issueCertificates(t.ctx(), workshop.programId))).code).toBe('certificates.nobody');
  const withdrawn = (await viewCertification(t.ctx(), workshop.programId)).candidates.filter((one) => one.withdrawn);
  expect(withdrawn).toHaveLength(1);
  const enrolmentIds = withdrawn.map(({ enrolmentId }) => enrolmentId);
  expect(await issueCertificates(t.ctx(), workshop.programId, { enrolmentIds })).toBe(1);
  const { candidates, revoked } = await viewCertification(t.ctx(), workshop.programId);
  expect(candidates.filter(({ certificate }) => certificate)).toHaveLength(1);
  expect(revoked).toMatchObject([{ code, revokedReason: 'Nama salah tulis' }]);
});

test('when the attendance on which a certificate stands is taken back, staff are asked about it, and nothing is taken back by itself', async () => {
  const code = await issueOne();
  const person = first();
  const doubts = async () => (await viewCertification(t.ctx(), workshop.programId)).doubts;
  expect(await doubts()).toEqual([]);
  await takeBack(t.ctx(), sessions[0] ?? 0, person.enrolmentId);
  expect(await doubts()).toMatchObject([
    { certificate: { code }, why: 'attendance', attendance: 50, minAttendance: 80 },
  ]);
  expect((await app.inject(`/api/v1/certificates/${code}`)).json()).toMatchObject({ revokedAt: null });
  const listed = await app.inject({
    url: `/api/v1/programs/${workshop.programId}/certificates`,
    headers: { authorization: `Bearer ${app.token}` },
  });
  expect(listed.json()).toMatchObject({ doubts: [{ why: 'attendance', certificate: { code } }] });
  // the rule of today does not matter, but that of the day of issue
  await saveCertificateRule(t.ctx(), workshop.programId, {
    minAttendance: 10,
    needsTests: false,
    needsPlan: false,
    signatories,
  });
  expect(await doubts()).toHaveLength(1);
  // written down again, there is nothing to ask
  await makeAttendance(t.ctx(), sessions[0] ?? 0, person.enrolmentId);
  expect(await doubts()).toEqual([]);
  // without a seat there is no participant either
  await t.db
    .updateTable('programEnrolment')
    .set({ status: 'cancelled', endedAt: t.clock.now() })
    .where('id', '=', person.enrolmentId)
    .execute();
  expect(await doubts()).toMatchObject([{ certificate: { code }, why: 'seat' }]);
  await revokeCertificate(t.ctx(), code, { reason: 'Tidak hadir' });
  expect(await doubts()).toEqual([]);
});
