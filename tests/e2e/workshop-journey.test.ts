import { expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makePlan, movePhase, openBoard, voteForIdea, writeIdea } from '#modules/community/ideas';
import { resetPin } from '#modules/people/members';
import { advanceByClock } from '#modules/community/programs/testing';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import {
  answerQuestionnaire,
  closePlacement,
  createQuestionnaire,
  getPlacement,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import { shortEvaluation } from '#modules/community/questionnaires/testing';
import { saveCertificateRule } from '#modules/community/certificates';
import { systemCtx, type Ctx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { drawPages, readPiece } from '../support/read-print.ts';
import { useApp } from '../support/start-app.ts';

/** Others who take part: the two of the story who vote, and enough that an evaluation says something. */
const OTHERS = ['Joko Susilo', 'Endang Lestari', 'Bambang Irawan', 'Rini Astuti', 'Agus Salim'];
let pin = '';
let programId = 0;
let boardId = 0;
let evaluation = '';
let evaluationId = 0;
let sessions: number[] = [];
const others: { ctx: Ctx; enrolmentId: number }[] = [];

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeLibrary(ctx, 'KARANG', 'Perpustakaan Karangsari');
  await makeMember(ctx, { fullName: 'Sri Rahayu', number: 'A1', homeLibrary: 'KARANG', category: 'umum' });
  ({ pin } = await resetPin(ctx, 'A1'));
  const at = (day: number, time: string): Date => new Date(`2026-11-${day}T${time}:00+07:00`);
  ({ id: programId, sessionIds: sessions } = await makeProgram(ctx, libraryId, {
    program: { title: 'Workshop Inovasi', series: 'Workshop Inovasi', edition: 1, capacity: 40 },
    sessions: [
      { title: 'Satu katalog', format: 'lecture', startsAt: at(26, '08:00'), endsAt: at(26, '10:00'), jp: 2 },
      { title: 'Curah gagasan', format: 'brainstorm', startsAt: at(26, '10:15'), endsAt: at(26, '12:00'), jp: 2 },
    ],
  }));
  const [, brainstorm = 0] = sessions;
  boardId = await openBoard(ctx, brainstorm, { question: 'Apa yang kita ubah?' });
  const questionnaireId = await createQuestionnaire(ctx, libraryId, { name: 'Evaluasi', content: shortEvaluation });
  const about = { questionnaireId, libraryId, programId, role: 'evaluation', audience: 'participants' } as const;
  const placed = { ...about, privacy: 'anonymous', opensAt: at(20, '00:00') } as const;
  ({ code: evaluation, id: evaluationId } = await getPlacement(ctx, await placeQuestionnaire(ctx, placed)));
  await saveCertificateRule(ctx, programId, {
    minAttendance: 80,
    needsTests: true,
    needsPlan: true,
    signatories: [{ office: 'Kepala Perpustakaan', name: 'Siti Rahmawati' }],
  });
  for (const [nth, fullName] of OTHERS.entries()) {
    const number = `B${nth + 1}`;
    await makeMember(ctx, { fullName, number, homeLibrary: 'KARANG', category: 'umum' });
    const { id: memberId } = await t.db
      .selectFrom('member')
      .select('id')
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    const { id: enrolmentId } = await makeParticipant(ctx, programId, { memberNumber: number });
    const actor = { kind: 'member', id: memberId, number, name: fullName, sessionId: 1 } as const;
    others.push({ ctx: { ...ctx, actor }, enrolmentId });
  }
});
const browser = useBrowser();

