const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: ' ',
};
/** Text as a channel escaped it (X: `&amp;`). */
export const unescaped = (text: string): string =>
  text.replaceAll(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** The text of a post that a server gives as a page. */
export const plainOf = (html: string): string =>
  unescaped(
    html
      .replaceAll(/<br\s*\/?>/gi, '\n')
      .replaceAll(/<\/p>\s*<p[^>]*>/gi, '\n\n')
      .replaceAll(/<[^>]*>/g, ''),
  );

const squeezed = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

/** Whether two texts say the same; channels change spaces and line ends. */
export const sameText = (one: string, other: string): boolean => squeezed(one) === squeezed(other);
