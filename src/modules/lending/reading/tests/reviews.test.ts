import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  approveReview,
  createList,
  decidedReviews,
  getOwnReview,
  getSharedList,
  getOwnList,
  listOwnReviews,
  listReports,
  listReviews,
  refuseReview,
  removeReview,
  reopenReview,
  reportList,
  reportReview,
  reviewQueue,
  saveReview,
  saveToList,
  setDisplayName,
  settleReport,
  voicesOf,
} from '../index.ts';
import { averageStars } from '../rules/stars.ts';
import { asReader } from '../testing.ts';

const t = useTestDb();
let sari: Ctx;
let dimas: Ctx;
let desk: Ctx;
const ALL = { limit: 50 };

beforeAll(async () => {
  await aLibrary(t.ctx());
  sari = asReader(t, await aMember(t.ctx(), { fullName: 'Sari Wulandari', birthDate: '1990-02-01' }));
  dimas = asReader(t, await aMember(t.ctx(), { fullName: 'Dimas Aji Pratama', birthDate: '1988-05-12' }));
  desk = t.ctx({ grants: [{ libraryId: null, permissions: ['reviews.moderate'] }] });
});

const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'allowed',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
const pending = async (bibId: number) => {
  const found = (await reviewQueue(desk, ALL)).data.find((review) => review.bibId === bibId);
  if (!found) throw new Error('nothing waits');
  return { id: found.id, version: found.version };
};
const told = async (id: number) =>
  t.db
    .selectFrom('notification')
    .select(['topic', 'params', 'withdrawnAt'])
    .where('about', '=', `review:${id}`)
    .execute();

test('a review is shown only after a librarian has read it, under the chosen name; the mean counts what is shown', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Laskar Pelangi' });
  await saveReview(sari, bibId, { stars: 5, body: '  Saya menangis di halaman terakhir.  ' });
  await saveReview(dimas, bibId, { stars: 2 });
  expect(await voicesOf(t.ctx(), bibId)).toMatchObject({ count: 0, average: null, reviews: [] });
  expect(await refusal(approveReview(sari, await pending(bibId)))).toBe('platform.forbidden');
  await approveReview(desk, await pending(bibId));
  expect(await voicesOf(t.ctx(), bibId)).toMatchObject({
    count: 1,
    average: 5,
    reviews: [{ stars: 5, body: 'Saya menangis di halaman terakhir.', by: null }],
  });
  await setDisplayName(sari, 'Pembaca Gedog');
  await approveReview(desk, await pending(bibId));
  expect(await voicesOf(t.ctx(), bibId)).toMatchObject({
    count: 2,
    average: 3.5,
    reviews: [{ by: 'Pembaca Gedog' }, {}],
  });
  expect(JSON.stringify(await listReviews(t.ctx({ kind: 'anonymous' }), bibId, ALL))).not.toMatch(/Sari|Dimas/);
});

test('one reader has one review of a title; changing it sends it back to the queue', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
  await saveReview(sari, bibId, { stars: 4, body: 'Bagus.' });
  await approveReview(desk, await pending(bibId));
  await saveReview(sari, bibId, { stars: 1, body: 'Berubah pikiran.' });
  expect(await voicesOf(t.ctx(), bibId)).toMatchObject({ count: 0 });
  expect(await getOwnReview(sari, bibId)).toMatchObject({ status: 'pending', stars: 1 });
  expect((await listOwnReviews(sari)).filter((review) => review.bibId === bibId)).toHaveLength(1);
});

test('a librarian who decides on a wording that was changed meanwhile is told so', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Gadis Kretek' });
  await saveReview(sari, bibId, { stars: 4, body: 'Wangi cengkih.' });
  const read = await pending(bibId);
  await saveReview(sari, bibId, { stars: 4, body: 'Sesuatu yang lain sama sekali.' });
  expect(await refusal(approveReview(desk, read))).toBe('platform.version_conflict');
  expect(await refusal(refuseReview(desk, { ...read, reason: 'x' }))).toBe('platform.version_conflict');
});

