import { expect, test } from 'vitest';
import { makeCopy } from '#modules/lending/circulation/testing';
import { checkOut } from '#modules/lending/circulation';
import { createLibrary } from '#modules/ground/libraries';
import { createMember, resetPin } from '#modules/people/members';
import { expectAccessible, signInAsStaff, useBrowser } from '../support/browser.ts';
import { useApp } from '../support/start-app.ts';

let pin = '';
const app = useApp(async (t) => {
  const { id } = await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  const person = { number: 'A100', fullName: 'Sari Puspita', category: 'umum', birthDate: '1990-03-14' };
  await createMember(t.ctx(), { ...person, phone: '0812 0000 0010', address: 'Jl. Sumatera 1' });
  ({ pin } = await resetPin(t.ctx(), 'A100'));
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Laskar Pelangi', barcode: 'B00000001', libraryId: id });
  await checkOut({ ...t.ctx(), libraryId: id }, { memberNumber: 'A100', itemBarcode });
});
const browser = useBrowser();

test('a member asks for her data, takes them along, and reads what the staff answer', async () => {
  const sari = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await sari.goto(`${app.origin}/masuk?lanjut=/akun/data`);
  await sari.fill('#number', 'A100');
  await sari.fill('#pin', pin);
  await sari.click('form[action="?/member"] button');
  const [json] = await Promise.all([sari.waitForEvent('download'), sari.click('button[value=json]')]);
  expect(json.suggestedFilename()).toBe('lumbung-data.json');
  const [pdf] = await Promise.all([sari.waitForEvent('download'), sari.click('button[value=pdf]')]);
  expect(pdf.suggestedFilename()).toBe('lumbung-data.pdf');
  await sari.selectOption('#kind', 'correct');
  await sari.fill('#details', 'Nama jalannya Sumatra, bukan Sumatera.');
  await sari.click('form.form button');
  expect(await sari.textContent('section:has(#sudah)')).toContain('Dikerjakan, paling lambat');

  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: '/staf/permintaan-data' });
  await expectAccessible(staff);
  expect(await staff.textContent('main')).toContain('1 terbuka, 0 lewat batas waktu');
  expect(await staff.textContent('main')).toMatch(/7[12] jam lagi/);
  expect(await staff.textContent('main')).toContain('bukan Sumatera');
  await staff.click('section.full a:has-text("Sari Puspita")');
  await staff.waitForURL('**/staf/anggota/A100');
  await staff.click('main a[href$="/A100/ubah"]');
  await staff.fill('#address', 'Jl. Sumatra 1');
  await staff.click('form button:has-text("Simpan")');
  await staff.waitForURL('**/staf/anggota/A100');
  await staff.goto(`${app.origin}/staf/permintaan-data`);
  await staff.click('summary:has-text("Tandai selesai")');
  await staff.fill('details[open] [name=outcome]', 'Sudah kami betulkan, terima kasih.');
  await staff.click('details[open] button');
  await staff.waitForSelector('text=Tidak ada permintaan yang terbuka');

  await sari.reload();
  expect(await sari.textContent('main')).toContain('Sudah kami betulkan, terima kasih.');
});

test('a member asks to be erased; it waits for the book that is still at home, and the page says so', async () => {
  const staff = await browser.open({ javaScriptEnabled: false });
  await signInAsStaff(staff, app.origin, { next: '/staf/permintaan-data' });
  await staff.click('summary:has-text("Catat permintaan")');
  await staff.fill('#number', 'A100');
  await staff.selectOption('#kind', 'erase');
  await staff.click('form[action="?/add"] button');
  expect(await staff.textContent('main')).toContain('Menunggu: buku yang masih dibawa');
});

