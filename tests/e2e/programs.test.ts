import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { resetPin } from '#modules/people/members';
import { makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { systemCtx } from '#platform/context';
import { signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let pin = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeMember(ctx, { fullName: 'Sri Rahayu', number: 'A2', homeLibrary: 'KOTA' });
  pin = (await resetPin(ctx, 'A2')).pin;
  await makeProgram(ctx, id, { program: { title: 'Bincang Buku', capacity: 1, kind: 'talk' } });
  const course = await makeProgram(ctx, id, { program: { title: 'Kelas Komputer' } });
  await makeParticipant(ctx, course.id, { memberNumber: 'A2' });
  await makeProgram(ctx, id, {
    program: { title: 'Dongeng Sabtu', audience: 'children', needsApproval: true, capacity: 1 },
  });
});
const browser = useBrowser();
const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
const text = async (page: Page): Promise<string> => (await page.textContent('main')) ?? '';

test(
  'staff write the questions of a form one by one, without JavaScript; who enrols answers them, and the list of participants shows it',
  { timeout: 120_000 },
  async () => {
    const staff = await browser.open({ javaScriptEnabled: false });
    await signInAsStaff(staff, app.origin, { next: '/staf/kegiatan/2' });
    await staff.click('main a:has-text("Formulir pendaftaran")');
    expect(await text(staff)).toContain('Belum ada pertanyaan tambahan');
    await staff.fill('[name=label]', 'Naik apa?');
    await staff.selectOption('[name=kind]', 'choice');
    await staff.fill('[name=options]', 'Bus');
    await staff.click('button:has-text("Simpan pertanyaan")');
    expect(await staff.inputValue('[name=label]')).toBe('Naik apa?');
    await staff.fill('[name=options]', 'Bus\nMotor');
    await staff.check('[name=required]');
    await staff.click('button:has-text("Simpan pertanyaan")');
    await staff.fill('[name=label]', 'Dari halte mana?');
    await staff.selectOption('[name=when]', { label: 'Naik apa?: Bus' });
    await staff.click('button:has-text("Simpan pertanyaan")');
    await staff.click('button:has-text("Naikkan")');
    expect(await text(staff)).toContain('“Dari halte mana?” bergantung pada jawaban pertanyaan di atasnya');

    const guest = await browser.open(phone);
    const slug = (await app.db.selectFrom('program').select('slug').where('id', '=', 2).executeTakeFirstOrThrow()).slug;
    await guest.goto(`${app.origin}/kegiatan/${slug}`);
    await guest.fill('[name=name]', 'Tamu Dua');
    await guest.fill('[name=contact]', 'dua@example.org');
    await guest.getByLabel('Naik apa?').selectOption('Bus');
    // what hangs on an answer comes with the next step, and nobody is enrolled before it
    expect(await guest.getByLabel('Dari halte mana?').count()).toBe(0);
    await guest.click('button:has-text("Kirim pendaftaran")');
    expect(await text(guest)).toContain('Anda belum terdaftar');
    expect(await guest.inputValue('[name=name]')).toBe('Tamu Dua');
    await guest.getByLabel('Dari halte mana?').fill('Halte Aloon-aloon');
    await guest.click('button:has-text("Kirim pendaftaran")');
    await guest.waitForURL('**/kegiatan/tiket/*');
    await staff.goto(`${app.origin}/staf/kegiatan/2/peserta`);
    expect(await text(staff)).toContain('Dari halte mana?: Halte Aloon-aloon');

    await staff.goto(`${app.origin}/staf/kegiatan/2`);
    await staff.click('main a:has-text("Gambar kegiatan")');
    const buffer = await sharp({ create: { width: 64, height: 36, channels: 3, background: '#7a5' } })
      .png()
      .toBuffer();
    await staff.setInputFiles('[name=picture]', { name: 'aula.png', mimeType: 'image/png', buffer });
    await staff.fill('[name=alt]', 'Aula lantai dua');
    await staff.click('button:has-text("Simpan gambar")');
    expect(await text(staff)).toContain('Hapus gambar');
    await guest.goto(`${app.origin}/kegiatan/${slug}`);
    const shown = guest.getByAltText('Aula lantai dua');
    expect((await guest.request.get(`${app.origin}${await shown.getAttribute('src')}`)).headers()['content-type']).toBe(
      'image/webp',
    );
  },
);

test(
  'a parent without a card enrols a child: the guardian is asked for at once; where staff decide nobody is promised a place in the queue',
  { timeout: 120_000 },
  async () => {
    for (const [name, javaScriptEnabled] of [
      ['Bima', false],
      ['Citra', true],
    ] as const) {
      const parent = await browser.open({ ...phone, javaScriptEnabled });
      await parent.goto(`${app.origin}/kegiatan/dongeng-sabtu`);
      expect(await parent.locator('select[name=untuk]').count()).toBe(0);
      await parent.getByLabel('Nama anak').fill(name);
      await parent.fill('[name=contact]', `${name.toLowerCase()}@example.org`);
      await parent.getByLabel('Nama orang tua atau wali').fill(`Ibu ${name}`);
      await parent.getByLabel('Saya orang tua atau wali').check();
      await parent.click('button:has-text("Minta tempat")');
      await parent.waitForURL('**/kegiatan/tiket/*');
      await app.db.updateTable('programEnrolment').set({ status: 'confirmed' }).where('name', '=', name).execute();
    }
    const full = await browser.open(phone);
    await full.goto(`${app.origin}/kegiatan/dongeng-sabtu`);
    expect(await text(full)).not.toContain('Masuk daftar tunggu');
    const kept = await app.db
      .selectFrom('programEnrolment')
      .select(['name', 'guardianName'])
      .where('guardianName', '<>', '')
      .orderBy('id')
      .execute();
    expect(kept).toEqual([
      { name: 'Bima', guardianName: 'Ibu Bima' },
      { name: 'Citra', guardianName: 'Ibu Citra' },
    ]);
  },
);

