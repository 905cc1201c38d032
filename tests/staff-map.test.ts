import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { findPlaces } from '#web/kit/frame/staff/find-places.ts';
import { onTheMap } from '#web/kit/frame/staff/on-the-map.ts';
import { standing, type StaffWorkplace } from '#web/kit/frame/staff/staff-map.ts';

/** What librarians say, in their own words and in those of SLiMS and INLISLite, and where it leads. */
const SAID = [
  ['statistik', '/staf/laporan'],
  ['laporan', '/staf/laporan'],
  ['dasbor', '/staf/laporan'],
  ['pelaporan', '/staf/laporan'],
  ['rekap', '/staf/laporan'],
  ['telaah', '/staf/laporan/telaah'],
  ['angka kredit', '/staf/laporan/telaah'],
  ['staff activity', '/staf/laporan/telaah'],
  ['daftar beli', '/staf/laporan/telaah'],
  ['denda', '/staf/kas'],
  ['bayar denda', '/staf/kas'],
  ['stock opname', '/staf/cacah-ulang'],
  ['stok opnam', '/staf/cacah-ulang'],
  ['inventarisasi', '/staf/cacah-ulang'],
  ['bebas pustaka', '/staf/surat'],
  ['surat bebas pinjam', '/staf/surat'],
  ['SKBP', '/staf/surat'],
  ['tambah buku', '/staf/katalog/baru'],
  ['input buku', '/staf/katalog/baru'],
  ['judul baru', '/staf/katalog/baru'],
  ['Z39.50', '/staf/katalog/baru'],
  ['tambah anggota', '/staf/anggota/baru'],
  ['orang baru', '/staf/anggota/baru'],
  ['anggota baru', '/staf/anggota/baru'],
  ['keanggotaan', '/staf/anggota'],
  ['pemustaka', '/staf/anggota'],
  ['cetak label', '/staf/cetak?jenis=punggung'],
  ['cetak barkode', '/staf/cetak?jenis=punggung'],
  ['barcode', '/staf/cetak'],
  ['cetak kartu', '/staf/cetak?jenis=kartu'],
  ['catat hari libur', '/staf/hari-tutup'],
  ['hari libur', '/staf/hari-tutup'],
  ['tanggal merah', '/staf/hari-tutup'],
  ['transaksi', '/staf/sirkulasi'],
  ['peminjaman', '/staf/sirkulasi'],
  ['pengembalian', '/staf/sirkulasi'],
  ['quick return', '/staf/sirkulasi'],
  ['pengembalian kilat', '/staf/sirkulasi'],
  ['mulai transaksi', '/staf/sirkulasi'],
  ['reservasi', '/staf/pesanan'],
  ['booking buku', '/staf/pesanan'],
  ['waiting list', '/staf/pesanan'],
  ['antrian', '/staf/pesanan/antrean'],
  ['keterlambatan', '/staf/terlambat'],
  ['tunggakan', '/staf/terlambat'],
  ['overdue list', '/staf/terlambat'],
  ['pengunjung', '/staf/kunjungan'],
  ['presensi', '/buku-tamu'],
  ['kunjungan rombongan', '/buku-tamu'],
  ['penitipan', '/staf/loker'],
  ['booking ruang', '/staf/ruang'],
  ['bibliografi', '/staf/katalog'],
  ['eksemplar', '/staf/katalog'],
  ['GMD', '/staf/katalog'],
  ['daftar terkendali', '/staf/tajuk'],
  ['master file', '/staf/tajuk'],
  ['pengarang', '/staf/tajuk'],
  ['nomor induk', '/staf/buku-induk'],
  ['kendali terbitan berseri', '/staf/berkala'],
  ['majalah', '/staf/berkala'],
  ['koran', '/staf/berkala'],
  ['penyiangan', '/staf/penyiangan'],
  ['hapus koleksi', '/staf/penyiangan'],
  ['weeding', '/staf/penyiangan'],
  ['impor data', '/staf/impor'],
  ['pindah dari SLiMS', '/staf/sistem/pindahan'],
  ['pindah dari INLISLite', '/staf/sistem/pindahan'],
  ['dump', '/staf/sistem/pindahan'],
  ['unduh data', '/staf/ekspor'],
  ['beli buku', '/staf/pengadaan'],
  ['usul buku', '/staf/usulan'],
  ['sumbangan buku', '/staf/hibah'],
  ['lokakarya', '/staf/kegiatan'],
  ['buat kegiatan', '/staf/kegiatan/baru'],
  ['sertifikat', '/staf/sertifikat'],
  ['survei', '/staf/kuesioner'],
  ['curah pendapat', '/staf/papan-ide'],
  ['kursus', '/staf/belajar'],
  ['e-learning', '/staf/belajar'],
  ['materi belajar', '/staf/belajar'],
  ['tes akhir', '/staf/belajar/hasil'],
  ['hasil belajar', '/staf/belajar/hasil'],
  ['buat kursus', '/staf/belajar/baru'],
  ['susun pelajaran', '/staf/belajar/baru'],
  ['JP saya', '/staf/profil/jp'],
  ['jam pelajaran', '/staf/profil/jp'],
  ['diklat', '/staf/profil/jp'],
  ['JP petugas', '/staf/belajar/jp'],
  ['catat pelatihan', '/staf/profil/jp/baru'],
  ['ruang guru', '/staf/guru'],
  ['penulis bersama', '/staf/guru'],
  ['mitra', '/staf/mitra'],
  ['kerja sama', '/staf/mitra'],
  ['tambah mitra', '/staf/mitra/baru'],
  ['catat sumbangan', '/staf/mitra/sumbangan/baru'],
  ['kontribusi', '/staf/mitra/sumbangan'],
  ['MoU', '/staf/mitra/perjanjian'],
  ['PKS', '/staf/mitra/perjanjian'],
  ['nota kesepahaman', '/staf/mitra/perjanjian'],
  ['keluhan', '/staf/layanan/pengaduan'],
  ['komplain', '/staf/layanan/pengaduan'],
  ['SP4N', '/staf/layanan/pengaduan'],
  ['catat pengaduan', '/staf/layanan/catat'],
  ['jawab pertanyaan', '/staf/layanan'],
  ['RTL', '/staf/rencana-aksi'],
  ['QR code', '/staf/tautan'],
  ['aturan peminjaman', '/staf/aturan'],
  ['loan rules', '/staf/aturan'],
  ['lama pinjam', '/staf/aturan'],
  ['tipe keanggotaan', '/staf/kategori'],
  ['pengguna sistem', '/staf/akun'],
  ['hak akses', '/staf/peran'],
  ['log sistem', '/staf/jejak'],
  ['backup', '/staf/sistem/cadangan'],
  ['server SRU', '/staf/sistem/sumber-katalog'],
  ['sumber cantuman', '/staf/sistem/sumber-katalog'],
  ['cadangan', '/staf/sistem/cadangan'],
  ['UU PDP', '/staf/permintaan-data'],
  ['kebocoran', '/staf/insiden'],
  ['whatsapp', '/staf/pemberitahuan'],
  ['tambah satu kelas', '/staf/anggota/kelas/impor'],
  ['tutup kas', '/staf/kas'],
  ['ganti perpustakaan', '/staf/perpustakaan-kerja'],
  ['ganti bahasa', '/staf'],
  ['daftar tombol', '/staf/tombol'],
  ['keluar', '/keluar'],
] as const;

