import type { Page } from 'playwright-core';
import { expectAccessible } from './browser.ts';
import { BOOKS, COURSE, LESSON, made, openPage, REASONS, TEST, type Pupil } from './class-of-thirty.ts';

/** Strikes Tab until what has the focus is this; nobody strikes more often. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let strokes = 0; strokes < 80; strokes += 1) {
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${selector} on ${page.url()}`);
}

/** With a script and without a mouse. */
export async function learnsByKeyboard(pupil: Pupil, taskId: number): Promise<void> {
  const page = await openPage(`/kelas/masuk?kode=${made.code}`);
  const { origin } = new URL(page.url());
  await page.waitForLoadState('networkidle');
  await tabTo(page, '[name=picture]');
  // a group of marks is one stop: Space chooses the first, arrows go on from it
  await page.keyboard.press('Space');
  for (
    let moves = 0;
    moves < 40 && !(await page.locator(`[name=picture][value="${pupil.picture}"]`).isChecked());
    moves += 1
  )
    await page.keyboard.press('ArrowDown');
  await tabTo(page, '[name=pin]');
  await page.keyboard.type(pupil.pin);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${origin}${COURSE}`);
  await page.goto(origin + LESSON);
  await page.waitForLoadState('networkidle');
  const pick = async (search: string, year: string, title: string): Promise<void> => {
    await tabTo(page, `#cari-${taskId}`);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(search);
    if ((await page.locator('details.lipat:has([name=dari])').getAttribute('open')) === null) {
      await tabTo(page, 'details:has([name=dari]) > summary');
      await page.keyboard.press('Enter');
    }
    await tabTo(page, `#dari-${taskId}`);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(year);
    await page.keyboard.press('Enter');
    await page.waitForURL(/cari=/);
    await page.locator('.temuan li', { hasText: title }).waitFor();
    const href = await page
      .locator('.temuan li', { hasText: title })
      .getByRole('link', { name: /^Pilih/ })
      .getAttribute('href');
    await tabTo(page, `a[href="${href}"]`);
    await page.keyboard.press('Enter');
    await page.locator('.pilihan', { hasText: title }).waitFor();
    await tabTo(page, `form[action^="?/answer#tugas-${taskId}"] button`);
    await page.keyboard.press('Enter');
  };
  await pick('gunung', '2000', BOOKS.old.title);
  await page.waitForSelector(`text=${REASONS.old}`);
  await expectAccessible(page);
  await tabTo(page, '.pilihan a.btn');
  await page.keyboard.press('Enter');
  await page.locator('.pilihan').waitFor({ state: 'detached' });
  await pick('gunung api', '2016', BOOKS.right.title);
  await page.locator('.pilihan', { hasText: 'Cocok' }).waitFor();
  await tabTo(page, '[name=choice]');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Gambar pun punya penulis dan tanggal.');
  await tabTo(page, 'form[action="?/finish"] button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=selesai seluruhnya');
  await page.goto(origin + TEST);
  await page.waitForLoadState('networkidle');
  await tabTo(page, 'form[action="?/begin"] button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.soal');
  for (let nth = 0; nth < 2; nth += 1) {
    await tabTo(page, `.soal:nth-of-type(${nth + 1}) input[type=radio]`);
    await page.keyboard.press('Space');
  }
  await page.keyboard.press('Enter');
  await page.waitForSelector('text=Terima kasih. 2 pertanyaan');
  await page.context().close();
}
