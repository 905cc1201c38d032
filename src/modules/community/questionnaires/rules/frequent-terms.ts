import { fold } from '#shared/text/fold';

/** Words that say nothing by themselves: Indonesian, with what people write in evaluations, and the commonest of English. */
const STOP = new Set(
  (
    'yang dan di ke dari pada untuk dengan dalam adalah ialah itu ini atau sebagai oleh karena juga akan telah sudah ' +
    'belum tidak bukan ada para sang si secara serta agar bagi antara hingga sampai tentang kepada terhadap seorang ' +
    'sebuah suatu saya kami kita anda mereka dia nya lebih sangat sekali lagi bisa dapat harus perlu mohon tolong ' +
    'semoga kalau jika bila saat ketika masih hanya saja cukup kurang terlalu banyak sedikit seperti supaya tetapi ' +
    'tapi namun maka jadi menjadi pun lah kah nih ya tak gak nggak ga yg utk dgn dlm krn tdk sdh blm jg apa siapa ' +
    'mana kapan bagaimana mengapa setiap semua beberapa hal cara oh the a an and or of to in on for with is are was ' +
    'it this that we i you be not more very should could can'
  ).split(' '),
);

export interface Term {
  term: string;
  /** In how many texts. */
  count: number;
  /** Where in the list of texts. */
  texts: number[];
}

/** Words of a text, folded; what says nothing is a gap. */
const wordsOf = (text: string): (string | null)[] =>
  (fold(text).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []).map((word) =>
    word.length < 2 || STOP.has(word) ? null : word,
  );

/** Words and pairs of neighbouring words of a text, each once. */
function termsOf(text: string): Set<string> {
  const words = wordsOf(text);
  const terms = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (word === null) continue;
    terms.add(word);
    const next = words[at + 1];
    if (next) terms.add(`${word} ${next}`);
  }
  return terms;
}

const inOrder = new Intl.Collator('id').compare;
const byFrequency = (a: Term, b: Term): number =>
  b.count - a.count ||
  // of two that are as frequent the pair says more
  Number(b.term.includes(' ')) - Number(a.term.includes(' ')) ||
  inOrder(a.term, b.term);

/**
 * What free texts have in common: words, and pairs of neighbouring words, that are in at least two of them, most frequent first. What
 * occurs only in texts of a group that is there already makes no group of its own. Counting only: no text leaves this function for
 * anywhere. Takes time in proportion to the words.
 */
export function frequentTerms(texts: readonly string[], most = 8): Term[] {
  const found = new Map<string, number[]>();
  for (const [at, text] of texts.entries()) {
    for (const term of termsOf(text)) {
      const where = found.get(term);
      if (where) where.push(at);
      else found.set(term, [at]);
    }
  }
  const groups: (Term & { has: ReadonlySet<number> })[] = [];
  const shared = [...found]
    .filter(([, where]) => where.length >= 2)
    .map(([term, where]): Term => ({ term, count: where.length, texts: where }));
  for (const term of shared.toSorted(byFrequency)) {
    if (groups.length === most) break;
    const within = groups.some(({ has }) => term.texts.every((at) => has.has(at)));
    if (!within) groups.push({ ...term, has: new Set(term.texts) });
  }
  return groups.map(({ term, count, texts: where }) => ({ term, count, texts: where }));
}