test.each(SAID)('"%s" leads to %s', (said, href) => {
  const [first] = findPlaces(onTheMap, said);
  expect(first?.what.href).toBe(href);
});

test('words in any order and half typed are understood; letters that mean nothing find nothing', () => {
  expect(findPlaces(onTheMap, 'opname st')[0]?.what.href).toBe('/staf/cacah-ulang');
  expect(findPlaces(onTheMap, 'TAMBAH  ANGG')[0]?.what.href).toBe('/staf/anggota/baru');
  for (const nothing of ['', '   ', '\0', '%', 'zzzz', '🙂', 'x'.repeat(200_000)])
    expect(findPlaces(onTheMap, nothing)).toEqual([]);
});

test('every place is a page of ours, and stands on the map once', () => {
  const routes = resolve(import.meta.dirname, '../src/web/routes');
  const hrefs = onTheMap.flatMap(({ href, acts = [] }) => [href, ...acts.map((act) => act.href)]);
  const gone = hrefs.filter((href) => !existsSync(join(routes, href.split('?')[0] ?? '', '+page.svelte')));
  expect(gone).toEqual([]);
  const places = onTheMap.map(({ href }) => href);
  expect(places).toEqual([...new Set(places)]);
});

test('a page below a place stands where the nearest place stands', () => {
  const waits = { count: 0, urgent: false };
  const page = (href: string) => ({ href, label: href, waits, network: false });
  const at = (key: StaffWorkplace['key'], ...hrefs: string[]): StaffWorkplace => ({
    key,
    name: key,
    icon: 'buku',
    gap: false,
    waits,
    href: hrefs[0] ?? '/staf',
    tabs: hrefs.map((href) => ({ key: 'desk/cash', name: href, pages: [page(href)], waits })),
  });
  const map = [at('today'), at('collection', '/staf/katalog', '/staf/katalog/tajuk'), at('members', '/staf/anggota')];
  expect(standing(map, '/staf')?.workplace.key).toBe('today');
  expect(standing(map, '/staf/katalog/tajuk/5')?.page?.href).toBe('/staf/katalog/tajuk');
  expect(standing(map, '/staf/katalog/5')?.page?.href).toBe('/staf/katalog');
  expect(standing(map, '/staf/katalogisasi')).toBeNull();
  expect(standing(map, '/staf/profil')).toBeNull();
});