test('who is turned down is told why, in words; the decision can be taken back before it is sent', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Cantik Itu Luka' });
  await saveReview(dimas, bibId, { stars: 1, body: 'Pak Budi di RT 3 itu penipu.' });
  const read = await pending(bibId);
  expect(await refusal(refuseReview(desk, { ...read, reason: '  ' }))).toBe('platform.invalid_input');
  await refuseReview(desk, { ...read, reason: 'Tolong tulis tentang bukunya, tanpa nama orang.' });
  expect(await getOwnReview(dimas, bibId)).toMatchObject({
    status: 'refused',
    reason: expect.stringContaining('tanpa nama') as string,
  });
  expect(await told(read.id)).toMatchObject([
    { topic: 'review', params: { title: 'Cantik Itu Luka' }, withdrawnAt: null },
  ]);
  expect((await decidedReviews(desk)).map((review) => review.id)).toContain(read.id);
  await reopenReview(desk, read.id);
  expect(await getOwnReview(dimas, bibId)).toMatchObject({ status: 'pending', reason: null });
  expect((await told(read.id))[0]?.withdrawnAt).not.toBeNull();
  await refuseReview(desk, { ...(await pending(bibId)), reason: 'Masih sama.' });
  expect(await told(read.id)).toHaveLength(2);
});

test('a reader reports a review that is shown; a librarian leaves it or takes it down, once for all who reported', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Ronggeng Dukuh Paruk' });
  await saveReview(sari, bibId, { stars: 3, body: 'Iklan: hubungi saya.' });
  const { id, version } = await pending(bibId);
  expect(await refusal(reportReview(dimas, id, 'belum tampil'))).toBe('reading.review_not_found');
  await approveReview(desk, { id, version });
  await reportReview(dimas, id, 'Ini iklan.');
  await reportReview(dimas, id, 'Ini iklan, sekali lagi.');
  const reports = (await listReports(desk)).filter((report) => report.review?.id === id);
  expect(reports).toMatchObject([{ reason: 'Ini iklan.', review: { title: 'Ronggeng Dukuh Paruk' } }]);
  await settleReport(desk, { id: reports[0]?.id ?? 0, outcome: 'keep' });
  expect(await voicesOf(t.ctx(), bibId)).toMatchObject({ count: 1 });
  await reportReview(dimas, id, 'Tetap iklan.');
  const [again] = (await listReports(desk)).filter((report) => report.review?.id === id);
  await settleReport(desk, { id: again?.id ?? 0, outcome: 'remove', reason: 'Iklan tidak kami tampilkan.' });
  expect(await voicesOf(t.ctx(), bibId)).toMatchObject({ count: 0 });
  expect(await told(id)).toHaveLength(1);
  expect(await refusal(settleReport(desk, { id: again?.id ?? 0, outcome: 'keep' }))).toBe('reading.report_not_found');
});

test('a public list that was reported is closed to the public; its owner keeps it and reads why', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Pulang' });
  const id = await createList(sari, { title: 'Judul yang menyerang orang', visibility: 'public' });
  await saveToList(sari, { bibId, list: { id } });
  const page = { offset: 0, limit: 10 };
  const { shareToken } = await getOwnList(sari, id, page);
  expect(await voicesOf(t.ctx(), bibId)).toMatchObject({ lists: [{ shareToken }] });
  await reportList(dimas, shareToken ?? '', 'Menyebut nama tetangga.');
  const [report] = await listReports(desk);
  await settleReport(desk, { id: report?.id ?? 0, outcome: 'remove', reason: 'Ganti judulnya.' });
  expect(await refusal(getSharedList(dimas, shareToken ?? '', page))).toBe('reading.list_not_found');
  expect(await voicesOf(t.ctx(), bibId)).toMatchObject({ lists: [] });
  expect(await getOwnList(sari, id, page)).toMatchObject({ hiddenReason: 'Ganti judulnya.', entryCount: 1 });
});

test('a review that is taken back is gone', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Amba' });
  await saveReview(sari, bibId, { stars: 4 });
  await removeReview(sari, bibId);
  expect(await getOwnReview(sari, bibId)).toBeNull();
  expect(await refusal(removeReview(sari, bibId))).toBe('reading.review_not_found');
  for (const stars of [0, 6, 2.5])
    expect(await refusal(saveReview(sari, bibId, { stars }))).toBe('platform.invalid_input');
});

test('the mean of stars is rounded to tenths, halves up, and lies between the least and the most', () => {
  expect(averageStars(13, 3)).toBe(4.3);
  expect(averageStars(9, 4)).toBe(2.3);
  expect(averageStars(0, 0)).toBeNull();
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 200 }), (stars) => {
      const sum = stars.reduce((a, b) => a + b, 0);
      const mean = averageStars(sum, stars.length) ?? 0;
      expect(Math.abs(mean - sum / stars.length)).toBeLessThanOrEqual(0.05 + 1e-9);
      expect(mean).toBeGreaterThanOrEqual(Math.min(...stars));
      expect(mean).toBeLessThanOrEqual(Math.max(...stars));
    }),
  );
});
