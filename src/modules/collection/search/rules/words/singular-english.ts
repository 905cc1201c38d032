/** Words that end like an English plural and are none, or whose singular keeps its -e: Indonesian ones above all. */
const NOT_PLURAL = new Set(
  (
    'series species spesies teks konteks hiperteks seks indeks apendiks kompleks refleks ons pers mars bros elips klips gips biceps triceps sains trans ' +
    'proses sukses akses ekses abses obses reses protes tes kontes stres ekspres progres kongres les diabetes herpes moles mules lemes leces beres deres ' +
    'news lens mens always perhaps physics mathematics economics politics ethics politik genetics statistics linguistics electronics mechanics olympics ' +
    'athletics graphics classics hers ours yours theirs'
  ).split(' '),
);
const KEEPS_E = new Set(
  'movies cookies zombies pies ties lies calories rookies aches headaches caches niches'.split(' '),
);
const SHORTEST = 4;

/**
 * The singular of an English plural: `stories` → `story`, `boxes` → `box`, `books` → `book`. Any other word as it is. Plurals in -as, -is, -os and -us
 * are left alone: so end too many words of Indonesian (atas, keras, tulis, kamus).
 */
export function singularEnglish(word: string): string {
  if (word.length < SHORTEST || !word.endsWith('s') || NOT_PLURAL.has(word) || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith('ies'))
    return word.length === SHORTEST || KEEPS_E.has(word) ? word.slice(0, -1) : `${word.slice(0, -3)}y`;
  if (/(?:ss|x|zz|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (/[^aiuos]s$/.test(word)) return word.slice(0, -1);
  return word;
}
