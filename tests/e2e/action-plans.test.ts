import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { movePhase, openBoard, writeIdea } from '#modules/community/ideas';
import { makeGuest, makeWorkshop } from '#modules/community/ideas/testing';
import { makeParticipant } from '#modules/community/programs/testing';
import { getLibrary, replaceOpeningHours } from '#modules/ground/libraries';
import { resetPin } from '#modules/people/members';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let pin = '';
let boardId = 0;
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const library = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const { version } = await getLibrary(ctx, library.id);
  await replaceOpeningHours(ctx, library.id, version, [{ weekday: 3, opensMinute: 480, closesMinute: 960 }]);
  const { programId, sessionId } = await makeWorkshop(t.db, { libraryId: library.id });
  await makeMember(ctx, { fullName: 'Sulastri', number: 'A1', homeLibrary: 'KOTA' });
  pin = (await resetPin(ctx, 'A1')).pin;
  await makeParticipant(ctx, programId, { memberNumber: 'A1', libraryId: library.id });
  const hand = await makeGuest(t.db, { programId, name: 'Arif Setiawan', libraryId: library.id });
  boardId = await openBoard(ctx, sessionId, { question: 'Bagaimana membuat orang mau mampir?' });
  await movePhase(ctx, boardId, { phase: 'share' });
  await writeIdea(t.ctx({ kind: 'anonymous' }), boardId, { text: 'Buka Sabtu pagi' }, hand);
  await movePhase(ctx, boardId, { phase: 'commit' });
});
const browser = useBrowser();
const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
const text = async (page: Page): Promise<string> => (await page.textContent('main')) ?? '';

async function signIn(page: Page, next: string): Promise<void> {
  await page.goto(`${app.origin}/masuk?lanjut=${encodeURIComponent(next)}`);
  await page.fill('[name=number]', 'A1');
  await page.fill('[name=pin]', pin);
  await page.click('form[action$="?/member"] button');
  await page.waitForURL(`**${next}`);
}

test(
  'a librarian makes an idea a plan on a phone without JavaScript, is asked after 30 days, and everybody sees what got done',
  { timeout: 120_000 },
  async () => {
    const sulastri = await browser.open(phone);
    await signIn(sulastri, `/papan-ide/${boardId}`);
    await sulastri.click('.idea:has-text("Buka Sabtu pagi") a:has-text("Jadikan rencana")');
    expect(await sulastri.inputValue('[name=activity]')).toBe('Buka Sabtu pagi');
    await sulastri.selectOption('[name=fact]', 'saturday_hours');
    await sulastri.click('button:has-text("Sepakati rencana ini")');
    // a bound plan needs its target
    expect(await text(sulastri)).toContain('Isian ini perlu diisi.');
    await sulastri.fill('[name=target]', '4');
    await sulastri.click('button:has-text("Sepakati rencana ini")');
    await sulastri.waitForURL('**/rencana-aksi/*');
    const path = new URL(sulastri.url()).pathname;
    expect(await text(sulastri)).toContain('Disepakati');
    await sulastri.fill('#langkah-baru', 'Tanya karang taruna');
    await sulastri.click('button:has-text("Tambah langkah")');
    await sulastri.click('button:has-text("Selesai, Tanya karang taruna")');
    expect(await text(sulastri)).toContain('selesai 25 November 2026');

    await sulastri.click('summary:has-text("Tambah foto")');
    await sulastri.fill('#bukti-judul', 'Bukan foto');
    const notes = { name: 'alat.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') };
    await sulastri.setInputFiles('[name=file]', notes);
    await sulastri.click('button:has-text("Kirim bukti")');
    expect(await sulastri.textContent('.note.bad')).toContain('berkas');
    expect(await sulastri.inputValue('#bukti-judul')).toBe('Bukan foto');

    await app.restartAt('2026-12-26T10:00:00+07:00');
    // the link of the reminder leads back to its page once it is known who opens it
    const followUp = `${path}/tindak-lanjut/30`;
    const stranger = await browser.open(phone);
    await stranger.goto(app.origin + followUp);
    expect(await stranger.inputValue('[name=to]')).toBe(followUp);
    await signIn(sulastri, path);
    await sulastri.click('a:has-text("Jawab sekarang")');
    expect(await text(sulastri)).toContain('Jam buka hari Sabtu');
    await sulastri.check('label:has-text("Terwujud") input');
    await sulastri.fill('[name=story]', 'Empat Sabtu berjalan, 31 orang.');
    await sulastri.click('button:has-text("Kirim tindak lanjut")');
    await sulastri.waitForURL(`**${path}`);
    expect(await text(sulastri)).toContain('Terwujud sejak 26 Desember 2026');

    const anybody = await browser.open();
    await anybody.goto(`${app.origin}/kegiatan/apa-yang-jadi`);
    expect(await text(anybody)).toContain('1 dari 1 janji sudah nyata');
    expect(await text(anybody)).toContain('Empat Sabtu berjalan');
    expect(await text(anybody)).not.toContain('Sulastri');
    await expectAccessible(anybody);
    await anybody.goto(app.origin + path);
    expect(await text(anybody)).not.toContain('Sulastri');
    await expectAccessible(anybody);
  },
);

