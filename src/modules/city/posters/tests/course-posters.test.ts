import { beforeAll, expect, test } from 'vitest';
import type { Library } from '#modules/ground/libraries';
import {
  addLesson,
  addTask,
  createCourse,
  getCourse,
  publishCourse,
  saveCourse,
  withdrawCourse,
} from '#modules/learning/courses';
import { embeds } from '#modules/learning/courses/embeds';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { openLink } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addPlaces, getPoster, makePoster, posterPdf, suggestCourseWords, viewChain } from '../index.ts';

const t = useTestDb();
const { open, draft, versionOf } = courseHouse(t);
const services = { config: { root: process.cwd() }, origin: 'https://perpustakaan.blitarkota.go.id' };
const look = { template: 'barn', format: 'a4' } as const;
const [embed] = embeds;
let kota: Library;
let turi: Library;
const outreach = (libraryId: number): Ctx => t.ctx({ grants: [{ libraryId, permissions: ['posters.make'] }] });
const shown = async (id: number, ctx: Ctx = t.ctx({ kind: 'anonymous' })) =>
  (await embed?.show(ctx, [String(id), '0', 'bukan angka', '999999999999999']))?.get(String(id));

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota Blitar');
  turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Kelurahan Turi');
});

async function hung(courseId: number) {
  const { words } = await suggestCourseWords(t.ctx(), courseId);
  const id = await makePoster(t.ctx(), kota.id, { ...look, subject: { kind: 'course', courseId }, words });
  await addPlaces(t.ctx(), id, [{ name: 'Halte' }]);
  const { places } = await getPoster(t.ctx(), id);
  return { id, link: places[0]?.code ?? '' };
}
/** Says anew what a course is called and where it stands, and shows that to everybody. */
async function renamed(id: number, head: { title: string; slug: string }): Promise<void> {
  const { audience } = await getCourse(t.ctx(), id);
  await saveCourse(t.ctx(), id, { ...head, audience, version: await versionOf(id) });
  await publishCourse(t.ctx(), id, await versionOf(id));
}

test('a poster of a course begins with its title, and its codes lead there, also after it was renamed', async () => {
  const { id: courseId, slug } = await open('Cek dulu sebelum percaya', [choice()]);
  const { id, link } = await hung(courseId);
  const poster = await getPoster(t.ctx(), id);
  expect(poster.words).toMatchObject({ title: 'Cek dulu sebelum percaya', second: '1 pelajaran · 40 menit' });
  expect(poster.subject).toMatchObject({ kind: 'course', courseId, state: 'open' });
  expect(await openLink(t.ctx(), link, true)).toEqual({ kind: 'goes', to: `/kelas/${slug}` });
  await renamed(courseId, { title: 'Cek dulu', slug: 'cek-saja' });
  expect((await getPoster(t.ctx(), id)).subject).toMatchObject({ title: 'Cek dulu', leadsTo: '/kelas/cek-saja' });
  expect((await posterPdf(t.ctx(), services, id)).body.length).toBeGreaterThan(1000);
  expect(await viewChain(t.ctx(), id)).toMatchObject({ leads: false, opened: 1 });
});

test('of a draft, a course that was withdrawn or that there is not, no poster is made or printed and nothing stands in a writing, until it is back', async () => {
  const { id: draftId } = await draft('Naskah', [choice()]);
  expect(await code(suggestCourseWords(t.ctx(), draftId))).toBe('posters.subject_gone');
  expect(await shown(draftId)).toBeUndefined();
  const subject = { kind: 'course', courseId: 987_654_321 } as const;
  const words = { title: 'Tidak ada', call: 'Pindai' };
  expect(await code(makePoster(t.ctx(), kota.id, { ...look, subject, words }))).toBe('posters.subject_gone');
  const { id: courseId } = await open('Mencari', [choice()]);
  const { id } = await hung(courseId);
  expect(await shown(courseId)).toMatchObject({
    title: 'Mencari',
    href: '/kelas/mencari',
    lines: ['1 pelajaran · 40 menit'],
  });
  await withdrawCourse(t.ctx(), courseId, await versionOf(courseId));
  expect((await getPoster(t.ctx(), id)).subject).toMatchObject({ state: 'gone', leadsTo: null });
  expect(await code(posterPdf(t.ctx(), services, id))).toBe('posters.subject_gone');
  expect(await shown(courseId)).toBeUndefined();
  await publishCourse(t.ctx(), courseId, await versionOf(courseId));
  expect((await getPoster(t.ctx(), id)).subject).toMatchObject({ state: 'open' });
});

test('a course of a library is announced by its own staff, one of the network by whoever makes posters anywhere', async () => {
  const ofTuri = await createCourse(t.ctx(), { libraryId: turi.id, title: 'Turi belajar', audience: 'adults' });
  const lessonId = await addLesson(t.ctx(), ofTuri, { title: 'Satu', minutes: 20 });
  await addTask(t.ctx(), lessonId, { body: choice(), after: null });
  await publishCourse(t.ctx(), ofTuri, await versionOf(ofTuri));
  const { id: ofAll } = await open('Untuk semua', [choice()]);
  expect((await suggestCourseWords(outreach(turi.id), ofTuri)).course.libraryId).toBe(turi.id);
  expect(await code(suggestCourseWords(outreach(kota.id), ofTuri))).toBe('platform.forbidden');
  expect((await suggestCourseWords(outreach(turi.id), ofAll)).course.libraryId).toBeNull();
  expect(await code(suggestCourseWords(t.ctx({ grants: [] }), ofAll))).toBe('platform.forbidden');
});

test('whoever writes finds a course by what they type, in either language, whatever they type', async () => {
  const { id } = await open('Detektif Informasi', [choice()]);
  await saveCourse(t.ctx(), id, {
    ...{
      title: 'Detektif Informasi',
      titleEn: 'Information Detectives',
      audience: 'pupils',
      version: await versionOf(id),
    },
  });
  await publishCourse(t.ctx(), id, await versionOf(id));
  const found = async (typed: string) => (await embed?.choices(t.ctx(), typed))?.map(({ words }) => words);
  expect(await found('  DETEKTIF ')).toEqual(['Detektif Informasi']);
  expect(await found('detectives')).toEqual(['Detektif Informasi']);
  for (const typed of ['a\0b', 'x'.repeat(200_000)]) expect(await found(typed)).toEqual([]);
  // signs without any letter narrow nothing down
  for (const typed of ['%_\\', '\ud800', '']) expect(await found(typed)).toContain('Detektif Informasi');
  expect((await shown(id, { ...t.ctx(), locale: 'en' }))?.title).toBe('Information Detectives');
});
