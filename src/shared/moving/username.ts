const LONGEST = 40;

/** A name that an account may have here. Source: the rule of accounts, small letters and `._-`. @param otherwise where nothing is left of it */
export function usernameOf(written: string, otherwise: string): string {
  const plain = written
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '.');
  const name = plain
    .replace(/^[._-]+/, '')
    .replace(/[._-]+$/, '')
    .slice(0, LONGEST);
  return name.length >= 2 ? name : otherwise;
}
