import { foldedKey } from '#shared/text/fold';

/** Words of questions that say nothing of what is asked, in both languages. */
const EMPTY_WORDS = new Set(
  (
    'apa apakah bagaimana gimana berapa kapan siapa mana kenapa mengapa saya aku kami kita anda kamu yang untuk bagi di ke dari pada kepada ' +
    'dengan dalam dan atau serta ini itu para ada adalah akan bisa boleh bolehkah bisakah dapat harus kalau jika bila mau ingin ya tidak tak ' +
    'sudah belum lagi saja juga nya kah dong sih kok ' +
    'what how when where who why which can could may do does did is are am i my me we you your the a an of to in on at for and or it if'
  ).split(' '),
);

const MOST_WORDS = 12;
const LONGEST_WORD = 40;
/** What somebody types is read so far; the rest says nothing more. */
const MOST_READ = 400;

/**
 * The words of a question that say what is asked, folded, each once, at most twelve. A question of nothing but empty words keeps them.
 * `askedWords('Berapa lama buku boleh dipinjam?')` is `['lama', 'buku', 'dipinjam']`.
 */
export function askedWords(text: string): string[] {
  const all = [...new Set(foldedKey(text.slice(0, MOST_READ)).split(' '))].filter(
    (word) => word.length > 1 && word.length <= LONGEST_WORD,
  );
  const telling = all.filter((word) => !EMPTY_WORDS.has(word));
  return (telling.length > 0 ? telling : all).slice(0, MOST_WORDS);
}
