import { m } from '#i18n/messages';
import type { IconName } from '#web/kit/parts/icons.ts';

/** Who looks at a public page, as far as the shell must know. */
export type Visitor = 'anonymous' | 'member' | 'account';

export interface Place {
  href: string;
  label: () => string;
  icon: IconName;
  /** Other addresses that belong to this place. */
  also?: readonly string[];
}

/** The places of the bar, at most five. Only what exists. */
export function publicPlaces(visitor: Visitor): Place[] {
  const own: Record<Visitor, Place[]> = {
    anonymous: [{ href: '/masuk', label: () => m.opac_nav_sign_in(), icon: 'orang' }],
    member: [{ href: '/akun', label: () => m.members_nav_account(), icon: 'orang' }],
    account: [{ href: '/staf', label: () => m.opac_nav_staff(), icon: 'kunci' }],
  };
  return [
    { href: '/', label: () => m.opac_nav_home(), icon: 'rumah' },
    {
      href: '/katalog',
      label: () => m.opac_nav_catalog(),
      icon: 'buku',
      also: ['/jelajah', '/rak', '/koleksi-pilihan'],
    },
    { href: '/kegiatan', label: () => m.programs_title(), icon: 'kalender', also: ['/kelas'] },
    { href: '/perpustakaan', label: () => m.opac_nav_libraries(), icon: 'pin' },
    ...own[visitor],
  ];
}

/** What the foot of a public page leads to, beside the places of the bar: services, and ways to take part. */
export function footPlaces(visitor: Visitor): { id: string; title: string; places: Pick<Place, 'href' | 'label'>[] }[] {
  const join = visitor === 'anonymous' ? [{ href: '/daftar', label: () => m.registration_title() }] : [];
  return [
    {
      id: 'services',
      title: m.opac_footer_services(),
      places: [
        ...join,
        { href: '/bantuan/tanya-jawab', label: () => m.answers_title() },
        { href: '/kelas', label: () => m.learn_title() },
        { href: '/koleksi-pilihan', label: () => m.collections_title() },
        { href: '/usul', label: () => m.suggest_title() },
        { href: '/ruang', label: () => m.seats_title() },
        { href: '/jadwal', label: () => m.booking_public_link() },
        { href: '/pindai', label: () => m.app_scan_link() },
      ],
    },
    {
      id: 'together',
      title: m.opac_foot_together(),
      places: [
        { href: '/berita', label: () => m.site_news() },
        { href: '/papan-ide', label: () => m.ideas_title() },
        { href: '/kegiatan/usul', label: () => m.proposal_title() },
        { href: '/mitra', label: () => m.partners_foot() },
        { href: '/kepuasan', label: () => m.satisfaction_public_title() },
        { href: '/kegiatan/apa-yang-jadi', label: () => m.plans_done_title() },
        { href: '/daftar-bacaan', label: () => m.lists_public_title() },
        { href: '/maklumat', label: () => m.promises_title() },
        { href: '/relawan', label: () => m.volunteers_public_title() },
        { href: '/langganan', label: () => m.subscriptions_title() },
        { href: '/periksa', label: () => m.verify_title() },
      ],
    },
  ];
}