test(
  'a guest enrols on a phone without JavaScript, a member waits as the first, gets the seat when it is given back, and is let in by the screen of the room',
  { timeout: 120_000 },
  async () => {
    const guest = await browser.open(phone);
    await guest.goto(`${app.origin}/kegiatan`);
    await guest.click('main a:has-text("Bincang Buku")');
    await guest.fill('[name=name]', 'Tamu Satu');
    await guest.fill('[name=contact]', 'bukan-alamat');
    await guest.click('button:has-text("Kirim pendaftaran")');
    expect(await text(guest)).toContain('Tulis alamat surel atau nomor WhatsApp');
    await guest.fill('[name=contact]', 'tamu@example.org');
    await guest.click('button:has-text("Kirim pendaftaran")');
    await guest.waitForURL('**/kegiatan/tiket/*');
    expect(await text(guest)).toContain('Terdaftar');

    const sri = await browser.open(phone);
    await sri.goto(`${app.origin}/kegiatan/bincang-buku`);
    await sri.click('#daftar >> xpath=ancestor::section >> a:has-text("Masuk")');
    await sri.fill('[name=number]', 'A2');
    await sri.fill('[name=pin]', pin);
    await sri.click('form[action$="?/member"] button');
    expect(await sri.textContent('aside.reg .wide')).toBe('Masuk daftar tunggu');
    await sri.click('button:has-text("Masuk daftar tunggu")');
    await sri.waitForURL('**/kegiatan/tiket/*');
    expect(await text(sri)).toContain('Anda nomor 1 di daftar tunggu');

    await guest.click('summary:has-text("Batalkan")');
    await guest.click('button:has-text("Batalkan pendaftaran ini")');
    expect(await text(guest)).toContain('Pendaftaran dibatalkan');
    await sri.reload();
    expect(await text(sri)).toContain('Ada kursi untuk Anda sampai Kamis, 26 November 2026, 08.00 WIB');
    await sri.click('button:has-text("Ambil kursi ini")');
    expect(await text(sri)).toContain('Terdaftar');
    await sri.goto(`${app.origin}/akun`);
    expect(await text(sri)).toContain('Bincang Buku');

    await app.restartAt('2026-11-26T07:50:00+07:00');
    const staff = await browser.open();
    await signInAsStaff(staff, app.origin, { next: '/staf/kegiatan' });
    await staff.click('main a:has-text("Bincang Buku")');
    await staff.click('main a:has-text("Kehadiran")');
    // by itself the screen shows the next code
    const [opened] = await Promise.all([
      staff.waitForResponse('**/layar-kegiatan/1'),
      staff.click('a:has-text("Layar kode ruang")'),
    ]);
    expect(Number.parseInt(opened.headers().refresh ?? '', 10)).toBeLessThanOrEqual(30);
    const code = (await staff.textContent('.kode')) ?? '';
    await sri.goto(`${app.origin}/kegiatan/hadir/1?kode=${code}`);
    expect(await text(sri)).toContain('Anda hadir sebagai Sri Rahayu');
    await sri.click('button:has-text("Catat kehadiran saya")');
    expect(await text(sri)).toContain('Selamat datang, Sri Rahayu');
    await staff.goto(`${app.origin}/staf/kegiatan/1/sesi/1/hadir`);
    expect(await text(staff)).toContain('1 dari 1 orang hadir');
  },
);

test(
  'at the door scans wait for the network on the device, also when its page is opened anew, and arrive when it is back',
  { timeout: 120_000 },
  async () => {
    await app.restartAt('2026-11-27T07:50:00+07:00');
    const staff = await browser.open();
    await staff.clock.setFixedTime('2026-11-27T07:50:00+07:00');
    await signInAsStaff(staff, app.origin, { next: '/staf/kegiatan/2/sesi/4/hadir' });
    await staff.waitForLoadState('networkidle');
    await expect.poll(async () => staff.evaluate('navigator.serviceWorker.controller !== null')).toBe(true);
    await expect.poll(async () => staff.evaluate("caches.match('/pintu-luring').then(Boolean)")).toBe(true);
    await staff.context().setOffline(true);
    await staff.fill('[name=code]', 'A2');
    await staff.press('[name=code]', 'Enter');
    await staff.getByText('Tersimpan di perangkat ini: …').waitFor();
    const rows = async () => app.db.selectFrom('programAttendance').select(['sessionId', 'way']).execute();
    expect((await rows()).filter((row) => row.sessionId === 4)).toEqual([]);
    await staff.reload();
    await staff.waitForSelector('h1:has-text("Kehadiran tanpa jaringan")');
    await staff.getByText('1 pindaian menunggu').waitFor();
    await staff.fill('[name=code]', 'A99');
    await staff.press('[name=code]', 'Enter');
    await staff.getByText('2 pindaian menunggu').waitFor();
    await staff.context().setOffline(false);
    // a browser that is cut off while it opens a page anew may let a request out whose answer it never reads: sent again, it came "already"
    await staff.getByText(/Selamat datang, Sri Rahayu|Sri Rahayu sudah tercatat/).waitFor();
    await staff.getByText('Kode ini bukan milik peserta').waitFor();
    expect(await rows()).toContainEqual({ sessionId: 4, way: 'badge' });
    await staff.click('a:has-text("Buka daftar lengkap")');
    await staff.getByText('1 dari 2 orang hadir').waitFor();
  },
);
