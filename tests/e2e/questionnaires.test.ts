import { expect, test } from 'vitest';
import { grantRole } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary } from '#modules/people/members/testing';
import { createQuestionnaire, getPlacement, placeQuestionnaire, setKiosk } from '#modules/community/questionnaires';
import { aWorkshop, shortEvaluation } from '#modules/community/questionnaires/testing';
import { systemCtx } from '#platform/context';
import { accessibilityFindings, expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let workshopCode = '';
let ticket = '';
let key = '';
let deskCode = '';
let kioskKey = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await aLibrary(t.ctx());
  const ratna = await makeAccount(t, { username: 'ratna', homeLibraryId: libraryId });
  await grantRole(ctx, { accountId: ratna.id, role: 'programmes', libraryId: null });
  const workshop = await aWorkshop(t, 2);
  ticket = workshop.participants[0]?.ticket ?? '';
  key = workshop.participants[0]?.key ?? '';
  const opensAt = new Date('2026-11-20T00:00:00+07:00');
  const evaluation = await createQuestionnaire(t.ctx(), libraryId, { name: 'Evaluasi', content: shortEvaluation });
  const asked = await createQuestionnaire(t.ctx(), libraryId, {
    name: 'Naik apa',
    content: {
      title: 'Bagaimana Anda ke sini?',
      questions: [
        {
          id: 'naik',
          kind: 'single',
          label: 'Naik bus kota?',
          required: true,
          options: [
            { value: 'ya', label: 'Ya' },
            { value: 'tidak', label: 'Tidak' },
          ],
        },
        {
          id: 'halte',
          kind: 'text',
          label: 'Turun di halte mana?',
          required: true,
          when: { question: 'naik', is: 'any_of', values: ['ya'] },
        },
        { id: 'saran', kind: 'text', label: 'Saran', long: true },
      ],
    },
  });
  const place = async (questionnaireId: number, more: object): Promise<{ id: number; code: string }> => {
    const where = { questionnaireId, libraryId, privacy: 'anonymous', role: 'evaluation', opensAt } as const;
    const id = await placeQuestionnaire(t.ctx(), { ...where, audience: 'anyone', ...more });
    return getPlacement(t.ctx(), id);
  };
  workshopCode = (await place(evaluation, { programId: workshop.programId, audience: 'participants' })).code;
  const desk = await place(asked, { service: 'Meja sirkulasi', role: 'survey' });
  deskCode = desk.code;
  await setKiosk(t.ctx(), desk.id, true);
  kioskKey = (await getPlacement(t.ctx(), desk.id)).kioskKey ?? '';
});
const browser = useBrowser();
const oldPhone = async () => browser.open({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });

test('on an old phone without a script: page by page, conditions held by the server, nothing lost when something is missing', async () => {
  const phone = await oldPhone();
  await phone.goto(`${app.origin}/isi/${deskCode}`);
  expect(await phone.textContent('h1')).toBe('Bagaimana Anda ke sini?');
  expect(await phone.textContent('main')).toContain('tak ada yang tahu siapa yang mengisi');
  expect(await phone.locator('#halte').count()).toBe(0);
  await phone.click('label:has-text("Ya")');
  await phone.click('button:has-text("Lanjut")');
  await phone.waitForURL(/bagian=2/);
  await phone.fill('#answers-saran', 'Jam buka Sabtu diperpanjang');
  // the browser would stop it; an older one would not
  await phone.locator('#answers-halte').evaluate((input) => input.removeAttribute('required'));
  await phone.click('button:has-text("Kirim")');
  expect(await phone.textContent('.note.bad')).toContain('Belum terkirim');
  expect(await phone.inputValue('#answers-saran')).toBe('Jam buka Sabtu diperpanjang');
  await phone.fill('#answers-halte', 'Alun-alun');
  await phone.click('button:has-text("Simpan dulu")');
  // the phone is put away and comes back
  await phone.goto(`${app.origin}/isi/${deskCode}?bagian=2`);
  expect(await phone.inputValue('#answers-halte')).toBe('Alun-alun');
  await phone.click('button:has-text("Kirim")');
  await phone.waitForURL(/terima-kasih/);
  expect(await phone.textContent('h1')).toContain('Terima kasih');
  await phone.goto(`${app.origin}/isi/${deskCode}`);
  expect(await phone.textContent('main')).toContain('Anda sudah mengisi');
  const rows = await app.db.selectFrom('questionnaireResponse').select('answers').execute();
  expect(rows).toEqual([{ answers: { naik: 'ya', halte: 'Alun-alun', saran: 'Jam buka Sabtu diperpanjang' } }]);
});