test('what is past its time is shown before it goes, and the run ends with a report', async () => {
  const old = new Date(app.clock.now().getTime() - 10 * 86_400_000);
  const library = await app.db.selectFrom('library').select('id').executeTakeFirstOrThrow();
  await app.db
    .insertInto('registration')
    .values({
      number: 'D-77',
      tokenHash: Buffer.alloc(32),
      status: 'draft',
      homeLibraryId: library.id,
      createdAt: old,
    })
    .execute();
  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: '/staf/masa-simpan' });
  await expectAccessible(staff);
  // the first clearing of a class waits until somebody has looked
  expect(await staff.textContent('main')).toContain('menunggu dilihat');
  await staff.click('a:has-text("Lihat siapa dan apa")');
  await staff.waitForURL('**/staf/masa-simpan/registration_drafts');
  await expectAccessible(staff);
  expect(await staff.textContent('main')).toContain('D-77');
  await staff.goto(`${app.origin}/staf/masa-simpan`);
  await staff.fill('#days_sessions', '14');
  await staff.click('form[action="?/days"] button');
  await staff.waitForSelector('text=Masa simpan tersimpan');
  await staff.click('a:has-text("Lihat siapa dan apa")');
  await staff.click('summary:has-text("Setujui, lepaskan")');
  await staff.click('form[action="?/approve"] button');
  await staff.waitForSelector('text=Pendaftaran yang tidak dilanjutkan: 1 pergi');
  expect(await staff.inputValue('#days_sessions')).toBe('14');
});

test('an incident is written down, its time runs, the letters are printed, and it is closed', async () => {
  const staff = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await signInAsStaff(staff, app.origin, { next: '/staf/insiden' });
  expect(await staff.textContent('main')).toContain('Belum pernah terjadi');
  await staff.click('summary:has-text("Catat kejadian")');
  await staff.fill('#title', 'Daftar anggota salah kirim');
  await staff.check('[name=dataKinds][value=contact]');
  await staff.fill('#how', 'Surel terkirim ke alamat lain.');
  await staff.fill('#measures', 'Penerima menghapusnya.');
  await staff.fill('#memberNumbers', 'A100');
  await staff.click('main form.form button');
  expect(await staff.textContent('main')).toMatch(/7[12] jam lagi/);
  const letter = await staff.request.get(
    `${app.origin}${(await staff.getAttribute('main a[href*=insiden][href*=surat]', 'href')) ?? ''}`,
  );
  expect(letter.headers()['content-type']).toBe('application/pdf');
  await staff.click('button[value=subjects]');
  await staff.click('button[value=agency]');
  await staff.click('summary:has-text("Tutup kejadian")');
  await staff.fill('#note', 'Alamat diperiksa dua orang.');
  await staff.click('form[action="?/close"] button');
  expect(await staff.textContent('main')).toContain('Kejadian ditutup');
  const seen = await browser.open();
  await signInAsStaff(seen, app.origin, { next: '/staf/insiden' });
  await expectAccessible(seen);
  await seen.click('a:has-text("Daftar anggota salah kirim")');
  await expectAccessible(seen);
});

test('a lost card is closed from the phone, refused at the desk, and replaced on the spot', async () => {
  const sari = await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await sari.goto(`${app.origin}/masuk?lanjut=/akun/kartu-hilang`);
  await sari.fill('#number', 'A100');
  await sari.fill('#pin', pin);
  await sari.click('form[action="?/member"] button');
  await sari.click('form[action="?/lost"] button');
  expect(await sari.textContent('main')).toContain('Kartu A100 dilaporkan hilang');

  const staff = await browser.open();
  await signInAsStaff(staff, app.origin, { next: '/staf/anggota/A100' });
  expect(await staff.textContent('main')).toContain('Kartu dilaporkan hilang');
  await expectAccessible(staff);
  await staff.click('summary:has-text("Ganti kartu")');
  await staff.click('form[action="?/newCard"] button');
  await staff.waitForURL('**/A100-2/kartu');
  await staff.goto(`${app.origin}/staf/sirkulasi`);
  await staff.fill('[name=kode]', 'A100');
  await staff.keyboard.press('Enter');
  await staff.waitForSelector('text=sudah diganti dengan kartu baru');
});
