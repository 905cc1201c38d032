import { afterAll, beforeAll, expect, test } from 'vitest';
import { setSetting } from '#modules/ground/libraries';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, useBrowser } from '../support/browser.ts';
import { startMailServer } from '../support/mail-server.ts';
import { useApp } from '../support/start-app.ts';

let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  mail = await startMailServer();
});
afterAll(async () => mail.stop());

const app = useApp(
  async (t) => {
    const ctx = systemCtx(t.db, t.clock, 'uji');
    await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
    const at = { homeLibrary: 'KOTA', category: 'umum' };
    await makeMember(ctx, { fullName: 'Sari Wulandari', number: 'A-1', email: 'sari@contoh.id', ...at });
    await makeMember(ctx, { fullName: 'Tanpa Surel', number: 'A-2', ...at });
    await setSetting(ctx, 'memberSignInLink', true);
  },
  () => ({ SMTP_URL: mail.url }),
);
const browser = useBrowser();

async function ask(number: string): Promise<string> {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app.origin}/masuk`);
  await page.click('summary:has-text("Lupa PIN?")');
  expect(await page.textContent('#lupa-pin')).toContain('Di meja layanan perpustakaan tempat Anda terdaftar');
  await page.click('a:has-text("Kirim tautan masuk")');
  await page.fill('[name=number]', number);
  await page.click('main form button');
  return (await page.textContent('main')) ?? '';
}
/** Where the newest link to a mailbox leads on this server. */
async function linkTo(address: string, since: number): Promise<string> {
  const { text } = await mail.received((one) => one.to.includes(address) && mail.mails.indexOf(one) >= since);
  const path = /\/masuk\/tautan\/\S+/.exec(text)?.[0] ?? '';
  return app.origin + path;
}

test('a member asks for a link by e-mail and signs in with it, once; looking at it, as mail scanners do, uses nothing up', async () => {
  const answer = await ask('A-1');
  const link = await linkTo('sari@contoh.id', 0);
  for (let scan = 0; scan < 3; scan += 1) expect((await fetch(link)).status).toBe(200);
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(link);
  await expectAccessible(await browser.open().then(async (looking) => (await looking.goto(link), looking)));
  await page.click('main form button');
  await page.waitForURL('**/akun');
  expect(await page.textContent('h1')).toContain('Sari');
  const again = await browser.open({ javaScriptEnabled: false });
  await again.goto(link);
  expect(await again.textContent('.note.bad')).toContain('tidak berlaku lagi');
  const stored = await app.db.selectFrom('signInLink').selectAll().execute();
  expect(JSON.stringify(stored)).not.toContain(link.split('/').at(-1));
  const acts = await app.db.selectFrom('auditEvent').select('action').where('entity', '=', 'member').execute();
  expect(acts.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['member.sign_in_link_sent', 'member.signed_in']),
  );

  // the same answer for a card without an address, and for none at all
  expect(await ask('A-2')).toBe(answer);
  expect(await ask('tidak-ada')).toBe(answer);
});

test('a second link ends the first', async () => {
  const before = mail.mails.length;
  await ask('A-1');
  const first = await linkTo('sari@contoh.id', before);
  const between = mail.mails.length;
  await ask('A-1');
  const second = await linkTo('sari@contoh.id', between);
  expect(await (await fetch(first)).text()).toContain('tidak berlaku lagi');
  expect(await (await fetch(second)).text()).not.toContain('tidak berlaku lagi');
});

test('after some requests for one card it is enough for an hour', async () => {
  const answers: string[] = [];
  for (let i = 0; i < 6; i += 1) answers.push(await ask('A-9'));
  expect(answers[0]).toContain('sudah kami kirim');
  expect(answers.at(-1)).not.toContain('sudah kami kirim');
});