/** Fills in a plan whose target lies below the eight hours that the library is open, and sends it. */
async function shorterHours(page: Page): Promise<void> {
  await signIn(page, `/papan-ide/${boardId}/rencana`);
  await page.fill('[name=activity]', 'Buka lebih singkat, lebih sering');
  await page.selectOption('[name=fact]', 'open_hours');
  await page.fill('[name=target]', '6,5');
  await page.fill('[name=goal]', 'Petugas punya waktu untuk kelas');
  expect(await page.locator('[name=goesDown]').count()).toBe(0);
  await page.click('button:has-text("Sepakati rencana ini")');
  await expect.poll(async () => text(page)).toContain('Target 6,5 lebih rendah dari awal 8. Memang hendak turun?');
}

test(
  'a target below where the figure stands is asked about on a phone without JavaScript; nothing typed is lost, and half hours stay',
  { timeout: 60_000 },
  async () => {
    const sulastri = await browser.open(phone);
    await shorterHours(sulastri);
    expect(await sulastri.inputValue('[name=target]')).toBe('6,5');
    expect(await sulastri.inputValue('[name=goal]')).toBe('Petugas punya waktu untuk kelas');
    await sulastri.check('[name=goesDown]');
    await sulastri.click('button:has-text("Sepakati rencana ini")');
    await sulastri.waitForURL('**/rencana-aksi/*');
    const page = await text(sulastri);
    for (const said of ['8 jam', '6,5 jam', 'target (turun)']) expect(page).toContain(said);
    const path = new URL(sulastri.url()).pathname;
    await sulastri.goto(`${app.origin}/en${path}`);
    expect(await text(sulastri)).toContain('6.5 hours');
    const anybody = await browser.open();
    await anybody.goto(app.origin + path);
    await expectAccessible(anybody);
    await shorterHours(anybody);
    await expectAccessible(anybody);
  },
);

test(
  'anybody proposes a programme; the staff answer with a reason, and it is read by the link',
  { timeout: 60_000 },
  async () => {
    const community = await browser.open();
    await community.goto(`${app.origin}/kegiatan/usul`);
    await expectAccessible(community);
    await community.fill('[name=title]', 'Kelas membatik');
    await community.fill('#description', 'Kami punya canting, butuh tempat.');
    await community.selectOption('[name=libraryId]', { label: 'Perpustakaan Kota' });
    await community.fill('[name=name]', 'Karang Taruna Gedog');
    await community.check('[name=coHost]');
    await community.click('button:has-text("Kirim usul")');
    await community.waitForURL(/\/kegiatan\/usul\/.{20,}/);
    expect(await text(community)).toContain('menunggu jawaban');
    const staff = await browser.open();
    await signInAsStaff(staff, app.origin, { next: '/staf/usul-kegiatan' });
    await staff.waitForLoadState('networkidle');
    await staff.click('a:has-text("Kelas membatik")');
    await staff.getByText('Karang Taruna Gedog').waitFor();
    await staff.check('label:has-text("Diterima") input');
    await staff.fill('[name=answer]', 'Ayo, Sabtu pertama Februari.');
    await staff.click('button:has-text("Kirim jawaban")');
    await staff.waitForURL('**/staf/usul-kegiatan');
    await community.reload();
    expect(await text(community)).toContain('Ayo, Sabtu pertama Februari.');
    expect(await text(community)).not.toContain('Karang Taruna');
    await expectAccessible(community);
  },
);
