import { expect, test } from 'vitest';
import { insertLibrary } from '#modules/ground/libraries';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const gedog = await t.db
    .transaction()
    .execute(async (trx) =>
      insertLibrary(trx, t.ctx(), { code: 'GEDOG', name: 'Perpustakaan Gedog', type: 'kelurahan' }),
    );
  await makeAccount(t, {
    username: 'kepala',
    homeLibraryId: gedog.id,
    grants: [{ role: 'head', libraryId: gedog.id }],
  });
  await makeAccount(t, { username: 'admin', grants: [{ role: 'administrator', libraryId: null }] });
});
const browser = useBrowser();

test('without JavaScript an administrator makes an account, gives a role, takes it away and closes the account', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/akun' });
  await page.click('text=Buat akun');
  await page.fill('[name=fullName]', 'Dewi Lestari');
  await page.fill('[name=username]', 'Dewi Lestari');
  await page.fill('[name=password]', 'perpustakaan');
  await page.click('main .save button');
  expect(await page.textContent('#username-error')).toContain('huruf kecil');
  expect(await page.inputValue('[name=fullName]')).toBe('Dewi Lestari');
  await page.fill('[name=username]', 'dewi');
  await page.fill('[name=password]', 'perpustakaan');
  await page.click('main .save button');
  expect(await page.textContent('#password-error')).toContain('mudah ditebak');
  await page.fill('[name=password]', GOOD_PASSWORD);
  await page.click('main .save button');
  expect(await page.textContent('main')).toContain('Akun dewi dibuat.');
  await page.selectOption('[name=role]', 'cataloguer');
  await page.selectOption('[name=libraryId]', { label: 'Perpustakaan Gedog' });
  await page.click('text=Beri peran');
  expect(await page.textContent('#peran ~ ul')).toContain('Pengatalog');
  await page.click('form[action$="?/revoke"] button');
  expect(await page.textContent('main')).toContain('Belum ada peran');
  await page.click('summary:has-text("Tutup akun")');
  await page.click('text=Tutup akun ini');
  expect(await page.textContent('main .head')).toContain('ditutup');
});

test('two editors of one account: the second keeps what she typed and is told; nothing is overwritten', async () => {
  const account = await makeAccount(app, { username: 'rebutan' });
  const [first, second] = [await browser.open(), await browser.open()];
  for (const page of [first, second]) await signInAsStaff(page, app.origin, { next: `/staf/akun/${account.id}` });
  await first.fill('[name=fullName]', 'Dari Petugas Pertama');
  await first.click('form[action$="?/save"] button');
  await first.waitForSelector('text=Perubahan disimpan.');
  await second.fill('[name=email]', 'kedua@contoh.id');
  await second.click('form[action$="?/save"] button');
  expect(await second.textContent('[role=alert]')).toContain('Orang lain baru saja menyimpan');
  expect(await second.inputValue('[name=email]')).toBe('kedua@contoh.id');
  const row = await app.db
    .selectFrom('account')
    .select(['fullName', 'email'])
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ fullName: 'Dari Petugas Pertama', email: null });
});

test('the head of a library sees her own people and no role pages that she may not use', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { username: 'kepala', next: '/staf/akun' });
  expect(await page.textContent('tbody')).toContain('Petugas kepala');
  expect(await page.textContent('tbody')).not.toContain('Petugas admin');
  const response = await page.goto(`${app.origin}/staf/peran/baru`);
  expect(response?.status()).toBe(403);
});

test('a role of our own is made, used and changed', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(page, app.origin, { next: '/staf/peran/baru' });
  await page.fill('[name=code]', 'magang');
  await page.fill('[name=nameId]', 'Magang');
  await page.click('main .save button');
  expect(await page.textContent('.err')).toContain('perlu diisi');
  await page.check('[value="catalog.read"]');
  await page.check('[value="loans.check_in"]');
  await page.click('main .save button');
  expect(await page.textContent('#sendiri ~ details')).toContain('Menerima kembali');
  await page.click('#sendiri ~ details summary');
  await page.click('text=Ubah peran');
  expect(await page.isChecked('[value="loans.check_in"]')).toBe(true);
  await page.uncheck('[value="loans.check_in"]');
  await page.click('main .save button');
  expect(await page.textContent('#sendiri ~ details')).not.toContain('Menerima kembali');
});

