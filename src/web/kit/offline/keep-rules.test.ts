import { expect, test } from 'vitest';
import { isKeptByNobody, keepingOf, isKeptFile, isMember } from './keep-rules.ts';

test('the card, loans and saved lists stay with their member; whatever is read by anybody may stay', () => {
  for (const path of [
    '/akun',
    '/akun/kartu',
    '/akun/daftar',
    '/akun/daftar/12',
    '/en/akun/kartu',
    '/katalog/7/pesan',
    '/kegiatan/tiket/Ab12Cd34Ef56',
  ])
    expect(keepingOf(path), path).toBe('own');
  for (const path of [
    '/',
    '/en',
    '/katalog',
    '/katalog/7',
    '/en/katalog/7',
    '/perpustakaan/KOTA',
    '/daftar-bacaan',
    '/bantuan',
    '/bantuan/tanya-jawab/7',
    '/maklumat',
    '/halaman/kuota',
    '/kegiatan',
    '/kegiatan/klub-baca',
  ])
    expect(keepingOf(path), path).toBe('public');
});

test('pages of courses stay with whoever learns by them', () => {
  for (const path of ['/kelas', '/en/kelas', '/kelas/cek-dulu', '/en/kelas/cek-dulu/siapa-yang-menulis'])
    expect(keepingOf(path), path).toBe('learner');
});

test('nothing of the staff, of signing in, of forms and of files stays on a phone', () => {
  const never = [
    '/isi/ABCDE',
    '/isi-angka/abc',
    '/undangan-menulis/abc',
    '/en/undangan-menulis/abc',
    '/latihan/masuk/abc',
    '/laporan/abc',
    '/q/AB12',
    '/pekerjaan/abc',
    '/bantuan/ikuti',
    '/en/bantuan/nilai/abc',
    '/kegiatan/tiket/Ab12/sertifikat',
    '/isian',
    '/layar-kegiatan/3',
    '/en/papan-ide/3',
    '/rencana-aksi/4',
    '/sertifikat/K7Q2',
    '/kegiatan/usul/abc',
    '/kegiatan/hadir/7',
    '/pintu-luring',
    '/staf',
    '/staf/sirkulasi',
    '/en/staf/anggota/A1',
    '/masuk',
    '/keluar',
    '/daftar',
    '/akun/data',
    '/akun/data/unduh',
    '/akun/pin',
    '/akun/riwayat',
    '/akun/kuitansi/3',
    '/katalog/7/unduh/marc',
    '/sitemap.xml',
    '/api/v1/me',
  ];
  for (const path of never) expect(keepingOf(path), path).toBe('never');
});

test('files are told from pages', () => {
  expect(isKeptFile('/js/saran.js')).toBe(true);
  expect(isKeptFile('/sampul/abc.webp')).toBe(true);
  expect(isKeptFile('/katalog/7/lampiran/x.pdf')).toBe(false);
  expect(isMember('a12')).toBe(true);
  expect(isMember('petugas')).toBe(false);
});

test('an answer that says that nobody keeps it is kept by nobody, unless it says so for a form that stands beside words for all', () => {
  for (const said of ['no-store', 'private, no-store', 'no-store, max-age=0', 'No-Store'])
    expect(isKeptByNobody('/daftar-bacaan/abc', said), said).toBe(true);
  for (const said of [null, '', 'private, no-cache', 'max-age=3600'])
    expect(isKeptByNobody('/daftar-bacaan/abc', said)).toBe(false);
  for (const path of ['/maklumat', '/en/bantuan', '/bantuan/tanya-jawab/7'])
    expect(isKeptByNobody(path, 'private, no-store'), path).toBe(false);
  expect(isKeptByNobody('/bantuan/ikuti', 'private, no-store')).toBe(true);
});
