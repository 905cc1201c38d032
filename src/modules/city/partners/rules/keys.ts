import { internationalPhone } from '#shared/phone-number';
import { foldedKey } from '#shared/text/fold';

/** Words before and after a name that say what somebody is in law, not who. */
const LEGAL = new Set(['pt', 'cv', 'ud', 'tbk', 'yayasan', 'perkumpulan', 'kota', 'kabupaten']);

/** By what a partner is found twice; empty where nothing is known. */
export interface PartnerKeys {
  nameKey: string;
  phoneKey: string;
  emailKey: string;
  siteKey: string;
}

/** A name without what many names share; where nothing is left, the whole name. */
export function nameKey(name: string): string {
  const words = foldedKey(name).split(' ');
  const own = words.filter((word) => !LEGAL.has(word));
  return (own.length > 0 ? own : words).join(' ');
}

/** The host of a site, without `www.`. */
function siteKey(site: string): string {
  if (!URL.canParse(site)) return '';
  const { hostname, pathname } = new URL(site);
  const host = hostname.toLowerCase().replace(/^www\./, '');
  return SHARED_HOSTS.has(host) ? `${host}${pathname.replace(/\/$/, '').toLowerCase()}` : host;
}

/** Where many live in one house: the path says who it is. */
const SHARED_HOSTS = new Set([
  'facebook.com',
  'instagram.com',
  'tiktok.com',
  'youtube.com',
  'x.com',
  'linktr.ee',
  'sites.google.com',
]);

export const keysOf = ({
  name,
  phone,
  email,
  site,
}: Readonly<Record<'name' | 'phone' | 'email' | 'site', string>>): PartnerKeys => ({
  nameKey: nameKey(name),
  phoneKey: internationalPhone(phone) ?? '',
  emailKey: email.toLowerCase(),
  siteKey: siteKey(site),
});
