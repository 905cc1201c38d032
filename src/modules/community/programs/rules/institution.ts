import { fold } from '#shared/text/fold';

/** How people shorten the words of institutions. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['perpus', 'perpustakaan'],
  ['perpust', 'perpustakaan'],
  ['kel', 'kelurahan'],
  ['kec', 'kecamatan'],
  ['kab', 'kabupaten'],
  ['ds', 'desa'],
  ['univ', 'universitas'],
  ['sdn', 'sd negeri'],
  ['smpn', 'smp negeri'],
  ['sman', 'sma negeri'],
  ['smkn', 'smk negeri'],
  ['mtsn', 'mts negeri'],
  ['tbm', 'taman bacaan masyarakat'],
  ['pkm', 'puskesmas'],
]);
/** What many libraries have in their name, and none is known by. */
const GENERAL = new Set(
  'perpustakaan library kelurahan kecamatan kabupaten kota desa umum daerah dinas taman bacaan baca masyarakat tbm sekolah'.split(
    ' ',
  ),
);

interface NamedLibrary {
  id: number;
  name: string;
}

/** What was typed could be any institution. */
export const GENERAL_NAME = 'general';

/** What somebody said of where they come from. */
export interface Origin {
  libraryId: number | null;
  /** The library was said for this, and is not just the home of whoever comes. */
  chosen: boolean;
  /** As it was typed. */
  institution: string;
}

const wordsOf = (text: string): string[] =>
  fold(text)
    .replace(/(\p{L})(?=\d)/gu, '$1 ')
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => (SHORT.get(word) ?? word).split(' '))
    .filter(Boolean);
const wholeKey = (words: readonly string[]): string => words.join(' ');
const properKey = (words: readonly string[]): string =>
  [...new Set(words.filter((word) => !GENERAL.has(word)))].toSorted().join(' ');

/** The library of the network that a name means: by its words, else by those of them that are its own; none where it could be two. */
function libraryCalled(typed: readonly string[], libraries: readonly NamedLibrary[]): NamedLibrary | null {
  for (const keyOf of [wholeKey, properKey]) {
    const key = keyOf(typed);
    if (key === '') continue;
    const [found, ...more] = libraries.filter(({ name }) => keyOf(wordsOf(name)) === key);
    if (found && more.length === 0) return found;
  }
  return null;
}

/**
 * The one institution for which somebody counts, however it was written: the library they chose, the library that what they typed means, what
 * they typed, else the library that is their home. {@link GENERAL_NAME}: what was typed could be any ("Perpus Kel."); null: they named none.
 */
export function institutionOf(from: Origin, libraries: readonly NamedLibrary[]): string | null {
  const { libraryId, chosen, institution } = from;
  const home = libraryId === null ? null : `library:${libraryId}`;
  if (home !== null && chosen) return home;
  const typed = wordsOf(institution);
  if (typed.length === 0) return home;
  const found = libraryCalled(typed, libraries);
  if (found) return `library:${found.id}`;
  return properKey(typed) === '' ? (home ?? GENERAL_NAME) : `name:${wholeKey(typed)}`;
}
