import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makePlan } from '#modules/community/ideas';
import { makeGuest } from '#modules/community/ideas/testing';
import {
  answerQuestionnaire,
  closePlacement,
  copyInstrument,
  createQuestionnaire,
  getPlacement,
  keyOfNewEnrolment,
  placeQuestionnaire,
} from '#modules/community/questionnaires';
import { aWorkshop, shortEvaluation, someSheets, type TestWorkshop } from '#modules/community/questionnaires/testing';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

type Placed = Awaited<ReturnType<typeof getPlacement>>;
let workshop: TestWorkshop;
let [evaluation, named, first, second]: (Placed | undefined)[] = [];
let organiser: Placed | undefined;
let survey: Placed | undefined;
let guest = '';
let guestKey = '';
let [sheet, namedSheet] = ['', ''];
const app = useApp(async (t) => {
  workshop = await aWorkshop(t, 10);
  const { libraryId, programId } = workshop;
  ({ ticket: guest } = await makeGuest(t.db, { programId, name: 'Arif Setiawan', libraryId }));
  const { id: enrolmentId } = await t.db
    .selectFrom('programEnrolment')
    .select('id')
    .where('ticket', '=', guest)
    .executeTakeFirstOrThrow();
  guestKey = await keyOfNewEnrolment(t.ctx(), enrolmentId);
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name: 'Evaluasi', content: shortEvaluation });
  const about = { questionnaireId, libraryId, programId, audience: 'participants', privacy: 'anonymous' } as const;
  const opensAt = new Date('2026-11-25T08:00:00+07:00');
  const place = async (more: object) =>
    getPlacement(t.ctx(), await placeQuestionnaire(t.ctx(), { ...about, role: 'survey', opensAt, ...more }));
  evaluation = await place({ label: 'Kertas' });
  named = await place({ label: 'Bernama', privacy: 'named' });
  first = await place({ label: 'Edisi 1', role: 'evaluation' });
  second = await place({ label: 'Edisi 2', role: 'evaluation' });
  const copied = await copyInstrument(t.ctx(), libraryId, 'organiser');
  organiser = await place({ questionnaireId: copied.id, label: 'Penyelenggaraan' });
  const ikm = await copyInstrument(t.ctx(), libraryId, 'ikm');
  const service = { questionnaireId: ikm.id, programId: null, audience: 'anyone' };
  for (const [name, score] of [
    ['Referensi', '3'],
    ['Sirkulasi', '4'],
  ] as const) {
    survey = await place({ ...service, service: name });
    const answers = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`u${at + 1}`, score]));
    for (let nth = 0; nth < 5; nth += 1) {
      await answerQuestionnaire(t.ctx({ kind: 'anonymous' }), t.storage, { code: survey.code, answers });
    }
    await closePlacement(t.ctx(), survey.id);
  }
  for (const [nth, { ctx }] of workshop.participants.entries()) {
    const low = { materi: String(1 + (nth % 2)), pesan: 'Waktu praktik ditambah.' };
    await answerQuestionnaire(ctx, t.storage, { code: first.code, answers: low });
    await answerQuestionnaire(ctx, t.storage, { code: second.code, answers: { materi: '4' } });
  }
  // results are compared when no more answers come
  for (const { id } of [first, second]) await closePlacement(t.ctx(), id);
  [sheet = ''] = await someSheets(t, [evaluation.id]);
  [namedSheet = ''] = await someSheets(t, [named.id], { enrolmentId });
});
const browser = useBrowser();
const text = async (page: Page): Promise<string> => (await page.textContent('main')) ?? '';
const need = (placed: Placed | undefined): Placed => {
  if (!placed) throw new Error('it was not placed');
  return placed;
};
const pathOf = (placed: Placed | undefined, more = ''): string => {
  const { id, questionnaire } = need(placed);
  return `/staf/kuesioner/${questionnaire.id}/penempatan/${id}${more}`;
};
const staffAt = async (next: string, width = 1280): Promise<Page> => {
  const page = await browser.open({ viewport: { width, height: 844 } });
  await signInAsStaff(page, app.origin, { next });
  await page.goto(app.origin + next);
  return page;
};
const oldPhone = async () => browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
/** The same page where a script can look it over, on a phone. */
async function looksRight(path: string): Promise<void> {
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  await page.goto(app.origin + path);
  await expectAccessible(page);
  expect(await fitsPhone(page)).toBe(true);
  await page.close();
}
const fitsPhone = async (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const wide = [...document.querySelectorAll('.scroll')].some((one) => one.scrollWidth > one.clientWidth + 1);
    return !wide && document.documentElement.scrollWidth <= window.innerWidth + 1;
  });

