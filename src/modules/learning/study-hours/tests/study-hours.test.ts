import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { permissions } from '#contributed/permissions';
import { personalData } from '../../../../entrypoints/personal-data.ts';
import {
  certificatePdf,
  heldCertificatesAt,
  issueCertificates,
  ownCertificates,
  revokeCertificate,
  saveCertificateRule,
  verifyCertificate,
} from '#modules/community/certificates';
import { changeState } from '#modules/community/programs';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { ensureBuiltinRoles } from '#modules/ground/identity';
import { addAccount } from '#modules/ground/identity/testing';
import { createLibrary } from '#modules/ground/libraries';
import {
  answerTask,
  finishLesson,
  getCourse,
  leaveCourse,
  saveCourse,
  withdrawCourse,
} from '#modules/learning/courses';
import { carryOutRequest, makeRequest } from '#modules/people/members';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { readConfig } from '#platform/config';
import type { Ctx } from '#platform/context';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addEntry,
  coursesWithoutPaper,
  getEntry,
  issueCourseCertificate,
  libraryYears,
  offeredCourses,
  reissueCourseCertificate,
  removeEntry,
  saveEntry,
  showWorkshop,
  staffYears,
  takeOutWorkshop,
  viewYear,
  yearPdf,
} from '../index.ts';

const t = useTestDb();
const house = courseHouse(t);
const config = readConfig({});
const ORIGIN = 'https://perpus.example';
const IP = '192.0.2.7';
let library = { id: 0, code: '' };
let made = 0;
beforeAll(async () => {
  await ensureBuiltinRoles(t.db, { permissions });
  library = await aLibrary(t.ctx());
});
beforeEach(() => t.clock.set(TEST_NOW));

/** Somebody who works at a library, as they act. */
async function staff(fullName: string, at = library.id): Promise<{ id: number; ctx: () => Ctx }> {
  made += 1;
  // nobody signs in here, and a password costs its time
  const ready = {
    username: `petugas.${made}`,
    fullName,
    email: null,
    homeLibraryId: at,
    passwordHash: 'tidak dipakai',
  };
  const grants = [{ role: 'circulation', libraryId: at }];
  const { id } = await t.db.transaction().execute(async (trx) => addAccount(trx, t.ctx(), { ...ready, grants }));
  return { id, ctx: () => t.ctx({ id, name: fullName, homeLibraryId: at, grants: [] }) };
}
/** An open course with lesson hours. */
async function withHours(jp: number | null = 5) {
  made += 1;
  const title = `Melayani ${made}`;
  const course = await house.draft(title, [choice()]);
  const version = await house.versionOf(course.id);
  await saveCourse(house.writer(), course.id, { title, audience: 'librarians', jp, version });
  await house.publish(course.id);
  return { ...course, title };
}
async function finish(ctx: Ctx, { slug, lesson, taskIds: [taskId = 0] }: Awaited<ReturnType<typeof withHours>>) {
  const at = { course: slug, lesson };
  await answerTask(ctx, { ...at, taskId, answer: { kind: 'one', choice: 1 } }, { key: null });
  await finishLesson(ctx, at, { key: null });
}
const ENTRY = { title: 'Bimtek Inklusi', organiser: 'Dinas Provinsi', heldOn: '2026-03-04', jp: 16 };

test('a course finished a minute before midnight of the last of December counts in that year, a minute later in the next', async () => {
  const [early, late] = [await staff('Early Wulan'), await staff('Late Wulan')];
  const course = await withHours();
  t.clock.set('2026-12-31T23:59:00+07:00');
  await finish(early.ctx(), course);
  t.clock.set('2027-01-01T00:01:00+07:00');
  await finish(late.ctx(), course);
  expect(await viewYear(early.ctx(), 2026)).toMatchObject({ total: 5, lines: [{ on: '2026-12-31' }] });
  expect((await viewYear(early.ctx())).year).toBe(2027);
  expect((await viewYear(late.ctx(), 2026)).total).toBe(0);
  expect(await viewYear(late.ctx())).toMatchObject({ total: 5, lines: [{ on: '2027-01-01' }] });
});

test('a course that is offered no longer still counts; one without hours never did; what is done is not offered', async () => {
  const { ctx } = await staff('Ratih Kusuma');
  const [course, without, next] = [await withHours(), await withHours(null), await withHours(2)];
  await finish(ctx(), course);
  await finish(ctx(), without);
  await withdrawCourse(house.writer(), course.id, await house.versionOf(course.id));
  expect(await viewYear(ctx())).toMatchObject({
    total: 5,
    lines: [{ source: 'course', title: course.title, slug: null }],
  });
  const offered = (await offeredCourses(ctx())).map(({ id }) => id);
  expect(offered).toContain(next.id);
  expect(offered).not.toContain(without.id);
  await finish(ctx(), next);
  expect((await offeredCourses(ctx())).map(({ id }) => id)).not.toContain(next.id);
});