test('one’s own page: new password, devices, a token shown once', async () => {
  await makeAccount(app, { username: 'sendiri', grants: [{ role: 'circulation', libraryId: null }] });
  const [desk, phone] = [await browser.open(), await browser.open({ javaScriptEnabled: false })];
  await signInAsStaff(desk, app.origin, { username: 'sendiri', next: '/staf/profil' });
  await signInAsStaff(phone, app.origin, { username: 'sendiri', next: '/staf/profil' });
  await desk.reload();
  expect(await desk.locator('#perangkat ~ table tbody tr').count()).toBe(2);
  await expectAccessible(desk);
  await desk.fill('[name=current]', GOOD_PASSWORD);
  await desk.fill('[name=next]', 'lereng truntum parang');
  await desk.fill('[name=again]', 'lereng truntum perang');
  await desk.click('form[action$="?/password"] button');
  expect(await desk.textContent('#again-error')).toContain('belum sama');
  await desk.fill('[name=current]', GOOD_PASSWORD);
  await desk.fill('[name=next]', 'lereng truntum parang');
  await desk.fill('[name=again]', 'lereng truntum parang');
  await desk.click('form[action$="?/password"] button');
  await desk.waitForSelector('text=Kata sandi diganti.');
  expect(await desk.locator('#perangkat ~ table tbody tr').count()).toBe(1);
  await phone.goto(`${app.origin}/staf/profil`);
  expect(new URL(phone.url()).pathname).toBe('/masuk');

  await desk.fill('[name=name]', 'Mesin pinjam mandiri');
  await desk.fill('[name=scopes]', 'loans.*');
  await desk.click('form[action$="?/token"] button');
  const token = await desk.textContent('#token-baru');
  const response = await fetch(`${app.origin}/api/v1/accounts/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  await desk.goto(`${app.origin}/staf/profil`);
  expect(await desk.textContent('#token ~ table')).toContain('Mesin pinjam mandiri');
  expect(await desk.content()).not.toContain(token);
});

test('the trace shows who did what, with the state before and after, and can be searched', async () => {
  const account = await makeAccount(app, { username: 'berjejak' });
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: `/staf/akun/${account.id}` });
  await page.fill('[name=fullName]', 'Nama Yang Baru Sekali');
  await page.click('form[action$="?/save"] button');
  await page.click('text=Jejak akun ini');
  await page.waitForURL(`${app.origin}/staf/jejak?jenis=account&nomor=${account.id}`);
  const row = page.locator('tbody tr', { hasText: 'Akun diubah' }).first();
  expect(await row.textContent()).toContain('Petugas admin');
  await row.locator('summary').click();
  expect(await row.locator('del').textContent()).toBe('Petugas berjejak');
  expect(await row.locator('ins').textContent()).toBe('Nama Yang Baru Sekali');
  await expectAccessible(page);
  await page.goto(`${app.origin}/staf/jejak?kata=baru+sekali`);
  expect(await page.locator('tr[id^=jejak]').count()).toBe(1);
  await page.goto(`${app.origin}/staf/jejak?kata=tidak+pernah+terjadi`);
  expect(await page.textContent('main')).toContain('Belum ada jejak yang cocok');
});

test('the account and role pages are accessible, also on a phone', async () => {
  const page = await browser.open({ viewport: { width: 390, height: 800 } });
  await signInAsStaff(page, app.origin);
  for (const path of [
    '/staf/akun',
    '/staf/akun/baru',
    '/staf/akun/1',
    '/staf/peran',
    '/staf/peran/baru',
    '/en/staf/jejak',
  ]) {
    await page.goto(app.origin + path);
    await expectAccessible(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
  }
});