test('a questionnaire goes out as a file and comes back the same; what is no questionnaire is refused with its place', async () => {
  const page = await staffAt(`/staf/kuesioner/${need(organiser).questionnaire.id}`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('a:has-text("Unduh berkas")')]);
  const file = await readFile(await download.path(), 'utf8');
  await page.goto(`${app.origin}/staf/kuesioner`);
  const take = async (body: string): Promise<void> => {
    await page.setInputFiles('input[type=file]', {
      name: 'k.json',
      mimeType: 'application/json',
      buffer: Buffer.from(body),
    });
    await page.click('button:has-text("Ambil dari berkas")');
  };
  await take('{"name": "Rusak", "content": {"title": "", "questions": []}}');
  await expect.poll(async () => text(page)).toContain('content.title');
  await take('bukan');
  await expect.poll(async () => text(page)).toContain('Bukan berkas JSON');
  await expectAccessible(page);
  await take(file);
  await page.waitForURL(/\/staf\/kuesioner\/\d+$/);
  expect(page.url()).not.toContain(`/${need(organiser).questionnaire.id}`);
  expect(await page.textContent('h1')).toBe('Evaluasi penyelenggaraan');
  const [again] = await Promise.all([page.waitForEvent('download'), page.click('a:has-text("Unduh berkas")')]);
  expect(JSON.parse(await readFile(await again.path(), 'utf8'))).toEqual(JSON.parse(file));
});

test('sheets of paper are entered one after the other; what is missing is said, and nothing typed is lost', async () => {
  const page = await staffAt(pathOf(evaluation, '/kertas'), 390);
  await page.fill('#answers-pesan', 'Lebih banyak praktik');
  await page.click('button:has-text("Simpan lembar ini")');
  await page.waitForSelector('.note.bad');
  expect(await page.inputValue('#answers-pesan')).toBe('Lebih banyak praktik');
  await expectAccessible(page);
  await page.click('label:has-text("Sangat baik")');
  await page.fill('[name=sheet]', 'aaaa-bbbb-cccc');
  await page.click('button:has-text("Simpan lembar ini")');
  await expect.poll(async () => text(page)).toContain('Kode ini tidak ada');
  await page.fill('[name=sheet]', sheet.toUpperCase());
  await page.click('button:has-text("Simpan lembar ini")');
  await expect.poll(async () => page.textContent('.flash')).toContain('Lembar tersimpan');
  // how many there are is not told while they come
  expect(await text(page)).toContain('Jumlah tampil kemudian');
  expect(await page.inputValue('#answers-pesan')).toBe('');
  expect(await fitsPhone(page)).toBe(true);
});

test('what is typed and ticked on a slow line before the script has come stays', async () => {
  const scripts = Promise.withResolvers<void>();
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: '/staf/kuesioner' });
  await page.route('**/_app/**/*.js', async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto(app.origin + pathOf(evaluation, '/kertas'), { waitUntil: 'commit' });
  await page.click('label:has-text("Kurang")');
  await page.fill('#answers-pesan', 'Sinyal lambat');
  scripts.resolve();
  await page.waitForLoadState('networkidle');
  expect(await page.isChecked('input[type=radio][value="2"]')).toBe(true);
  expect(await page.inputValue('#answers-pesan')).toBe('Sinyal lambat');
});

test('named answers stand beside their names; a sheet of them is entered by its token', async () => {
  const page = await staffAt(pathOf(named, '/kertas'));
  await page.click('label:has-text("Kurang")');
  await page.fill('[name=sheet]', namedSheet);
  await page.click('button:has-text("Simpan lembar ini")');
  await expect.poll(async () => page.textContent('.flash')).toContain('Lembar tersimpan');
  await page.click('a:has-text("Ke pemasangan")');
  await page.click('a:has-text("Jawaban bernama")');
  await page.waitForURL(/jawaban$/);
  expect(await text(page)).toContain('Arif Setiawan');
  expect(await text(page)).toContain('Kurang');
  await expectAccessible(page);
});

test('participants are told, a short link leads to the form, and closing takes all of it back', async () => {
  const page = await staffAt(pathOf(evaluation));
  expect(await text(page)).toContain('belum kepada siapa pun');
  await app.askFor('questionnaires.notices');
  await expect
    .poll(
      async () => {
        await page.reload();
        return text(page);
      },
      { timeout: 15_000 },
    )
    .toContain('kepada 10 orang');
  await page.click('button:has-text("Buat tautan pendek")');
  await expect.poll(async () => page.textContent('.flash')).toContain('Tautan pendek dibuat');
  const address = (await page.textContent('a.mono')) ?? '';
  expect(address).toMatch(/\/q\/[a-z0-9]+$/i);
  const anybody = await oldPhone();
  await anybody.goto(app.origin + new URL(address).pathname);
  await anybody.waitForURL(`**/isi/${need(evaluation).code}`);
  await expectAccessible(page);
  await page.click('summary:has-text("Tutup pengisian")');
  await page.click('button:has-text("Tutup sekarang")');
  await expect.poll(async () => page.textContent('.flash')).toContain('Pengisian ditutup');
  await anybody.reload();
  expect(await text(anybody)).toContain('sudah ditutup');
  const left = await app.db
    .selectFrom('notification')
    .select('id')
    .where('about', '=', `questionnaire:${need(evaluation).id}`)
    .where('withdrawnAt', 'is', null)
    .execute();
  expect(left).toEqual([]);
});