test(
  'a librarian enrols, comes, has an idea, commits to it, says what it was like and gets a certificate that verifies; from all of it comes the next edition',
  { timeout: 180_000 },
  async () => {
    const sri = await browser.open({ viewport: { width: 390, height: 844 } });
    await sri.goto(`${app.origin}/masuk?lanjut=/kegiatan/workshop-inovasi-1`);
    await sri.fill('[name=number]', 'A1');
    await sri.fill('[name=pin]', pin);
    await sri.click('form[action$="?/member"] button');
    await sri.click('button:has-text("Kirim pendaftaran")');
    await sri.waitForURL('**/kegiatan/tiket/*');

    // at the door: the code of the room, from its screen
    await app.restartAt('2026-11-26T07:55:00+07:00');
    const organiser = await browser.open();
    await signInAsStaff(organiser, app.origin, { next: `/layar-kegiatan/${sessions[0]}` });
    const code = (await organiser.textContent('.kode')) ?? '';
    await sri.goto(`${app.origin}/kegiatan/hadir/${sessions[0]}?kode=${code}`);
    await sri.click('button:has-text("Catat kehadiran saya")');
    expect(await sri.textContent('main')).toContain('Selamat datang, Sri Rahayu');
    await app.restartAt('2026-11-26T10:20:00+07:00');
    const staff = systemCtx(app.db, app.clock, 'uji');
    const now = (ctx: Ctx): Ctx => ({ ...ctx, db: app.db, clock: app.clock });
    await organiser.goto(`${app.origin}/layar-kegiatan/${sessions[1]}`);
    await sri.goto(`${app.origin}/kegiatan/hadir/${sessions[1]}?kode=${(await organiser.textContent('.kode')) ?? ''}`);
    await sri.click('button:has-text("Catat kehadiran saya")');
    for (const { enrolmentId } of others) for (const id of sessions) await makeAttendance(staff, id, enrolmentId);

    // her idea, for which two others vote
    await movePhase(staff, boardId, { phase: 'share' });
    await sri.goto(`${app.origin}/papan-ide/${boardId}`);
    await sri.fill('[name=text]', 'Buka hari Sabtu');
    await sri.click('button:has-text("Tempel di papan")');
    await sri.locator('.idea:has-text("Buka hari Sabtu")').waitFor();
    const idea = await app.db
      .selectFrom('idea')
      .select('id')
      .where('text', '=', 'Buka hari Sabtu')
      .executeTakeFirstOrThrow();
    const [, , third] = others;
    const other = await writeIdea(now(third?.ctx ?? staff), boardId, { text: 'Pojok komik' }, {});
    await movePhase(staff, boardId, { phase: 'vote' });
    for (const { ctx } of others.slice(0, 2)) await voteForIdea(now(ctx), idea.id, {});
    for (const { ctx } of others.slice(2)) await voteForIdea(now(ctx), other, {});
    await sri.locator('.idea:has-text("Buka hari Sabtu"):has-text("2 suara")').waitFor();

    // she commits to it at her own library
    await movePhase(staff, boardId, { phase: 'commit' });
    await sri.goto(`${app.origin}/papan-ide/${boardId}/rencana?ide=${idea.id}`);
    expect(await sri.textContent('main')).toContain('Perpustakaan Karangsari');
    await sri.fill('[name=activity]', 'Buka layanan hari Sabtu');
    await sri.click('main form button');
    await sri.waitForURL('**/rencana-aksi/*');
    expect(await sri.textContent('h1')).toContain('Buka layanan hari Sabtu');
    for (const { ctx } of others) await makePlan(now(ctx), programId, { activity: 'Entri 20 judul' }, {});

    // what it was like
    await sri.goto(`${app.origin}/isi/${evaluation}`);
    await sri.click('label:has-text("Kurang")');
    await sri.click('button:has-text("Kirim")');
    await sri.waitForURL(/terima-kasih/);
    for (const { ctx } of others)
      await answerQuestionnaire(now(ctx), app.storage, { code: evaluation, answers: { materi: '2' } });
    await closePlacement(now(staff), evaluationId);

    // the workshop is over, and certificates are issued
    await app.restartAt('2026-11-26T13:00:00+07:00');
    await advanceByClock(now(staff));
    await organiser.goto(`${app.origin}/staf/kegiatan/${programId}/sertifikat`);
    await expectAccessible(organiser);
    await organiser.click('button:has-text("Terbitkan 6 sertifikat")');
    await organiser.waitForSelector('text=6 sertifikat terbit.');
    await expectAccessible(organiser);

    // the code on her certificate verifies
    await sri.goto(`${app.origin}/akun/sertifikat`);
    await expectAccessible(sri);
    const href = (await sri.getAttribute('main a:has-text("Unduh PDF")', 'href')) ?? '';
    const pdf = await sri.request.get(app.origin + href);
    expect(pdf.headers()['content-type']).toBe('application/pdf');
    const [front] = await drawPages(await pdf.body());
    if (!front) throw new Error('the certificate has a front');
    const [printed] = await readPiece(front, { x: 0, y: 0, width: front.width, height: front.height });
    const anybody = await browser.open({ viewport: { width: 390, height: 844 } });
    await anybody.goto(printed?.text ?? '');
    expect(await anybody.textContent('main')).toContain('Sertifikat ini asli dan berlaku.');
    expect(await anybody.textContent('main')).toContain('Sri Rahayu');
    await expectAccessible(anybody);

    // the report, and the next edition with its reasons
    const report = await organiser.request.get(`${app.origin}/staf/kegiatan/${programId}/dokumen/pdf/laporan`);
    expect([report.status(), report.headers()['content-type']]).toEqual([200, 'application/pdf']);
    await organiser.goto(`${app.origin}/staf/kegiatan/${programId}/edisi-berikut`);
    await organiser.click('button:has-text("Susun agenda")');
    await organiser.waitForSelector('text=Agenda tersusun.');
    const agenda = (await organiser.textContent('main ol')) ?? '';
    for (const words of ['bernilai 50% (6 jawaban)', 'Pojok komik', 'dengan 3 suara', 'Buka hari Sabtu'])
      expect(agenda).toContain(words);
    await expectAccessible(organiser);
    await organiser.fill('[name=startsOn]', '2027-03-30');
    await organiser.click('button:has-text("Buat kegiatan")');
    await organiser.waitForURL(/\/staf\/kegiatan\/\d+$/);
    expect(await organiser.textContent('main')).toContain('Workshop Inovasi');
  },
);
