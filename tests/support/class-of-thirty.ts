import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { listCompetences } from '#modules/learning/competences';
import { saveSampleTest } from '#modules/learning/course-tests/testing';
import { saveSampleCourse } from '#modules/learning/courses/testing';
import { checkOut } from '#modules/lending/circulation';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, untilKept, useBrowser, usePhone } from './browser.ts';
import { PupilClient } from './pupil-client.ts';
import { archiveOf, QUESTION, SEARCH } from './sample-courses.ts';
import { useApp, type TestApp } from './start-app.ts';
import type { TestDb } from './test-db.ts';

export const COURSE = '/kelas/detektif-informasi';
export const LESSON = `${COURSE}/mencari-buku`;
export const TEST = `${COURSE}/tes/akhir`;
export const NAMES = Array.from(
  { length: 30 },
  (_, nth) => `Murid Uji ${String.fromCharCode(65 + (nth % 26))}${nth + 10}`,
);
/** What the worker does beside the page is done soon, not at once. */
const SOON = { timeout: 15_000 };
export const BOOKS = {
  right: { title: 'Gunung Api Indonesia', year: 2019, ddc: '551.21' },
  old: { title: 'Gunung Kelud Dahulu', year: 2009, ddc: '551.21' },
  other: { title: 'Masakan Kaki Gunung', year: 2020, ddc: '641.5' },
  lent: { title: 'Gunung Bromo', year: 2021, ddc: '551.21' },
};
type Book = keyof typeof BOOKS;
const bibs = new Map<Book, number>();
const bib = (book: Book): string => String(bibs.get(book) ?? 0);

let app: TestApp;
let browser: ReturnType<typeof useBrowser>;
let phone: ReturnType<typeof usePhone>;

/** A school, its course with a search and a test, a teacher, and books of which one alone is right. */
async function seed(t: TestDb): Promise<void> {
  const ctx = t.ctx();
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  for (const [nth, book] of (['right', 'old', 'other', 'lent'] as const).entries()) {
    const bibId = await makeBib(ctx, BOOKS[book]);
    bibs.set(book, bibId);
    await makeItem(ctx, { bibId, libraryId, barcodes: [`G-${nth}`] });
  }
  const reader = await makeMember(ctx, { fullName: 'Peminjam', number: 'P-1', homeLibrary: 'KOTA' });
  await checkOut({ ...ctx, libraryId }, { memberNumber: reader, itemBarcode: 'G-3' });
  await makeAccount(t, {
    ...{ username: 'mega', fullName: 'Mega Puspita', homeLibraryId: libraryId },
    grants: [{ role: 'school_staff', libraryId }],
  });
  const archive = archiveOf('Detektif Informasi', [
    {
      title: 'Mencari buku',
      minutes: 40,
      parts: [{ markdown: 'Siapkan kaca pembesar.' }, { task: SEARCH }, { task: QUESTION }],
    },
  ]);
  const [competence] = (await listCompetences(ctx, { framework: 'literasi', limit: 1 })).data;
  await t.db.transaction().execute(async (trx) => {
    const courseId = await saveSampleCourse(trx, ctx, { archive, published: true });
    const body = {
      prompt: { id: 'Di mana mencari buku?' },
      asked: {
        form: 'one' as const,
        options: [{ label: { id: 'Di katalog' }, right: true }, { label: { id: 'Di dapur' } }],
      },
    };
    const second = { ...body, prompt: { id: 'Kapan sebuah kabar diteruskan?' } };
    const items = [body, second].map((one) => ({
      body: { kind: 'question' as const, ...one },
      competenceId: competence?.id ?? 0,
    }));
    await saveSampleTest(trx, ctx, { courseId, minutes: 5, items });
  });
}

/** The server, browsers and a phone for the journey of a class. */
export function useClassOfThirty(): { app: TestApp } {
  app = useApp(seed);
  browser = useBrowser();
  phone = usePhone();
  return { app };
}

export interface Pupil {
  name: string;
  picture: string;
  pin: string;
}
/** Of the class that {@link makeClass} made. */
export const made = { code: '', path: '' };

/** A page of a browser of its own, at this address of the server. */
export const openPage = async (path: string): Promise<Page> => {
  const page = await browser.open();
  await page.goto(app.origin + path);
  return page;
};

