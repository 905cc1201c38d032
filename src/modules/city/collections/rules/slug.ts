const LONGEST = 70;

/** A title as a part of an address: `Dongeng sebelum tidur` → `dongeng-sebelum-tidur`; null where it has no letter or digit of ours. */
export function slugOf(title: string): string | null {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  return plain === '' ? null : plain;
}

/** May this be the part of an address at all? Of what may not, nobody need ask the database. */
export const isSlug = (text: string): boolean => text.length <= 90 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

/** The first of `slug`, `slug-2`, `slug-3` … that none has or ever had. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  let nth = 2;
  while (taken.has(`${slug}-${nth}`)) nth += 1;
  return `${slug}-${nth}`;
}
