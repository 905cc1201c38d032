import { m } from '#i18n/messages';
import { deLocalizeUrl } from '#i18n/runtime';

/** What needs a name, by the address that it lives at. */
const REASONS: readonly [RegExp, () => string][] = [
  [/^\/usul\b/, () => m.sign_in_why_suggest()],
  [/^\/katalog\/\d+\/pesan\b/, () => m.sign_in_why_hold()],
  [/^\/katalog\/\d+\/jadwal\b/, () => m.sign_in_why_book()],
  [/^\/katalog\/\d+\/simpan\b/, () => m.sign_in_why_list()],
  [/^\/katalog\/\d+\/ulasan\b/, () => m.sign_in_why_review()],
  [/^\/ruang\b/, () => m.sign_in_why_seat()],
  [/^\/baca\b/, () => m.sign_in_why_read()],
];

/** Why a page asks its reader to sign in; null = it goes without saying. */
export function whySignIn(next: string, here: URL): string | null {
  const { pathname } = deLocalizeUrl(new URL(next, here));
  return REASONS.find(([address]) => address.test(pathname))?.[1]() ?? null;
}
