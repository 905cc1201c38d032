import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { getRound } from '#modules/city/satisfaction/testing';
import { answerQuestionnaire, getPlacement } from '#modules/community/questionnaires';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemClock } from '#platform/clock';
import { systemCtx } from '#platform/context';
import { expectAccessible, scripted, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  await makeLibrary(systemCtx(t.db, t.clock, 'uji'), 'KOTA', 'Perpustakaan Kota');
});
const browser = useBrowser();
const PHONE = { viewport: { width: 390, height: 844 } };
const PLAN = '/staf/layanan/ikm/baru';
const text = async (page: Page): Promise<string> => (await page.textContent('main')) ?? '';
/** The same page, loaded again without what its address says of a form or a place in it. */
const anew = async (page: Page): Promise<unknown> =>
  page.goto(app.origin + new URL(page.url()).pathname, { waitUntil: 'networkidle' });
/** A page of staff is posted, and comes back with what was done. */
async function press(page: Page, button: string, told: string): Promise<void> {
  await page.click(`main button:has-text("${button}")`);
  await page.waitForSelector(`.flash:has-text("${told}")`);
  await anew(page);
}

/** One chooses "Sesuai" everywhere on a phone, and says nothing of themselves. */
async function answerOnPhone(code: string): Promise<void> {
  const phone = await browser.open({ ...PHONE, javaScriptEnabled: false });
  await phone.goto(`${app.origin}/isi/${code}`);
  for (let nth = 1; nth <= 9; nth += 1) await phone.click(`label:has([name="answers.u${nth}"][value="3"])`);
  await phone.fill('#answers-saran', 'Pak Budi di meja depan galak');
  await phone.click('button:has-text("Kirim")');
  await phone.waitForURL(/terima-kasih/);
}

test('a round goes from its plan to what everybody reads on a phone, with the words of the library alone', async () => {
  const desk = await browser.open();
  await signInAsStaff(desk, app.origin, { next: PLAN });
  await desk.goto(app.origin + PLAN);
  await scripted(desk);
  await desk.fill('[name=name]', 'Semester II 2026');
  await desk.selectOption('[name=service]', 'reference');
  await desk.fill('[name=to]', '2026-12-31');
  await desk.fill('[name=population]', '1000');
  await desk.click('main button:has-text("Rencanakan")');
  await desk.waitForURL(/\/staf\/layanan\/ikm\/\d+$/);
  const id = Number(new URL(desk.url()).pathname.split('/').at(-1));
  await anew(desk);
  await expectAccessible(desk);
  await press(desk, 'Buka putaran', 'Putaran dibuka');
  expect(await text(desk)).toContain('dari 278 yang diperlukan');

  const [place] = (await getRound(app.ctx(), id)).places;
  const { code } = await getPlacement(app.ctx(), place?.placementId ?? 0);
  await answerOnPhone(code);
  for (let nth = 0; nth < 11; nth += 1) {
    const score = nth % 2 === 0 ? '4' : '3';
    const answers = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`u${at + 1}`, at === 7 ? '2' : score]));
    // by the clock of the server, which opened the round
    const guest = { ...app.ctx({ kind: 'anonymous' }), clock: systemClock };
    await answerQuestionnaire(guest, app.storage, { code, answers });
  }

  await anew(desk);
  await desk.click('summary:has-text("Tutup putaran")');
  await press(desk, 'Tutup sekarang', 'Putaran ditutup');
  expect(await text(desk)).toContain('Selang 95%:');
  await scripted(desk);
  await desk.fill('[name=suggestions]', 'Sapa lebih ramah di meja depan');
  await press(desk, 'Simpan ringkasan', 'Ringkasan saran tersimpan');
  await scripted(desk);
  await desk.click('summary:has-text("Tambah tindak lanjut")');
  await desk.selectOption('[name=element]', 'U8');
  await desk.fill('[name=action]', 'Kursi di ruang baca ditambah');
  await desk.fill('[name=owner]', 'Bagian umum');
  await desk.fill('[name=dueOn]', '2027-03-31');
  await press(desk, 'Simpan tindak lanjut', 'Tindak lanjut tersimpan');
  // two of the three lowest have no plan: whoever publishes is told, and says so
  await desk.click('summary:has-text("Terbitkan hasil")');
  expect(await desk.textContent('details.sure[open]')).toContain('U1 Persyaratan');
  await press(desk, 'Terbitkan tanpa rencana itu', 'Hasil diterbitkan');
  expect(await text(desk)).toContain('Belum ada tindak lanjut untuk unsur terendah: U1 Persyaratan');
  await expectAccessible(desk);

  const phone = await browser.open(PHONE);
  await phone.goto(`${app.origin}/kepuasan`);
  await expectAccessible(phone);
  expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390);
  const told = await text(phone);
  for (const words of [
    '12 responden.',
    'Diperlukan 278.',
    'Bobot 1/9.',
    'Selang 95%:',
    'U8 Sarana dan prasarana',
    'Kursi di ruang baca ditambah',
    'Sapa lebih ramah di meja depan',
    'Semester II 2026',
  ])
    expect(told).toContain(words);
  expect(told).not.toContain('Budi');
  const [report] = await Promise.all([phone.waitForEvent('download'), phone.click('a:has-text("Unduh laporan")')]);
  expect(report.suggestedFilename()).toBe(`laporan-skm-${id}.pdf`);
});