export async function teacher(): Promise<Page> {
  const page = await browser.open();
  const { token } = await signedIn(app, 'mega');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  return page;
}

/** The teacher makes the class and its pupils; the PINs are told once. */
export async function makeClass(page: Page): Promise<Pupil[]> {
  await page.goto(`${app.origin}/staf/belajar/kelas/baru`);
  await page.selectOption('[name=libraryId]', { label: 'Perpustakaan Kota' });
  await page.selectOption('[name=courseId]', { label: 'Detektif Informasi' });
  await page.fill('[name=name]', '5A');
  await page.fill('[name=startsOn]', '2026-11-23');
  await page.click('button:has-text("Buat kelas")');
  await page.waitForURL(/\/staf\/belajar\/kelas\/\d+/);
  made.path = new URL(page.url()).pathname;
  await page.fill('[name=names]', NAMES.join('\n'));
  // thirty PINs are hashed, which is slow by design
  await page.click('button:has-text("Masukkan ke kelas")', { timeout: 30_000 });
  const rows = page.locator('tr:has(td b.mono)');
  await rows.first().waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  made.code = (await page.locator('b.mono').first().textContent()) ?? '';
  const names = await rows.locator('th').allTextContents();
  const pins = await rows.locator('td b.mono').allTextContents();
  await page.click('summary:has-text("Catat izin untuk semua")');
  await page.click('button:has-text("Ya, catat untuk semua")');
  await page.waitForSelector('.flash');
  const pictures = await app.db.selectFrom('classPupil').select(['name', 'picture']).execute();
  return names.map((name, nth) => ({
    ...{ name, pin: pins[nth] ?? '' },
    picture: String(pictures.find((one) => one.name === name)?.picture ?? 0),
  }));
}

/** A child comes in with a browser. */
async function comeIn(page: Page, { picture, pin }: Pupil): Promise<void> {
  await page.goto(`${app.origin}/kelas/masuk?kode=${made.code}`);
  await page.check(`[name=picture][value="${picture}"]`);
  await page.fill('[name=pin]', pin);
  await page.click('main form button:has-text("Masuk")');
  await page.waitForURL(`${app.origin}${COURSE}`);
}
/** The lesson with records chosen, found by a year. */
const chosen = (taskId: number, ...books: Book[]): string =>
  `${LESSON}?${new URLSearchParams([['tugas', String(taskId)], ['cari', 'gunung'], ['dari', '2000'], ...books.map((book) => ['pilih', bib(book)])]).toString()}`;

/** One of those over HTTP: learns, is told why a record is wrong, and hands in the test. */
export async function learns(pupil: Pupil, taskId: number, wrong: Book): Promise<void> {
  const client = new PupilClient(app.origin);
  const door = `/kelas/masuk?kode=${made.code}`;
  const inside = await client.submit(door, await client.open(door), '?/enter', {
    picture: pupil.picture,
    pin: pupil.pin,
  });
  expect(inside).toContain(pupil.name);
  for (const book of [wrong, 'right'] as const) {
    const at = chosen(taskId, book);
    const judged = await client.submit(at, await client.open(at), `?/answer#tugas-${taskId}`);
    expect(judged).toContain(book === 'right' ? 'Tepat' : REASONS[book]);
  }
  const asked = await client.open(LESSON);
  const question = /\?\/answer#(tugas-\d+)/g;
  const other = [...asked.matchAll(question)].map(([, id]) => id).find((id) => id !== `tugas-${taskId}`);
  const answered = await client.submit(LESSON, asked, `?/answer#${other}`, { choice: '1' });
  const done = await client.submit(LESSON, answered, '?/finish');
  expect(done).toContain('selesai seluruhnya');
  const begun = await client.submit(TEST, await client.open(TEST), '?/begin');
  const items = [...new Set([...begun.matchAll(/name="(i\d+\.choice)"/g)].map(([, name = '']) => name))];
  expect(items).toHaveLength(2);
  const thanks = await client.submit(TEST, begun, '?/handIn', Object.fromEntries(items.map((name) => [name, '0'])));
  expect(thanks).toContain('Terima kasih. 2 pertanyaan');
}
export const REASONS: Record<Book, string> = {
  right: 'Cocok',
  old: 'terbit 2009; yang diminta lebih baru',
  other: 'bukan tentang yang dicari',
  lent: 'sekarang tidak ada di rak',
};

