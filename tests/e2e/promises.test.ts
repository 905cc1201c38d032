import { expect, test } from 'vitest';
import { measurePromises } from '#modules/city/promises/testing';
import { COMPONENTS, TOLD_COMPONENTS } from '#modules/city/promises/client';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, scripted, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

/** Twenty suggestions of September, of which eighteen were answered within fourteen days. */
const app = useApp(async (t) => {
  const { id: libraryId } = await makeLibrary(systemCtx(t.db, t.clock, 'uji'), 'KOTA', 'Perpustakaan Kota');
  for (let nth = 0; nth < 20; nth += 1) {
    const createdAt = new Date('2026-09-10T03:00:00Z');
    const decidedAt = new Date(createdAt.getTime() + (nth < 18 ? 13 : 15) * 86_400_000);
    await t.db
      .insertInto('suggestion')
      .values({
        ...{ libraryId, title: `Usul ${nth}`, titleKey: `usul ${nth}`, authorKey: '', createdAt, decidedAt },
        ...{ decidedBy: 'Dewi', reason: 'Sudah ada yang mirip.', status: 'declined' },
      })
      .execute();
  }
});
const browser = useBrowser();
const NEW = '/staf/layanan/maklumat/baru';

test('a promise is written with all its components, signed, measured, and read by everybody on a phone', async () => {
  const desk = await browser.open();
  await signInAsStaff(desk, app.origin, { next: NEW });
  await desk.goto(app.origin + NEW);
  await scripted(desk);
  await expectAccessible(desk);
  await desk.fill('[name=name]', 'Usul buku');
  await desk.fill('[name=promise]', 'Dijawab paling lama 14 hari.');
  await desk.selectOption('[name=measure]', 'suggestions_answered');
  await desk.fill('[name=measureLimit]', '14');
  await desk.fill('[name=target]', '85');
  for (const part of COMPONENTS) await desk.fill(`[name=${part}]`, `Isi ${part}`);
  await desk.click('main button:has-text("Simpan draf")');
  await desk.waitForURL(/\/staf\/layanan\/maklumat\/\d+$/);
  await desk.goto(desk.url());
  await scripted(desk);
  await desk.fill('[name=signedBy]', 'Drs. Suprapto');
  await desk.fill('[name=signedOffice]', 'Kepala Dinas');
  await desk.fill('[name=signedPlace]', 'Blitar');
  await desk.fill('[name=signedOn]', '2026-11-02');
  await desk.click('main button:has-text("Tetapkan dan terbitkan")');
  await desk.waitForSelector('.flash');
  // as the clock does every night
  await measurePromises(systemCtx(app.db, app.clock, 'uji'));

  const phone = await browser.open({ viewport: { width: 390, height: 844 } });
  await phone.goto(`${app.origin}/maklumat`);
  await expectAccessible(phone);
  expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390);
  const promise = (await phone.textContent('section:has(#janji)')) ?? '';
  for (const words of ['Usul buku', 'Dijawab paling lama 14 hari.', 'Ditepati', '18 dari 20 usul'])
    expect(promise).toContain(words);
  const [table] = await Promise.all([phone.waitForEvent('download'), phone.click('a:has-text("CSV")')]);
  expect(table.suggestedFilename()).toBe('janji-layanan.csv');
  await phone.click('summary:has-text("Usul buku")');
  const standard = (await phone.textContent('details[open]')) ?? '';
  for (const part of TOLD_COMPONENTS) expect(standard).toContain(`Isi ${part}`);
  expect(standard).toContain('Drs. Suprapto');
});