test('results of one edition stand beside those of another, on a phone without scrolling sideways', async () => {
  const { questionnaire, id } = need(second);
  const path = `/staf/kuesioner/${questionnaire.id}/hasil?penempatan=${id}&banding=${need(first).id}`;
  for (const width of [390, 1280]) {
    const page = await staffAt(path, width);
    expect(await text(page)).toContain('naik 2,5');
    expect(await fitsPhone(page), String(width)).toBe(true);
    await expectAccessible(page);
  }
});

test('of a survey it is said how many have to answer once its users are given, and its services stand joined beside it', async () => {
  const page = await staffAt(pathOf(survey));
  await page.fill('[name=population]', 'lima ratus');
  await page.click('button:has-text("Simpan jumlah")');
  await expect.poll(async () => text(page)).toContain('Ada isian yang perlu diperbaiki');
  expect(await page.inputValue('[name=population]')).toBe('lima ratus');
  await page.fill('[name=population]', '500');
  await page.click('button:has-text("Simpan jumlah")');
  await expect.poll(async () => page.textContent('.flash')).toContain('Jumlah pengguna tersimpan');
  await expectAccessible(page);
  const { questionnaire, id } = need(survey);
  for (const width of [390, 1280]) {
    const results = await staffAt(`/staf/kuesioner/${questionnaire.id}/hasil?penempatan=${id}`, width);
    const said = await text(results);
    for (const words of [
      'Indeks Kepuasan Masyarakat 100,00, mutu A',
      'bukan 1/9: 99,00, mutu A',
      'Dari 500 pengguna diperlukan 217 responden',
      'IKM semua layanan, 2026',
      'Digabung menurut jumlah responden: 87,50, mutu B, dari 10 lembar.',
      'jumlah pengguna belum diisi',
    ])
      expect(said).toContain(words);
    expect(await fitsPhone(results), String(width)).toBe(true);
    await expectAccessible(results);
  }
});

test('the ticket lists what is open, whoever looks; the form asks how important things are in the same frame', async () => {
  const phone = await oldPhone();
  await phone.goto(`${app.origin}/kegiatan/tiket/${guest}`);
  expect(await text(phone)).toContain('Kuesioner untuk Anda');
  await looksRight(`/kegiatan/tiket/${guest}`);
  await phone.click('a:has-text("Evaluasi penyelenggaraan")');
  await phone.waitForURL(/\/isi\//);
  expect(await text(phone)).toContain('Kode tiket tidak dipakai');
  await phone.goto(`${app.origin}/isi/${need(organiser).code}?kunci=${guestKey}`);
  const frame = phone.locator('#praktik');
  expect(await frame.textContent()).toContain('Seberapa penting bagi Anda?');
  await frame.locator('label:has-text("Sangat penting")').click();
  for (const item of await phone.locator('.soal > .pilih').all()) await item.locator('label').nth(2).click();
  await looksRight(`/isi/${need(organiser).code}?kunci=${guestKey}`);
  await phone.click('button:has-text("Kirim")');
  await phone.waitForURL(/terima-kasih/);
  const { answers } = await app.db
    .selectFrom('questionnaireResponse')
    .select('answers')
    .where('placementId', '=', need(organiser).id)
    .executeTakeFirstOrThrow();
  expect(answers).toMatchObject({ praktik: '3', praktik_penting: '4' });
  await phone.goto(`${app.origin}/kegiatan/tiket/${guest}`);
  // the same before and after: staff have the ticket too
  expect(await text(phone)).toContain('Evaluasi penyelenggaraan');
});

test('after 30 days the plan stands in the form with its figure, and the answer moves it', async () => {
  const { programId } = workshop;
  const anybody = app.ctx({ kind: 'anonymous' });
  const plan = { activity: 'Buka Sabtu pagi', fact: 'saturday_hours', target: 4 } as const;
  const id = await makePlan(anybody, programId, plan, { ticket: guest });
  await app.restartAt('2026-12-26T10:00:00+07:00');
  const phone = await oldPhone();
  // the ticket is known to this browser from now on
  await phone.goto(`${app.origin}/kegiatan/tiket/${guest}`);
  await phone.goto(`${app.origin}/rencana-aksi/${id}/tindak-lanjut/30`);
  expect(await text(phone)).toContain('Buka Sabtu pagi');
  expect(await phone.getAttribute('.ukur svg', 'aria-label')).toContain('target 4');
  expect(await phone.isChecked('input[value=in_progress]')).toBe(true);
  await phone.click('button:has-text("Kirim tindak lanjut")');
  await phone.check('input[value=stopped]');
  await phone.fill('[name=story]', 'Belum ada yang menjaga.');
  await phone.selectOption('[name=obstacle]', 'people');
  await phone.click('button:has-text("Kirim tindak lanjut")');
  await phone.waitForURL(`**/rencana-aksi/${id}`);
  expect(await text(phone)).toContain('Berhenti');
});
