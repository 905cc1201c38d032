import { m } from '#i18n/messages';
import type { IconName } from './icons.ts';

interface StaffPlace {
  href: string;
  label: () => string;
  icon: IconName;
  /** Any of these permissions lets the place be seen; none = every signed-in account. */
  needs: readonly string[];
}
export interface StaffGroup {
  key: string;
  title: string | null;
  places: { href: string; label: string; icon: IconName }[];
}

/** The rooms of the staff house, in fixed order. Add yours when its page exists. */
const rooms: readonly { key: string; title: (() => string) | null; places: readonly StaffPlace[] }[] = [
  { key: 'start', title: null, places: [{ href: '/staf', label: () => m.staff_nav_start(), icon: 'peta', needs: [] }] },
  {
    key: 'daily',
    title: () => m.staff_group_daily(),
    places: [
      {
        href: '/staf/sirkulasi',
        label: () => m.desk_title(),
        icon: 'pindai',
        needs: ['loans.check_out', 'loans.check_in'],
      },
      { href: '/staf/pinjam-mandiri', label: () => m.self_title(), icon: 'centang', needs: ['loans.check_out'] },
      { href: '/staf/perangkat', label: () => m.offdesk_devices(), icon: 'luring', needs: ['loans.check_in'] },
      { href: '/staf/pesanan', label: () => m.hold_title(), icon: 'kotak', needs: ['holds.place', 'loans.check_in'] },
      { href: '/staf/pinjaman-paket', label: () => m.bulk_title(), icon: 'rombongan', needs: ['bulk_loans.manage'] },
      { href: '/staf/jadwal', label: () => m.booking_title(), icon: 'kalender', needs: ['bookings.place'] },
      { href: '/staf/ruang', label: () => m.seats_title(), icon: 'jam', needs: ['bookings.place'] },
      { href: '/staf/papan-ide', label: () => m.ideas_boards(), icon: 'ide', needs: ['ideas.manage'] },
      { href: '/staf/usul-kegiatan', label: () => m.proposal_queue(), icon: 'pesan', needs: ['ideas.manage'] },
      { href: '/staf/rencana-aksi', label: () => m.plans_title(), icon: 'centang', needs: ['ideas.manage'] },
      {
        href: '/staf/kegiatan',
        label: () => m.programs_title(),
        icon: 'rombongan',
        needs: ['programs.manage', 'programs.attendance'],
      },
      { href: '/staf/kunjungan', label: () => m.visits_title(), icon: 'grafik', needs: ['reports.read'] },
      { href: '/buku-tamu', label: () => m.visits_book(), icon: 'orang', needs: ['visits.record'] },
      { href: '/staf/loker', label: () => m.lockers_title(), icon: 'kunci', needs: ['lockers.hand_out'] },
      { href: '/staf/terlambat', label: () => m.overdue_title(), icon: 'jam', needs: ['loans.read'] },
      { href: '/staf/kas', label: () => m.cash_title(), icon: 'kartu', needs: ['cash.read'] },
      { href: '/staf/surat', label: () => m.letters_title(), icon: 'pesan', needs: ['letters.issue'] },
      { href: '/staf/pemberitahuan', label: () => m.notice_title(), icon: 'toa', needs: ['notices.read'] },
      { href: '/staf/anggota', label: () => m.members_nav(), icon: 'orang', needs: ['members.read'] },
      { href: '/staf/kuesioner', label: () => m.quest_title(), icon: 'grafik', needs: ['questionnaires.manage'] },
      { href: '/staf/ulasan', label: () => m.reviews_queue(), icon: 'dukung', needs: ['reviews.moderate'] },
      { href: '/staf/permintaan-data', label: () => m.members_requests(), icon: 'kunci', needs: ['members.privacy'] },
      { href: '/staf/insiden', label: () => m.privacy_incidents(), icon: 'awas', needs: ['members.privacy'] },
    ],
  },
  {
    key: 'collection',
    title: () => m.staff_group_collection(),
    places: [
      { href: '/staf/katalog', label: () => m.catalog_nav(), icon: 'buku', needs: ['catalog.read', 'catalog.edit'] },
      { href: '/staf/usulan', label: () => m.suggest_queue(), icon: 'pesan', needs: ['suggestions.decide'] },
      { href: '/staf/pengadaan', label: () => m.order_title(), icon: 'kotak', needs: ['orders.manage'] },
      {
        href: '/staf/anggaran',
        label: () => m.budget_title(),
        icon: 'kartu',
        needs: ['budgets.manage', 'orders.manage'],
      },
      { href: '/staf/hibah', label: () => m.donation_title(), icon: 'dukung', needs: ['donations.manage'] },
      { href: '/staf/berkala', label: () => m.serial_title(), icon: 'kalender', needs: ['serials.manage'] },
      { href: '/staf/cacah-ulang', label: () => m.stocktake_title(), icon: 'centang', needs: ['stocktakes.run'] },
      { href: '/staf/penyiangan', label: () => m.weeding_title(), icon: 'saring', needs: ['items.withdraw'] },
      { href: '/staf/buku-induk', label: () => m.register_title(), icon: 'buku', needs: ['catalog.read'] },
      { href: '/staf/impor', label: () => m.imports_nav(), icon: 'naik', needs: ['imports.run'] },
      { href: '/staf/tajuk', label: () => m.catalog_nav_headings(), icon: 'orang', needs: ['authorities.edit'] },
      { href: '/staf/duplikat', label: () => m.catalog_nav_duplicates(), icon: 'rak', needs: ['catalog.delete'] },
      { href: '/staf/cetak', label: () => m.printing_title(), icon: 'cetak', needs: ['printing.print'] },
      { href: '/staf/tautan', label: () => m.links_title(), icon: 'bagi', needs: ['links.manage'] },
      { href: '/staf/ekspor', label: () => m.catalog_nav_export(), icon: 'unduh', needs: ['exports.run'] },
    ],
  },
  {
    key: 'settings',
    title: () => m.staff_group_settings(),
    places: [
      { href: '/staf/perpustakaan', label: () => m.libraries_nav(), icon: 'rumah', needs: ['libraries.manage'] },
      {
        href: '/staf/hari-tutup',
        label: () => m.libraries_closed_days(),
        icon: 'kalender',
        needs: ['libraries.manage'],
      },
      { href: '/staf/aturan', label: () => m.policy_title(), icon: 'roda', needs: ['policies.edit', 'loans.read'] },
      { href: '/staf/kategori', label: () => m.members_categories(), icon: 'rombongan', needs: ['settings.manage'] },
      { href: '/staf/masa-simpan', label: () => m.privacy_keep(), icon: 'jam', needs: ['members.privacy'] },
      { href: '/staf/teks-izin', label: () => m.members_consent_texts(), icon: 'centang', needs: ['settings.manage'] },
      { href: '/staf/pengaturan', label: () => m.libraries_settings(), icon: 'saring', needs: ['settings.manage'] },
      { href: '/staf/akun', label: () => m.identity_accounts(), icon: 'kunci', needs: ['accounts.manage'] },
      {
        href: '/staf/peran',
        label: () => m.identity_roles(),
        icon: 'kartu',
        needs: ['roles.manage', 'accounts.manage'],
      },
      { href: '/staf/pekerjaan', label: () => m.heavy_troubles(), icon: 'roda', needs: ['settings.manage'] },
      { href: '/staf/jejak', label: () => m.audit_title(), icon: 'jam', needs: ['audit.read'] },
    ],
  },
];

/** What this person may see: a room without places is not shown. */
export const staffPlacesFor = (may: (permission: string) => boolean): StaffGroup[] =>
  rooms
    .map((room) => ({
      key: room.key,
      title: room.title?.() ?? null,
      places: room.places
        .filter((place) => place.needs.length === 0 || place.needs.some(may))
        .map(({ href, label, icon }) => ({ href, icon, label: label() })),
    }))
    .filter((room) => room.places.length > 0);
