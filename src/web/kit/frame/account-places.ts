import { m } from '#i18n/messages';

/** A room of a member's account. */
export interface AccountPlace {
  href: string;
  label: () => string;
}

/** The rooms of the account, in fixed order. Add yours when its page exists; "Keluar" stays the last. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/akun', label: () => m.members_account() },
  { href: '/akun/kartu', label: () => m.account_nav_card() },
  { href: '/akun/pinjam-mandiri', label: () => m.self_title() },
  { href: '/akun/kembali-mandiri', label: () => m.self_box_title() },
  { href: '/akun/daftar', label: () => m.lists_title() },
  { href: '/akun/riwayat', label: () => m.history_title() },
  { href: '/akun/ulasan', label: () => m.reviews_own() },
  { href: '/usul', label: () => m.suggest_title() },
  { href: '/rencana-aksi', label: () => m.plans_own() },
  { href: '/akun/sertifikat', label: () => m.certificate_own() },
  { href: '/akun/keluarga', label: () => m.family_title() },
  { href: '/akun/pemberitahuan', label: () => m.notice_title() },
  { href: '/akun/izin', label: () => m.members_consents() },
  { href: '/akun/data', label: () => m.members_my_data() },
  { href: '/akun/kartu-hilang', label: () => m.privacy_card_lost() },
  { href: '/akun/pin', label: () => m.members_change_pin() },
  { href: '/akun/kata-sandi', label: () => m.members_password() },
  { href: '/keluar', label: () => m.identity_sign_out() },
];
