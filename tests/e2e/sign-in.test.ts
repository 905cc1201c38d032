import { expect, test } from 'vitest';
import { resetPin } from '#modules/people/members';
import { aMember } from '#modules/people/members/testing';
import { GOOD_PASSWORD } from '#modules/ground/identity/testing';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let card = '';
let pin = '';
const app = useApp(async (t) => {
  const member = await aMember(t.ctx(), { fullName: 'Ayu Lestari' });
  card = member.number;
  pin = (await resetPin(t.ctx(), member.number)).pin;
});
const browser = useBrowser();

test('staff sign in without JavaScript, land where they wanted, and sign out', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app.origin}/staf`);
  expect(page.url()).toBe(`${app.origin}/masuk?lanjut=%2Fstaf`);
  await page.fill('[name=username]', 'admin');
  await page.fill('[name=password]', 'bukan ini');
  await page.click('form[action$="?/staff"] button');
  expect(await page.textContent('[role=alert]')).toContain('belum cocok');
  expect(await page.inputValue('[name=username]')).toBe('admin');
  await page.fill('[name=password]', GOOD_PASSWORD);
  await page.click('form[action$="?/staff"] button');
  expect(page.url()).toBe(`${app.origin}/staf`);
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ name: 'lumbung_sesi', httpOnly: true, sameSite: 'Lax' });
  await page.goto(`${app.origin}/keluar`);
  await page.click('main form button');
  expect(await page.textContent('main')).toContain('Anda sudah keluar');
  await page.goto(`${app.origin}/staf`);
  expect(new URL(page.url()).pathname).toBe('/masuk');
});

test('the sign-in page is accessible, and leads nowhere but to our own pages', async () => {
  const page = await browser.open();
  await page.goto(`${app.origin}/masuk?lanjut=//jahat.example/x`);
  await expectAccessible(page);
  await page.fill('[name=username]', 'admin');
  await page.fill('[name=password]', GOOD_PASSWORD);
  await page.click('form[action$="?/staff"] button');
  await page.waitForURL(`${app.origin}/staf`);
});

test('pages tell the browser what it may do', async () => {
  const { headers } = await fetch(`${app.origin}/masuk`);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toContain('microphone=()');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('a foreign page cannot act in the name of somebody who is signed in', async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin);
  const [cookie] = (await page.context().cookies()).filter((one) => one.name === 'lumbung_sesi');
  const headers = { cookie: `lumbung_sesi=${cookie?.value}` };
  const attempt = async (extra: Record<string, string>) =>
    fetch(`${app.origin}/api/v1/sessions`, { method: 'DELETE', headers: { ...headers, ...extra } });
  const codes = [
    await attempt({ origin: 'https://jahat.example' }),
    await attempt({ 'sec-fetch-site': 'cross-site', origin: app.origin }),
    await attempt({}),
  ].map((response) => response.status);
  expect(codes).toEqual([403, 403, 403]);
  const form = await fetch(`${app.origin}/keluar`, {
    method: 'POST',
    headers: {
      cookie: headers.cookie,
      origin: 'https://jahat.example',
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
  expect(form.status).toBe(403);
  const own = await page.evaluate(async () => (await fetch('/api/v1/sessions')).json() as Promise<unknown>);
  expect(own).toMatchObject({ data: expect.arrayContaining([expect.objectContaining({ current: true })]) as unknown });
  expect((await attempt({ origin: app.origin })).status).toBe(200);
});

test('a member signs in with card number and PIN; a wrong PIN keeps the number and says so at that door', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app.origin}/masuk`);
  await page.fill('[name=number]', card);
  await page.fill('[name=pin]', '12');
  await page.click('form[action$="?/member"] button');
  expect(await page.textContent('form[action$="?/member"] [role=alert]')).toContain('kata sandi belum cocok');
  expect(await page.inputValue('[name=number]')).toBe(card);
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
  expect(new URL(page.url()).pathname).toBe('/akun');
  const response = await page.goto(`${app.origin}/staf`);
  expect(response?.status()).toBe(403);
});

test('a member sets a password in the account and signs in by it, without JavaScript too', async () => {
  const page = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const enter = async (secret: string): Promise<void> => {
    await page.goto(`${app.origin}/masuk`);
    await page.fill('[name=number]', card);
    await page.fill('[name=pin]', secret);
    await page.click('form[action$="?/member"] button');
  };
  await enter(pin);
  await page.click('a:has-text("Kata sandi")');
  await page.fill('form[action="?/set"] [name=current]', pin);
  await page.fill('[name=next]', 'kucing hujan meja biru');
  await page.fill('[name=repeated]', 'kucing hujan meja');
  await page.click('form[action="?/set"] button');
  expect(await page.textContent('main')).toContain('Kedua isian kata sandi belum sama');
  await page.fill('form[action="?/set"] [name=current]', pin);
  await page.fill('[name=next]', 'kucing hujan meja biru');
  await page.fill('[name=repeated]', 'kucing hujan meja biru');
  await page.click('form[action="?/set"] button');
  expect(await page.textContent('main')).toContain('Kata sandi disimpan');
  await page.goto(`${app.origin}/keluar`);
  await page.click('main form button');
  await enter('kucing hujan meja biru');
  expect(new URL(page.url()).pathname).toBe('/akun');
  await page.goto(`${app.origin}/akun/kata-sandi`);
  await page.click('summary');
  await page.fill('#sekarang', 'kucing hujan meja biru');
  await page.click('form[action="?/remove"] button');
  expect(await page.textContent('main')).toContain('Kata sandi dihapus');
});