test('two clicks give one certificate, which holds in the name and with the hours of that day', async () => {
  const wahyu = await staff('Wahyu Hidayat');
  const course = await withHours(5);
  expect(await code(issueCourseCertificate(wahyu.ctx(), course.id))).toBe('study_hours.not_finished');
  await finish(wahyu.ctx(), course);
  const [one, other] = await Promise.all([
    issueCourseCertificate(wahyu.ctx(), course.id),
    issueCourseCertificate(wahyu.ctx(), course.id),
  ]);
  expect(one).toEqual(other);
  expect(await verifyCertificate(house.guest(), one.code, IP)).toMatchObject({
    ...{ name: 'Wahyu Hidayat', program: course.title, jp: 5, role: 'participant', revokedAt: null },
  });
  expect(await viewYear(wahyu.ctx())).toMatchObject({ total: 5, lines: [{ code: one.code }] });
  // learnt again after all of it was forgotten, it is still the one course
  await leaveCourse(wahyu.ctx(), course.slug, { key: null });
  expect((await viewYear(wahyu.ctx())).total).toBe(5);
  // and what it was a part of can still be said
  const around = await addEntry(wahyu.ctx(), { ...ENTRY, jp: 16, courseId: course.id });
  expect((await viewYear(wahyu.ctx())).total).toBe(16);
  await removeEntry(wahyu.ctx(), around);
  const { version } = await getCourse(house.writer(), course.id);
  await saveCourse(house.writer(), course.id, { title: course.title, audience: 'librarians', jp: 9, version });
  await house.publish(course.id);
  t.clock.set('2027-02-01T10:00:00+07:00');
  await finish(wahyu.ctx(), course);
  expect([(await viewYear(wahyu.ctx(), 2026)).total, (await viewYear(wahyu.ctx(), 2027)).total]).toEqual([5, 0]);
  // its paper is for who holds it and for who answers for certificates there
  const { body } = await certificatePdf(wahyu.ctx(), config, one.code, ORIGIN);
  expect(Buffer.from(body).subarray(0, 5).toString()).toBe('%PDF-');
  const stranger = await staff('Orang Lain');
  expect(await code(certificatePdf(stranger.ctx(), config, one.code, ORIGIN))).toBe('platform.forbidden');
  // taken back it counts no more, and is not given again by a click
  await revokeCertificate(t.ctx(), one.code, { reason: 'Salah orang' });
  expect(await viewYear(wahyu.ctx(), 2026)).toMatchObject({ total: 0, lines: [{ why: 'revoked' }] });
  expect(await code(issueCourseCertificate(wahyu.ctx(), course.id))).toBe('certificates.already_revoked');
  await leaveCourse(wahyu.ctx(), course.slug, { key: null });
  expect(await code(addEntry(wahyu.ctx(), { ...ENTRY, courseId: course.id }))).toBe('study_hours.not_finished');
});

test('what was taken back is given again by whoever takes certificates back, under a new number, and counts once', async () => {
  const wahyu = await staff('Wahyu Hidayad');
  const course = await withHours(6);
  await finish(wahyu.ctx(), course);
  const { code: first } = await issueCourseCertificate(wahyu.ctx(), course.id);
  expect(await code(reissueCourseCertificate(t.ctx(), first))).toBe('certificates.not_revoked');
  await revokeCertificate(t.ctx(), first, { reason: 'Nama salah tulis' });
  await t.db
    .updateTable('account')
    .set({ fullName: 'Wahyu Hidayat' })
    .where('fullName', '=', 'Wahyu Hidayad')
    .execute();
  expect(await code(reissueCourseCertificate(wahyu.ctx(), first))).toBe('platform.forbidden');
  const listed = async () => heldCertificatesAt(t.ctx(), { words: 'Hidaya', limit: 10 });
  expect((await listed()).filter(({ code: one }) => one === first)).toMatchObject([{ mayGiveAgain: true }]);
  // two who give it at once give one
  const [one, other] = await Promise.all([
    reissueCourseCertificate(t.ctx(), first),
    reissueCourseCertificate(t.ctx(), first),
  ]);
  expect(one).toEqual(other);
  expect(one.code).not.toBe(first);
  const [old, holds] = [
    await verifyCertificate(house.guest(), first, IP),
    await verifyCertificate(house.guest(), one.code, IP),
  ];
  expect(old.revokedAt).not.toBeNull();
  expect(holds).toMatchObject({ name: 'Wahyu Hidayat', jp: 6, revokedAt: null });
  expect(holds.number).not.toBe(old.number);
  expect(await viewYear(wahyu.ctx())).toMatchObject({ total: 6, lines: [{ code: one.code, why: null }] });
  expect((await listed()).filter(({ code: seen }) => seen === first)).toMatchObject([{ mayGiveAgain: false }]);
  // who forgot what they answered has not finished it any more
  await revokeCertificate(t.ctx(), one.code, { reason: 'Lagi' });
  await leaveCourse(wahyu.ctx(), course.slug, { key: null });
  expect(await code(reissueCourseCertificate(t.ctx(), one.code))).toBe('study_hours.not_finished');
  expect(await code(reissueCourseCertificate(t.ctx(), 'ZZZZ-ZZZZ'))).toBe('certificates.not_found');
});

