/** The groups in which reports are listed, in their order. */
export const REPORT_GROUPS = ['services', 'collection', 'members', 'programs', 'money', 'news'] as const;
export type ReportGroup = (typeof REPORT_GROUPS)[number];

/** A report that is there from the beginning: a kind of facts, split by something. */
export interface ReportDefinition {
  /** Its address. */
  key: string;
  group: ReportGroup;
  kind: string;
  by: string;
}

/** Of each group what is asked for most, first. A kind that no module counts is left out where the list is shown. */
export const REPORTS: readonly ReportDefinition[] = [
  { key: 'peminjaman-kelas', group: 'services', kind: 'loan', by: 'class' },
  { key: 'peminjaman-bulan', group: 'services', kind: 'loan', by: 'month' },
  { key: 'peminjaman-perpustakaan', group: 'services', kind: 'loan', by: 'library' },
  { key: 'peminjaman-jam', group: 'services', kind: 'loan', by: 'hour' },
  { key: 'peminjaman-hari', group: 'services', kind: 'loan', by: 'weekday' },
  { key: 'pengembalian-tepat', group: 'services', kind: 'return', by: 'late' },
  { key: 'perpanjangan-bulan', group: 'services', kind: 'renewal', by: 'month' },
  { key: 'kunjungan-bulan', group: 'services', kind: 'visit', by: 'month' },
  { key: 'kunjungan-jam', group: 'services', kind: 'visit', by: 'hour' },
  { key: 'kunjungan-perpustakaan', group: 'services', kind: 'visit', by: 'library' },
  { key: 'kunjungan-tujuan', group: 'services', kind: 'visit', by: 'purpose' },
  { key: 'kunjungan-mingguan', group: 'services', kind: 'visit', by: 'weekday' },
  { key: 'baca-di-tempat', group: 'services', kind: 'read_in_house', by: 'class' },
  { key: 'pesanan-kelas', group: 'services', kind: 'hold', by: 'class' },
  { key: 'ruang-pakai', group: 'services', kind: 'place_use', by: 'place' },
  { key: 'judul-terbanyak', group: 'collection', kind: 'loan', by: 'bib' },
  { key: 'peminjaman-jenis', group: 'collection', kind: 'loan', by: 'item_type' },
  { key: 'penambahan-kelas', group: 'collection', kind: 'copy_added', by: 'class' },
  { key: 'penambahan-sumber', group: 'collection', kind: 'copy_added', by: 'source' },
  { key: 'penghapusan-kelas', group: 'collection', kind: 'copy_written_off', by: 'class' },
  { key: 'koleksi-berpindah', group: 'collection', kind: 'copy_moved', by: 'month' },
  { key: 'unduhan-kelas', group: 'collection', kind: 'download', by: 'class' },
  { key: 'usulan-dijawab', group: 'collection', kind: 'suggestion_answered', by: 'month' },
  { key: 'pencarian-kosong', group: 'collection', kind: 'vain_search', by: 'month' },
  { key: 'peminjam-umur', group: 'members', kind: 'loan', by: 'age' },
  { key: 'peminjam-kategori', group: 'members', kind: 'loan', by: 'category' },
  { key: 'peminjam-kelurahan', group: 'members', kind: 'loan', by: 'kelurahan' },
  { key: 'pengunjung-umur', group: 'members', kind: 'visit', by: 'age' },
  { key: 'pengunjung-kelamin', group: 'members', kind: 'visit', by: 'sex' },
  { key: 'anggota-baru', group: 'members', kind: 'new_member', by: 'month' },
  { key: 'anggota-baru-kategori', group: 'members', kind: 'new_member', by: 'category' },
  { key: 'anggota-baru-kelurahan', group: 'members', kind: 'new_member', by: 'kelurahan' },
  { key: 'keanggotaan-berakhir', group: 'members', kind: 'membership_ended', by: 'month' },
  { key: 'hadir-bulan', group: 'programs', kind: 'attendance', by: 'month' },
  { key: 'hadir-jenis', group: 'programs', kind: 'attendance', by: 'program_kind' },
  { key: 'sertifikat', group: 'programs', kind: 'certificate', by: 'month' },
  { key: 'gagasan', group: 'programs', kind: 'idea', by: 'month' },
  { key: 'janji-terwujud', group: 'programs', kind: 'plan_kept', by: 'month' },
  { key: 'tagihan-jenis', group: 'money', kind: 'charge', by: 'charge' },
  { key: 'pembayaran-cara', group: 'money', kind: 'payment', by: 'method' },
  { key: 'pembayaran-hari', group: 'money', kind: 'payment', by: 'day' },
  { key: 'pesan-saluran', group: 'news', kind: 'message', by: 'channel' },
  { key: 'tautan-dibuka', group: 'news', kind: 'link_opened', by: 'link_kind' },
];
