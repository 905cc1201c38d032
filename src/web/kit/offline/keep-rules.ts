/** For whom a page was made (header `lumbung-untuk`): anybody, somebody of the staff, or the member with that id. */
export type Reader = 'umum' | 'petugas' | `a${number}`;

export const isMember = (reader: string | null): reader is `a${number}` => reader !== null && /^a\d+$/.test(reader);

/** Pages of a member's own that are there without a network, also when they were never opened. */
export const OWN_PAGES = ['/akun', '/akun/kartu', '/akun/daftar'] as const;

/** How many pages of each kind, and how many files, a phone keeps. */
export const MAX_PAGES = 40;
export const MAX_FILES = 120;

/** `/en/katalog` → `/katalog`, `/en` → `/`. */
export const withoutLocale = (path: string): string => path.replace(/^\/en(?=\/|$)/, '') || '/';
export const localeOf = (path: string): 'id' | 'en' => (/^\/en(\/|$)/.test(path) ? 'en' : 'id');
export const inLocale = (path: string, locale: 'id' | 'en'): string => (locale === 'en' ? `/en${path}` : path);

/** Rooms of which nothing may stay on a phone: staff, sign-in, forms with personal data, answers of who learns, addresses that are secrets, files. */
const NEVER =
  /^\/(staf|guru|api|pasang|masuk|keluar|daftar|berhenti|lapor|laporan|lampiran|berkas|baca|ruang|kotak|periksa|hadir|buku-tamu|luring|meja-luring|pintu-luring|kios|layar-ruang|layar-kegiatan|usul|antrean|pindai|isi|isi-angka|isian|q|pekerjaan|latihan|undangan-menulis|langganan|papan-ide|rencana-aksi|sertifikat|health)(\/|$)|^\/bantuan\/(ikuti|nilai)(\/|$)|^\/relawan\/saya(\/|$)|^\/mitra\/[^/]+|^\/kegiatan\/(usul|hadir|undangan)(\/|$)|^\/kegiatan\/tiket\/[^/]+\/|^\/katalog\/[^/]+\/(simpan|unduh|lampiran|ulasan\/tulis)(\/|$)|\.\w+$/;

/** The part of the account that may stay while its member is signed in. */
const ALWAYS = /^\/akun(\/kartu|\/daftar(\/\d+)?)?$/;
/** The form of a hold, and a ticket with its code for the door. */
const OWN_TOO = /^\/katalog\/\d+\/pesan$|^\/kegiatan\/tiket\/\w+$/;

/** Pages that do not make room for newer ones. */
export const isAlwaysThere = (path: string): boolean => ALWAYS.test(withoutLocale(path));

/** Pages of courses, which are kept for whoever learns by them (`lesson-rules.ts`). */
const LEARNT = /^\/kelas(\/|$)/;

/** What the phone does with a page: keeps it for anybody, for its member or who learns by it alone, or not at all. */
export function keepingOf(path: string): 'never' | 'public' | 'own' | 'learner' {
  const page = withoutLocale(path);
  if (LEARNT.test(page)) return 'learner';
  if (ALWAYS.test(page) || OWN_TOO.test(page)) return 'own';
  return NEVER.test(page) || page.startsWith('/akun') ? 'never' : 'public';
}

/** Pages for anybody that say `no-store` for the form that stands in them alone: their words may be read without a network. */
const WITH_A_FORM = /^\/maklumat$|^\/bantuan(\/tanya-jawab\/\d+)?$/;

/**
 * Whether what was answered to nobody in particular is kept by nobody: its address or its words are not for whoever has this phone next. (Pages made
 * for somebody signed in all say `no-store`; their own cache goes with them.)
 */
export const isKeptByNobody = (path: string, cacheControl: string | null): boolean =>
  /(^|[\s,])no-store([\s,]|$)/i.test(cacheControl ?? '') && !WITH_A_FORM.test(withoutLocale(path));

/** Files that pages show: pictures, small scripts, whatever carries its content's hash in its name. */
export const isKeptFile = (path: string): boolean =>
  /^\/(js|sampul|app|_app\/immutable)\//.test(path) || path === '/favicon.svg';

/** Whose name never changes its content. */
export const isImmutable = (path: string): boolean => path.startsWith('/_app/immutable/');