test('a member takes the certificate of a course; after an erasure it holds and leads to nobody', async () => {
  const member = await aMember(t.ctx(), { fullName: 'Dewi Lestari', homeLibrary: library.code });
  const ctx = t.ctx({ kind: 'member', id: member.id, number: member.number, name: 'Dewi Lestari', sessionId: 1 });
  const course = await withHours(3);
  await finish(ctx, course);
  expect(await coursesWithoutPaper(ctx)).toMatchObject([{ courseId: course.id, jp: 3 }]);
  const { code: paper } = await issueCourseCertificate(ctx, course.id);
  expect(await coursesWithoutPaper(ctx)).toEqual([]);
  expect(await ownCertificates(ctx)).toMatchObject([{ code: paper, name: 'Dewi Lestari', jp: 3 }]);
  const { id } = await makeRequest(t.ctx(), member.number, { kind: 'erase' });
  await carryOutRequest({ ...t.ctx(), libraryId: library.id }, { personalData, storage: t.storage }, id);
  const row = await t.db.selectFrom('certificate').select('memberId').where('code', '=', paper).executeTakeFirst();
  expect(row).toEqual({ memberId: null });
  expect(await verifyCertificate(house.guest(), paper, IP)).toMatchObject({ name: 'Dewi Lestari', revokedAt: null });
});

