import { expect, test } from 'vitest';
import { addPlaces, getPoster, makePoster } from '#modules/city/posters';
import { makeProgram } from '#modules/community/programs/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let programId = 0;
let comingId = 0;
let code = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  programId = (await makeProgram(ctx, libraryId, { program: { title: 'Kancil dari Kali Lekso' } })).id;
  const startsAt = new Date(t.clock.now().getTime() + 3 * 86_400_000);
  const coming = await makeProgram(ctx, libraryId, {
    program: { title: 'Kelas Menulis' },
    sessions: [{ title: 'Menulis', format: 'talk', startsAt, endsAt: new Date(startsAt.getTime() + 7_200_000) }],
  });
  comingId = coming.id;
  const posterId = await makePoster(ctx, libraryId, {
    subject: { kind: 'program', programId: comingId },
    template: 'spines',
    format: 'a4',
    words: { title: 'Kelas Menulis', call: 'Pindai' },
  });
  await addPlaces(ctx, posterId, [{ name: 'Halte' }]);
  code = (await getPoster(ctx, posterId)).places[0]?.code ?? '';
});
const browser = useBrowser();
const visit = async (path: string, agent: string) =>
  fetch(app.origin + path, { redirect: 'manual', headers: { 'user-agent': agent } });

test(
  'without JavaScript a poster is made of a programme, hung, printed and counted; what does not fit is said before',
  { timeout: 120_000 },
  async () => {
    const page = await browser.open({ javaScriptEnabled: false });
    await signInAsStaff(page, app.origin, { next: '/staf/kabar/poster' });
    await page.click('main a:has-text("Buat poster") >> nth=0');
    await page.selectOption('#tentang', String(programId));
    await page.click('main button:has-text("Pilih ini")');
    expect(await page.inputValue('[name="words.title"]')).toBe('Kancil dari Kali Lekso');
    await page.check('[name=template][value=mountain]');
    await page.fill('[name="words.title"]', 'Kancil dari Kali Lekso '.repeat(6).trim());
    await page.click('main button:has-text("Buat poster ini")');
    expect(await page.textContent('main')).toMatch(/Belum muat di gambar ini. Kurangi Judul: \d+ huruf/);
    expect(await page.isChecked('[name=template][value=mountain]')).toBe(true);
    await page.fill('[name="words.title"]', 'Kancil dari Kali Lekso');
    await page.click('main button:has-text("Buat poster ini")');
    await page.waitForURL(/\/staf\/kabar\/poster\/\d+$/);
    expect(await page.textContent('main')).toContain('Belum dipasang di mana pun');

    await page.check('[name=library]');
    await page.fill('[name=places]', 'Halte Aloon-aloon\nPasar Legi');
    await page.click('main button:has-text("Tambah tempat ini")');
    expect(await page.textContent('main')).toContain('3 lembar, satu untuk tiap tempat.');
    const pdf = await page.request.get(
      app.origin + (await page.getAttribute('main a:has-text("Cetak Poster A4")', 'href')),
    );
    expect(pdf.headers()['content-type']).toBe('application/pdf');

    const [, hung = ''] = /\/q\/([a-z2-9]{6})/.exec((await page.textContent('main table')) ?? '') ?? [];
    const phone = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36';
    expect((await visit(`/q/${hung}`, phone)).headers.get('location')).toBe(
      `/kegiatan/kancil-dari-kali-lekso?dari=${hung}`,
    );
    expect((await visit(`/q/${hung}`, 'Googlebot/2.1 (+http://www.google.com/bot.html)')).status).toBe(302);
    await page.reload();
    expect(await page.getAttribute('svg.chart', 'aria-label')).toBe('Dibuka 1 kali dalam 30 hari');

    await page.click('main summary:has-text("Copot") >> nth=0');
    await page.click('main button:has-text("Copot dari tempat ini") >> nth=0');
    expect(await page.textContent('main')).toContain('2 lembar, satu untuk tiap tempat.');
    await page.click('main summary:has-text("Arsipkan poster")');
    await page.click('main button:has-text("Arsipkan poster ini")');
    await page.click('main a:has-text("Poster dan kartu")');
    expect(await page.textContent('main table')).not.toContain('Kancil dari Kali Lekso');
  },
);

test('its pages can be read by everybody', { timeout: 120_000 }, async () => {
  const page = await browser.open();
  await signInAsStaff(page, app.origin, { next: `/staf/kabar/poster/baru?tentang=${programId}` });
  await expectAccessible(page);
  await page.click('main button:has-text("Buat poster ini")');
  await page.waitForURL(/\/staf\/kabar\/poster\/\d+$/);
  await page.fill('[name=places]', 'Stasiun');
  await page.click('main button:has-text("Tambah tempat ini")');
  await page.waitForSelector('main table');
  await expectAccessible(page);
  await page.goto(`${app.origin}/staf/kabar/poster`);
  await expectAccessible(page);
});

test('who scans a poster and enrols is counted with it, without a script and without a cookie; who comes otherwise is asked', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app.origin}/q/${code}`);
  expect(new URL(page.url()).searchParams.get('dari')).toBe(code);
  expect(await page.locator('[name=heardFrom]').count()).toBe(0);
  // refused first: the code is kept with what was typed
  await page.fill('[name=name]', 'Sari');
  await page.fill('[name=contact]', 'bukan alamat');
  await page.click('button:has-text("Kirim pendaftaran")');
  expect(page.url()).not.toContain('dari=');
  await page.fill('[name=contact]', 'sari@example.org');
  await page.click('button:has-text("Kirim pendaftaran")');
  await page.waitForURL(/\/kegiatan\/tiket\//);
  expect((await page.context().cookies()).filter(({ value }) => value.includes(code))).toEqual([]);

  const other = await browser.open({ javaScriptEnabled: false });
  await other.goto(`${app.origin}/kegiatan/kelas-menulis?dari=zzzzzz`);
  await other.fill('[name=name]', 'Budi');
  await other.fill('[name=contact]', 'budi@example.org');
  await other.selectOption('[name=heardFrom]', 'friend');
  await other.click('button:has-text("Kirim pendaftaran")');
  await other.waitForURL(/\/kegiatan\/tiket\//);
  const enrolled = await app.db
    .selectFrom('programEnrolment')
    .select(['name', 'cameBy'])
    .where('programId', '=', comingId)
    .orderBy('id')
    .execute();
  expect(enrolled).toEqual([
    { name: 'Sari', cameBy: code },
    { name: 'Budi', cameBy: '' },
  ]);
  const heard = await app.db.selectFrom('heardCount').select(['answer', 'people']).orderBy('answer').execute();
  expect(heard).toEqual([
    { answer: 'friend', people: 1 },
    { answer: 'poster', people: 1 },
  ]);
});
