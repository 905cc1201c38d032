/** Rooms of the house that a passer-by cannot enter, or whose addresses name people. */
const CLOSED = /^(?:\/en)?\/(?:staf|akun|masuk|q|api)(?:[/?#]|$)/;

/**
 * Why an address may not be behind a printed code; null = it may. Our own pages are named by their path ("/katalog?q=batik"),
 * others by https. Pages of staff and of a member's account stay out: they are not for everybody, and some name a person.
 */
export function addressFault(address: string): 'link_address' | 'link_not_public' | null {
  if (/[\s\\\p{Cc}]/u.test(address)) return 'link_address';
  if (address.startsWith('/')) {
    if (address.startsWith('//')) return 'link_address';
    const path = URL.parse(address, 'https://lumbung.invalid')?.pathname ?? '';
    return CLOSED.test(path) || CLOSED.test(address) ? 'link_not_public' : null;
  }
  return URL.parse(address)?.protocol === 'https:' ? null : 'link_address';
}
