import { expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { systemCtx } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let made: Awaited<ReturnType<typeof makeProgram>>;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const ratna = await makeAccount(t, { username: 'ratna', homeLibraryId: kota.id });
  await grantRole(ctx, { accountId: ratna.id, role: 'programmes', libraryId: null });
  const at = (time: string): Date => new Date(`2026-11-25T${time}:00+07:00`);
  made = await makeProgram(ctx, kota.id, {
    program: { title: 'Lokakarya Koi' },
    sessions: [{ title: 'Praktik', format: 'simulation', startsAt: at('09:00'), endsAt: at('12:00'), jp: 4 }],
  });
  for (const name of ['Nanda Kusumawati', 'Yusuf Hamdani']) await makeParticipant(ctx, made.id, { name });
});
const browser = useBrowser();

test('words are written once and printed on every paper; a signed sheet is entered, and a mistake taken back', async () => {
  const page = await browser.open();
  const { token } = await signedIn(app, 'ratna');
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: app.origin }]);
  const papers = `${app.origin}/staf/kegiatan/${made.id}/dokumen`;
  await page.goto(papers, { waitUntil: 'networkidle' });
  await page.getByText('KAK ini belum lengkap').waitFor();
  await page.fill('[name=background]', 'Kolam di kota ini banyak.');
  // a line without a description is refused where it stands, and nothing that was typed is lost
  await page.fill('[name="budget.2.planned"]', '250.000');
  await page.click('button:has-text("Simpan isi dokumen")');
  await page.locator('[name="budget.2.label"][aria-invalid=true]').waitFor();
  expect(await page.inputValue('[name=background]')).toBe('Kolam di kota ini banyak.');
  await page.fill('[name="budget.2.label"]', 'Spanduk');
  await page.click('button:has-text("Simpan isi dokumen")');
  await page.getByText('Isi dokumen disimpan.').waitFor();
  await page.goto(papers, { waitUntil: 'networkidle' });
  expect(await page.inputValue('[name="budget.0.planned"]')).toBe('250000');
  await expectAccessible(page);
  for (const paper of ['kak', 'undangan', 'daftar-hadir', 'tanda-peserta', 'laporan']) {
    const pdf = await page.request.get(`${papers}/pdf/${paper}`);
    expect([paper, pdf.status(), pdf.headers()['content-type']]).toEqual([paper, 200, 'application/pdf']);
  }
  expect((await page.request.get(`${papers}/pdf/lain`)).status()).toBe(404);
  expect(await (await page.request.get(`${papers}/anggaran.csv`)).text()).toContain('"Spanduk",250000');

  await page.goto(`${app.origin}/staf/kegiatan/lembar/${made.sessionIds[0]}`, { waitUntil: 'networkidle' });
  await expectAccessible(page);
  await page.click('button:has-text("Catat kehadiran")');
  await page.getByText('Belum ada yang dicentang.').waitFor();
  await page.getByLabel('Bertanda tangan, Yusuf Hamdani').check();
  await page.click('button:has-text("Catat kehadiran")');
  await page.getByText('1 kehadiran dicatat.').waitFor();
  const came = async () => app.db.selectFrom('programAttendance').select('way').execute();
  expect(await came()).toEqual([{ way: 'sheet' }]);
  await page.getByRole('button', { name: /Batalkan.*Yusuf Hamdani/ }).click();
  await page.getByText('Kehadirannya dibatalkan.').waitFor();
  expect(await came()).toEqual([]);
}, 90_000);
