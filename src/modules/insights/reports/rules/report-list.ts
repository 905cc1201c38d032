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
  { key: 'judul-terbanyak', group: 'collection', kind: 'loan', by: 'bib' },
  { key: 'peminjaman-jenis', group: 'collection', kind: 'loan', by: 'item_type' },
  { key: 'peminjam-umur', group: 'members', kind: 'loan', by: 'age' },
  { key: 'peminjam-kategori', group: 'members', kind: 'loan', by: 'category' },
  { key: 'peminjam-kelurahan', group: 'members', kind: 'loan', by: 'kelurahan' },
  { key: 'pengunjung-umur', group: 'members', kind: 'visit', by: 'age' },
  { key: 'pengunjung-kelamin', group: 'members', kind: 'visit', by: 'sex' },
];
