const LONGEST = 70;

/** A title as a part of an address: `Workshop Inovasi, edisi ke-2` → `workshop-inovasi-edisi-ke-2`; null where it has no letter or digit of ours. */
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

/** The first of `slug`, `slug-2`, `slug-3` … that nobody has. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  let nth = 2;
  while (taken.has(`${slug}-${nth}`)) nth += 1;
  return `${slug}-${nth}`;
}
