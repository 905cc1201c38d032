import { m } from '#i18n/messages';
import { getLocale } from '#i18n/runtime';
import type { StaffAct } from '#platform/places';

/** What is done at the frame itself, on whatever page. */
export interface FrameAct extends StaffAct {
  /** The page in the other language, not in that of the reader. */
  readonly otherLanguage?: true;
}

/** The language that one changes to. */
export const otherLanguage = (): 'id' | 'en' => (getLocale() === 'id' ? 'en' : 'id');

export const FRAME_ACTS: readonly FrameAct[] = [
  {
    href: '/staf/perpustakaan-kerja',
    label: m.work_change,
    words: ['pindah perpustakaan', 'ganti cabang', 'tempat kerja', 'ganti unit', 'switch branch', 'change library'],
  },
  {
    href: '/staf',
    label: m.work_language,
    words: ['ganti bahasa', 'bahasa', 'language', 'english', 'bahasa inggris', 'bahasa indonesia'],
    otherLanguage: true,
  },
  {
    href: '/staf/tombol',
    label: m.keys_title,
    words: ['daftar tombol', 'pintasan', 'tombol cepat', 'shortcut', 'keyboard'],
  },
  { href: '/keluar', label: m.identity_sign_out, words: ['log out', 'logout', 'sign out', 'selesai bekerja'] },
];