/** Without a script: every wrong record is refused in words, on the page. */
export async function learnsWithoutScript(pupil: Pupil, taskId: number): Promise<void> {
  const page = await browser.open({ javaScriptEnabled: false });
  await comeIn(page, pupil);
  const fate = page.locator('.temuan .pilihan');
  for (const book of ['other', 'old', 'lent'] as const) {
    await page.goto(app.origin + chosen(taskId, book));
    await page.click('button:has-text("Periksa")');
    expect(await fate.textContent()).toContain(REASONS[book]);
    expect(await fate.textContent()).toContain('Belum cocok');
  }
  await page.goto(app.origin + chosen(taskId, 'right'));
  await page.click('button:has-text("Periksa lagi: Temukan")');
  expect(await fate.textContent()).toContain('Cocok');
  await page.check('label:has-text("Mencari foto yang sama") input');
  await page.click('button:has-text("Periksa: Seorang teman")');
  await page.click('button:has-text("Tandai selesai")');
  await handIn(page, async () => Promise.resolve());
  await page.context().close();
}

/** @param look at the page as it stands: axe is a script, and so no matter of whoever has none */
async function handIn(page: Page, look: () => Promise<void> = async () => expectAccessible(page)): Promise<void> {
  await page.goto(app.origin + TEST);
  await page.click('button:has-text("Mulai")');
  await page.waitForSelector('.soal');
  await look();
  for (const one of await page.locator('.soal').all()) await one.getByLabel('Di katalog').check();
  await page.click('button:has-text("Serahkan")');
  await page.waitForSelector('text=Terima kasih. 2 pertanyaan');
  await look();
}

/** On a phone whose network goes in the middle of the lesson and comes back. */
export async function learnsCutOff(pupil: Pupil, taskId: number): Promise<void> {
  const page = await phone.open();
  await page.goto(app.origin);
  await untilKept(page);
  await comeIn(page, pupil);
  await page.goto(app.origin + chosen(taskId, 'right'));
  await page.click('button:has-text("Periksa: Temukan")');
  await page.waitForSelector('.pilihan:has-text("Cocok")');
  await page.goto(app.origin + LESSON);
  await page.waitForSelector('[data-tersimpan]:not([hidden])');
  await page.context().setOffline(true);
  await page.goto(app.origin + LESSON);
  await page.check('label:has-text("Mencari foto yang sama") input');
  await page.click('button:has-text("Periksa: Seorang teman")');
  await page.waitForSelector('text=Jawaban disimpan di perangkat ini');
  await page.context().setOffline(false);
  const learner = async () =>
    app.db
      .selectFrom('taskAnswer')
      .innerJoin('courseLearner', 'courseLearner.id', 'taskAnswer.learnerId')
      .select('tries')
      .where('taskId', '<>', taskId)
      .where('keyHash', '=', await keyHashOf(pupil))
      .execute();
  await page.goto(app.origin + LESSON);
  await expect.poll(learner, SOON).toEqual([{ tries: 1 }]);
  await page.goto(app.origin + LESSON);
  await page.click('button:has-text("Tandai selesai")');
  await page.waitForSelector('text=selesai seluruhnya');
  await handIn(page);
}

/** What is written down of all of them. */
export async function counted() {
  const [learners, answers, sittings, given] = [
    await app.db.selectFrom('courseLearner').select('finishedAt').execute(),
    await app.db.selectFrom('taskAnswer').select('rightAt').execute(),
    await app.db.selectFrom('testSitting').select('handedInAt').execute(),
    await app.db.selectFrom('testAnswer').select('isRight').execute(),
  ];
  return {
    learners: learners.length,
    finished: learners.filter(({ finishedAt }) => finishedAt !== null).length,
    right: answers.filter(({ rightAt }) => rightAt !== null).length,
    handedIn: sittings.filter(({ handedInAt }) => handedInAt !== null).length,
    answers: given.length,
  };
}

const keyHashOf = async ({ name }: Pupil): Promise<Buffer> => {
  const { learnerKey } = await app.db
    .selectFrom('classPupil')
    .select('learnerKey')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return createHash('sha256').update(learnerKey).digest();
};