test('a tablet goes back to its start after each answer, and knows nothing of the one before', async () => {
  const tablet = await oldPhone();
  const start = `${app.origin}/isi/${deskCode}?kios=${kioskKey}`;
  for (const nth of [1, 2]) {
    await tablet.goto(start);
    expect(await tablet.locator('[name="answers.naik"]:checked').count(), `${nth}`).toBe(0);
    await tablet.click('label:has-text("Tidak")');
    await tablet.click('button:has-text("Lanjut")');
    await tablet.waitForURL(/bagian=2/);
    expect(await tablet.locator('#answers-halte').count()).toBe(0);
    await tablet.click('button:has-text("Kirim")');
    await tablet.waitForURL(/terima-kasih/);
    expect(await tablet.getAttribute('meta[http-equiv=refresh]', 'content')).toContain(`/isi/${deskCode}?kios=`);
  }
});

test('a participant answers by the link that is theirs alone, not by the ticket; the page is accessible', async () => {
  const phone = await browser.open({ viewport: { width: 390, height: 844 } });
  await phone.goto(`${app.origin}/isi/${workshopCode}`);
  await expectAccessible(phone);
  expect(await phone.textContent('main')).toContain('Kode tiket tidak dipakai');
  await phone.goto(`${app.origin}/isi/${workshopCode}?tiket=${ticket}&kunci=${ticket}`);
  expect(await phone.locator('button:has-text("Kirim")').count()).toBe(0);
  await phone.goto(`${app.origin}/isi/${workshopCode}?kunci=${key}`);
  await expectAccessible(phone);
  await phone.click('label:has-text("Sangat baik")');
  await phone.click('button:has-text("Kirim")');
  await phone.waitForURL(/terima-kasih/);
  // this phone knows the key from now on
  await phone.goto(`${app.origin}/isi/${workshopCode}`);
  expect(await phone.textContent('main')).toContain('Anda sudah mengisi');
});

test('staff copy an instrument, add a question, place it and open its link, without a mouse where it matters', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { username: 'ratna', next: '/staf/kuesioner' });
  await page.getByRole('button', { name: 'Salin Evaluasi penyelenggaraan' }).press('Enter');
  await page.waitForURL(/\/staf\/kuesioner\/\d+$/);
  await page.selectOption('[name=jenis]', 'single');
  await page.getByRole('button', { name: 'Tambah pertanyaan' }).press('Enter');
  await page.waitForURL(/pertanyaan\?jenis=single/);
  await page.fill('[name=label]', 'Ikut lagi tahun depan?');
  await page.getByRole('textbox', { name: 'Pilihan 1', exact: true }).fill('Ya');
  await page.getByRole('textbox', { name: 'Pilihan 2', exact: true }).fill('Tidak');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Simpan', exact: true }).press('Enter');
  await page.waitForURL(/\/staf\/kuesioner\/\d+(#.*)?$/);
  expect(await page.textContent('main')).toContain('Ikut lagi tahun depan?');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Naikkan Ikut lagi tahun depan?' }).press('Enter');
  await expect.poll(async () => page.textContent('.flash')).toContain('Urutan diubah');
  await page.getByRole('link', { name: 'Pasang kuesioner' }).click();
  await page.waitForURL(/pasang$/);
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.fill('[name=service]', 'Ruang anak');
  await page.getByRole('button', { name: 'Pasang kuesioner' }).press('Enter');
  await page.waitForURL(/penempatan\/\d+$/);
  expect(await accessibilityFindings(page)).toEqual([]);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('a:has-text("Cetak lembar")')]);
  expect(download.suggestedFilename()).toMatch(/^kuesioner-[a-z0-9]{8}\.pdf$/);
  await page.click('a[href*="/isi/"]');
  await page.waitForURL(/\/isi\//);
  expect(await page.textContent('main')).toContain('Ikut lagi tahun depan?');
});
