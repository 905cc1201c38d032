import { m } from '#i18n/messages';
import type { IconName } from '#web/kit/parts/icons.ts';

interface StaffPlace {
  /** Of a page of ours without parameters: whoever may come to it sees the place. */
  href: string;
  label: () => string;
  icon: IconName;
}
export interface StaffGroup {
  key: string;
  title: string | null;
  places: { href: string; label: string; icon: IconName }[];
}

/** The rooms of the staff house, in fixed order. Add yours when its page exists; who may see it the page declares itself. */
export const staffRooms: readonly { key: string; title: (() => string) | null; places: readonly StaffPlace[] }[] = [
  { key: 'start', title: null, places: [{ href: '/staf', label: () => m.staff_nav_start(), icon: 'peta' }] },
  {
    key: 'daily',
    title: () => m.staff_group_daily(),
    places: [
      {
        href: '/staf/sirkulasi',
        label: () => m.desk_title(),
        icon: 'pindai',
      },
      { href: '/staf/pinjam-mandiri', label: () => m.self_title(), icon: 'centang' },
      { href: '/staf/perangkat', label: () => m.offdesk_devices(), icon: 'luring' },
      { href: '/staf/pesanan', label: () => m.hold_title(), icon: 'kotak' },
      { href: '/staf/pinjaman-paket', label: () => m.bulk_title(), icon: 'rombongan' },
      { href: '/staf/jadwal', label: () => m.booking_title(), icon: 'kalender' },
      { href: '/staf/ruang', label: () => m.seats_title(), icon: 'jam' },
      { href: '/staf/papan-ide', label: () => m.ideas_boards(), icon: 'ide' },
      { href: '/staf/usul-kegiatan', label: () => m.proposal_queue(), icon: 'pesan' },
      { href: '/staf/rencana-aksi', label: () => m.plans_title(), icon: 'centang' },
      {
        href: '/staf/kegiatan',
        label: () => m.programs_title(),
        icon: 'rombongan',
      },
      { href: '/staf/kunjungan', label: () => m.visits_title(), icon: 'grafik' },
      { href: '/buku-tamu', label: () => m.visits_book(), icon: 'orang' },
      { href: '/staf/loker', label: () => m.lockers_title(), icon: 'kunci' },
      { href: '/staf/terlambat', label: () => m.overdue_title(), icon: 'jam' },
      { href: '/staf/kas', label: () => m.cash_title(), icon: 'kartu' },
      { href: '/staf/surat', label: () => m.letters_title(), icon: 'pesan' },
      { href: '/staf/pemberitahuan', label: () => m.notice_title(), icon: 'toa' },
      { href: '/staf/anggota', label: () => m.members_nav(), icon: 'orang' },
      { href: '/staf/kuesioner', label: () => m.quest_title(), icon: 'grafik' },
      { href: '/staf/ulasan', label: () => m.reviews_queue(), icon: 'dukung' },
      { href: '/staf/permintaan-data', label: () => m.members_requests(), icon: 'kunci' },
      { href: '/staf/insiden', label: () => m.privacy_incidents(), icon: 'awas' },
    ],
  },
  {
    key: 'collection',
    title: () => m.staff_group_collection(),
    places: [
      { href: '/staf/katalog', label: () => m.catalog_nav(), icon: 'buku' },
      { href: '/staf/usulan', label: () => m.suggest_queue(), icon: 'pesan' },
      { href: '/staf/pengadaan', label: () => m.order_title(), icon: 'kotak' },
      {
        href: '/staf/anggaran',
        label: () => m.budget_title(),
        icon: 'kartu',
      },
      { href: '/staf/hibah', label: () => m.donation_title(), icon: 'dukung' },
      { href: '/staf/berkala', label: () => m.serial_title(), icon: 'kalender' },
      { href: '/staf/cacah-ulang', label: () => m.stocktake_title(), icon: 'centang' },
      { href: '/staf/penyiangan', label: () => m.weeding_title(), icon: 'saring' },
      { href: '/staf/buku-induk', label: () => m.register_title(), icon: 'buku' },
      { href: '/staf/impor', label: () => m.imports_nav(), icon: 'naik' },
      { href: '/staf/tajuk', label: () => m.catalog_nav_headings(), icon: 'orang' },
      { href: '/staf/duplikat', label: () => m.catalog_nav_duplicates(), icon: 'rak' },
      { href: '/staf/cetak', label: () => m.printing_title(), icon: 'cetak' },
      { href: '/staf/tautan', label: () => m.links_title(), icon: 'bagi' },
      { href: '/staf/ekspor', label: () => m.catalog_nav_export(), icon: 'unduh' },
    ],
  },
  {
    key: 'settings',
    title: () => m.staff_group_settings(),
    places: [
      { href: '/staf/perpustakaan', label: () => m.libraries_nav(), icon: 'rumah' },
      {
        href: '/staf/hari-tutup',
        label: () => m.libraries_closed_days(),
        icon: 'kalender',
      },
      { href: '/staf/aturan', label: () => m.policy_title(), icon: 'roda' },
      { href: '/staf/kategori', label: () => m.members_categories(), icon: 'rombongan' },
      { href: '/staf/masa-simpan', label: () => m.privacy_keep(), icon: 'jam' },
      { href: '/staf/teks-izin', label: () => m.members_consent_texts(), icon: 'centang' },
      { href: '/staf/pengaturan', label: () => m.libraries_settings(), icon: 'saring' },
      { href: '/staf/akun', label: () => m.identity_accounts(), icon: 'kunci' },
      {
        href: '/staf/peran',
        label: () => m.identity_roles(),
        icon: 'kartu',
      },
      { href: '/staf/pekerjaan', label: () => m.heavy_troubles(), icon: 'roda' },
      { href: '/staf/jejak', label: () => m.audit_title(), icon: 'jam' },
    ],
  },
];
