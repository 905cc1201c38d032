import { expect, test } from 'vitest';
import { findItemByBarcode, updateItem } from '#modules/collection/catalog';
import { checkOut } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import { expectAccessible, signInAsStaff, usePhone } from '../support/browser.ts';
import { enrolDesk, openOffline, PASSPHRASE, scan, waits } from '../support/offline-desk.ts';
import { useApp } from '../support/start-app.ts';

const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  await makeMember(ctx, { number: 'A1', fullName: 'Nanda Kusumawati', homeLibrary: 'KOTA' });
  await makeMember(ctx, { number: 'A2', fullName: 'Dimas Pratama', homeLibrary: 'KOTA' });
  for (const [barcode, title] of [
    ['B-1', 'Laskar Pelangi'],
    ['B-2', 'Bumi Manusia'],
    ['B-3', 'Gadis Kretek'],
    ['B-4', 'Cantik Itu Luka'],
  ] as const)
    await makeCopy(ctx, { barcode, title, libraryId: kota.id });
  await checkOut({ ...ctx, libraryId: kota.id }, { memberNumber: 'A2', itemBarcode: 'B-2' });
  const withCd = await findItemByBarcode(t.db, 'B-2');
  await updateItem(ctx, { id: withCd?.id ?? 0, version: withCd?.version ?? 0, deskNote: 'dengan CD' });
  await makeAccount(t, { username: 'siti', grants: [{ role: 'circulation', libraryId: kota.id }] });
});
const phone = usePhone();
const DESK = { viewport: { width: 1280, height: 900 } };

const acts = async () => app.db.selectFrom('deskAct').select(['kind', 'outcome']).orderBy('id').execute();

test(
  'the network goes, the power goes, and what was lent, taken back and counted meanwhile is in the books once',
  { timeout: 120_000 },
  async () => {
    let page = await phone.open(DESK);
    await enrolDesk(page, app.origin, 'Komputer meja depan');
    await page.context().setOffline(true);
    await page.goto(`${app.origin}/staf/sirkulasi`);
    await page.waitForSelector('#passphrase:focus');
    await expectAccessible(page);
    await page.keyboard.type('bukan frasa sandinya');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.err:has-text("tidak cocok")');
    await openOffline(page, app.origin);
    expect(await page.textContent('main')).toContain('data baru saja');

    await scan(page, 'A1', 'Pindai buku untuk Nanda K.');
    await scan(page, 'B-1', 'Tercatat: kembali Rabu, 2 Desember 2026');
    await scan(page, 'B-2', 'Jangan pinjamkan');
    expect(await page.textContent('.answer')).toContain('masih tercatat dipinjam anggota lain');
    await page.keyboard.press('F3');
    await scan(page, 'B-2', 'Tercatat kembali');
    await page.waitForSelector('.answer:has-text("Periksa: dengan CD.")');
    await page.keyboard.press('F2');
    await scan(page, 'A1', 'Pindai buku untuk Nanda K.');
    await scan(page, 'B-2', 'Tercatat: kembali');
    await page.waitForSelector('.answer:has-text("Periksa: dengan CD.")');
    await scan(page, 'B-3', 'Sudah 2 dari 2 buku');
    await page.keyboard.press('F8');
    await page.waitForSelector('.answer:has-text("Tercatat: kembali")');
    await page.keyboard.press('F4');
    await scan(page, 'A2', 'Kunjungan tercatat');
    await scan(page, 'A2', 'baru saja tercatat');
    // one more, and taken back at once
    await page.keyboard.press('F2');
    await scan(page, 'A2', 'Pindai buku untuk Dimas P.');
    await scan(page, 'B-4', 'Tercatat: kembali');
    await page.keyboard.press('F7');
    await page.waitForSelector('.answer:has-text("Diurungkan")');
    await waits(page, 5);
    await expectAccessible(page);

    const disk = phone.diskOf(page);
    for (const secret of ['Nanda', 'Kusumawati', 'Cantik Itu Luka', PASSPHRASE])
      for (const encoding of ['utf8', 'utf16le'] as const)
        expect(disk.includes(Buffer.from(secret, encoding)), secret).toBe(false);

    page = await phone.pullPlug(page);
    await page.context().setOffline(true);
    await openOffline(page, app.origin);
    await waits(page, 5);
    await scan(page, 'A2', 'Pindai buku untuk Dimas P.');
    await scan(page, 'B-4', 'Tercatat: kembali');
    await waits(page, 6);
    expect(await acts()).toEqual([]);

    await page.context().setOffline(false);
    await page.waitForSelector('.note:has-text("5 catatan terkirim, 1 perlu diputuskan.")', { timeout: 30_000 });
    await waits(page, 0);
    expect(await acts()).toEqual([
      { kind: 'lend', outcome: 'done' },
      { kind: 'return', outcome: 'done' },
      { kind: 'lend', outcome: 'done' },
      { kind: 'lend', outcome: 'conflict' },
      { kind: 'visit', outcome: 'done' },
      { kind: 'lend', outcome: 'done' },
    ]);
    const running = await app.db
      .selectFrom('loan')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .innerJoin('member', 'member.id', 'loan.memberId')
      .select(['barcode', 'number', 'loanedBy'])
      .where('loan.status', '=', 'open')
      .orderBy('barcode')
      .execute();
    expect(running.map(({ barcode, number }) => [barcode, number])).toEqual([
      ['B-1', 'A1'],
      ['B-2', 'A1'],
      ['B-4', 'A2'],
    ]);
    expect(new Set(running.map(({ loanedBy }) => loanedBy))).toEqual(new Set(['Petugas admin']));

    // what was refused is settled by a person
    await page.context().clearCookies();
    await signInAsStaff(page, app.origin, { next: '/staf/perangkat/konflik' });
    expect(await page.textContent('.konflik')).toContain('Pinjam · Gadis Kretek · Nanda Kusumawati');
    await expectAccessible(page);
    await page.click('summary:has-text("Pinjamkan juga")');
    await page.fill('.konflik details[open] input[name=reason]', 'Untuk tugas sekolah');
    await page.click('button:has-text("Pinjamkan dengan alasan ini")');
    await page.waitForSelector('h2:has-text("Tidak ada yang perlu diputuskan")');
    expect((await acts()).filter(({ outcome }) => outcome === 'conflict')).toEqual([]);
    // and at the desk itself the device is ready for the next time
    await page.goto(`${app.origin}/staf/sirkulasi`);
    await page.waitForSelector('.siap-luring:has-text("Siap luring")');
    await expectAccessible(page);
  },
);