test('what somebody learnt elsewhere is theirs alone to read, change and remove; two who save say so', async () => {
  const [own, other] = [await staff('Sri Lestari'), await staff('Budi Cahyono')];
  const id = await addEntry(own.ctx(), { ...ENTRY, certificateNumber: '12/BIMTEK' });
  expect(await viewYear(own.ctx())).toMatchObject({ total: 16, lines: [{ source: 'own', number: '12/BIMTEK' }] });
  const refused = [
    async () => getEntry(other.ctx(), id),
    async () => saveEntry(other.ctx(), id, { ...ENTRY, version: 0 }),
    async () => removeEntry(other.ctx(), id),
  ];
  for (const act of refused) expect(await code(act())).toBe('study_hours.not_found');
  expect(await code(viewYear(house.guest()))).toBe('platform.sign_in_needed');
  const { version } = await getEntry(own.ctx(), id);
  const both = await Promise.allSettled([
    saveEntry(own.ctx(), id, { ...ENTRY, jp: 8, version }),
    saveEntry(own.ctx(), id, { ...ENTRY, jp: 9, version }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  for (const wrong of [{ jp: 0 }, { jp: 201 }, { jp: 1.5 }, { title: ' ' }, { heldOn: '2026-11-26' }])
    expect(await code(addEntry(own.ctx(), { ...ENTRY, ...wrong }))).toBe('platform.invalid_input');
  const course = await withHours();
  expect(await code(addEntry(own.ctx(), { ...ENTRY, courseId: course.id }))).toBe('study_hours.not_finished');
  await removeEntry(own.ctx(), id);
  expect((await viewYear(own.ctx())).lines).toEqual([]);
  // they go with the account
  await addEntry(own.ctx(), ENTRY);
  await t.db.deleteFrom('account').where('id', '=', own.id).execute();
  expect(await t.db.selectFrom('studyHourEntry').where('accountId', '=', own.id).selectAll().execute()).toEqual([]);
});

test('a workshop counts by its certificate, once and for whose name stands on it, and not beside the course within it', async () => {
  const arif = await staff('Arif Setiawan');
  const course = await withHours(5);
  await finish(arif.ctx(), course);
  const { id } = await makeProgram(t.ctx(), library.id);
  await makeParticipant(t.ctx(), id, { name: 'Arif Setiawan, S.Sos.', contact: 'arif@contoh.example' });
  const signatories = [{ office: 'Kepala', name: 'Siti Rahmawati', details: '' }];
  await saveCertificateRule(t.ctx(), id, { minAttendance: 0, needsTests: false, needsPlan: false, signatories });
  for (const state of ['running', 'closed'] as const) await changeState(t.ctx(), id, state);
  await issueCertificates(t.ctx(), id);
  const paper = await t.db
    .selectFrom('certificate')
    .select(['code', sql<number>`(content ->> 'jp')::int`.as('jp')])
    .where('programId', '=', id)
    .executeTakeFirstOrThrow();
  expect(paper.jp).toBeGreaterThan(0);
  const sum = async () => (await viewYear(arif.ctx(), 2026)).total + (await viewYear(arif.ctx(), 2027)).total;
  expect(await sum()).toBe(5);
  const somebody = await staff('Rina Wati');
  expect(await code(showWorkshop(somebody.ctx(), { code: paper.code }, IP))).toBe('study_hours.other_name');
  const { code: ofCourse } = await issueCourseCertificate(arif.ctx(), course.id);
  expect(await code(showWorkshop(arif.ctx(), { code: ofCourse }, IP))).toBe('study_hours.not_workshop');
  // who spoke there did not learn it there
  const roleIs = async (role: string) =>
    sql`update certificate set content = jsonb_set(content, '{role}', to_jsonb(${role}::text)) where code = ${paper.code}`.execute(
      t.db,
    );
  await roleIs('speaker');
  expect(await code(showWorkshop(arif.ctx(), { code: paper.code }, IP))).toBe('study_hours.not_workshop');
  await roleIs('participant');
  const row = await showWorkshop(arif.ctx(), { code: paper.code.toLowerCase(), courseId: course.id }, IP);
  expect(await sum()).toBe(paper.jp);
  const namesake = await staff('Arif Setiawan');
  expect(await code(showWorkshop(namesake.ctx(), { code: paper.code }, IP))).toBe('study_hours.shown');
  expect(await code(takeOutWorkshop(namesake.ctx(), row))).toBe('study_hours.not_found');
  await revokeCertificate(t.ctx(), paper.code, { reason: 'Daftar hadir keliru' });
  // nor does it hide the course any more
  expect(await sum()).toBe(5);
  await takeOutWorkshop(arif.ctx(), row);
  expect((await viewYear(arif.ctx(), 2026)).lines).toHaveLength(1);
});

test('whoever heads a library sees its staff by name; the network sees counts, and of fewer than ten nothing', async () => {
  const [small, large] = [
    await createLibrary(t.ctx(), { code: 'KECIL', name: 'Perpustakaan Kecil', type: 'kelurahan' }),
    await createLibrary(t.ctx(), { code: 'BESAR', name: 'Perpustakaan Besar', type: 'kelurahan' }),
  ];
  for (let nth = 0; nth < 12; nth += 1) {
    const one = await staff(`Petugas ${String(nth).padStart(2, '0')}`, nth < 2 ? small.id : large.id);
    if (nth % 2 === 0) await addEntry(one.ctx(), { ...ENTRY, jp: 20 });
  }
  const head = t.ctx({ homeLibraryId: null, grants: [{ libraryId: small.id, permissions: ['accounts.manage'] }] });
  expect((await staffYears(head, { libraryId: small.id })).staff).toMatchObject([
    { name: 'Petugas 00', total: 20, fromOwn: 20, isReached: true },
    { name: 'Petugas 01', total: 0, isReached: false },
  ]);
  expect((await staffYears(head, { libraryId: small.id, year: 2025 })).staff[0]?.total).toBe(0);
  expect(await code(staffYears(head, { libraryId: large.id }))).toBe('platform.forbidden');
  expect(await code(libraryYears(head, 2026))).toBe('platform.forbidden');
  const city = t.ctx({ homeLibraryId: library.id, grants: [{ libraryId: null, permissions: ['accounts.manage'] }] });
  expect(await code(staffYears(city, { libraryId: small.id }))).toBe('platform.forbidden');
  expect((await staffYears(city, { libraryId: library.id })).library.id).toBe(library.id);
  const told = new Map((await libraryYears(city, 2026)).map((one) => [one.libraryId, one]));
  expect(told.get(small.id)).toMatchObject({ staff: null, reached: null });
  // five reached it and five did not: neither is said
  expect(told.get(large.id)).toMatchObject({ staff: 10, reached: null });
  expect(new Map((await libraryYears(city, 2025)).map((one) => [one.libraryId, one])).get(large.id)).toMatchObject({
    ...{ staff: 10, reached: 0 },
  });
});

test('the year is printed as a list, also an empty one', async () => {
  const { ctx } = await staff('Nur Aini');
  const empty = await yearPdf(ctx(), config, 2025);
  await addEntry(ctx(), ENTRY);
  const { fileName, body } = await yearPdf(ctx(), config);
  expect(fileName).toBe('rekap-jp-2026.pdf');
  for (const one of [empty.body, body]) expect(Buffer.from(one).subarray(0, 5).toString()).toBe('%PDF-');
});