test(
  'a device that is revoked loses its data at the next contact, and what it had written down is decided by a person',
  { timeout: 120_000 },
  async () => {
    const page = await phone.open(DESK);
    await enrolDesk(page, app.origin, 'Laptop keliling');
    await page.goto(`${app.origin}/staf/perangkat`);
    await expectAccessible(page);
    const before = (await acts()).length;
    await page.context().setOffline(true);
    await openOffline(page, app.origin);
    await page.keyboard.press('F4');
    await scan(page, 'A1', 'Kunjungan tercatat');
    await waits(page, 1);
    await app.db
      .updateTable('deskDevice')
      .set({ revokedAt: app.clock.now(), revokedBy: 'Kepala' })
      .where('name', '=', 'Laptop keliling')
      .execute();
    await page.context().setOffline(false);
    await page.goto(`${app.origin}/staf/sirkulasi`);
    await page.waitForSelector('.siap-luring:has-text("dicabut dan datanya dihapus")');
    expect((await acts()).slice(before)).toEqual([{ kind: 'visit', outcome: 'conflict' }]);
    await page.context().setOffline(true);
    await page.goto(`${app.origin}/meja-luring`);
    await page.waitForSelector('h2:has-text("belum terdaftar")');
    await expectAccessible(page);
  },
);

test(
  'two people at one device have a passphrase each, and what is written down is by who typed theirs',
  { timeout: 120_000 },
  async () => {
    const page = await phone.open(DESK);
    await enrolDesk(page, app.origin, 'Laptop bersama');
    await page.context().clearCookies();
    await signInAsStaff(page, app.origin, { username: 'siti', next: '/staf/perangkat' });
    await page.click('summary:has-text("Frasa sandi saya")');
    const keep = async (passphrase: string): Promise<void> => {
      for (const field of ['passphrase', 'repeated']) await page.fill(`#${field}`, passphrase);
      await page.click('button:has-text("Simpan frasa sandi saya")');
    };
    await keep(PASSPHRASE);
    await page.waitForSelector('.answer:has-text("sudah dipakai di sini")');
    await keep('ombak selatan tenang');
    await page.waitForSelector('.answer:has-text("Frasa sandi Anda berlaku")');
    await expectAccessible(page);

    await page.context().setOffline(true);
    await openOffline(page, app.origin);
    await page.keyboard.press('F4');
    await scan(page, 'A1', 'Kunjungan tercatat');
    await openOffline(page, app.origin, 'ombak selatan tenang');
    await page.keyboard.press('F4');
    await scan(page, 'A2', 'Kunjungan tercatat');
    await waits(page, 2);
    await page.context().setOffline(false);
    await waits(page, 0);
    const rows = await app.db
      .selectFrom('deskAct')
      .innerJoin('deskDevice', 'deskDevice.id', 'deskAct.deviceId')
      .select(['accountName', 'outcome'])
      .where('deskDevice.name', '=', 'Laptop bersama')
      .orderBy('seq')
      .execute();
    expect(rows.map(({ accountName }) => accountName)).toEqual(['Petugas admin', 'Petugas siti']);
  },
);
