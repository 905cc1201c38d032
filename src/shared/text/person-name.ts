import { fold } from './fold.ts';
import { nameVariantKey } from './name-variants.ts';
import { nameSpelling } from './old-spelling.ts';

/** Titles before a name, folded, without points. Name parts that look like titles (Teuku, I, Ni, Andi, Daeng) are kept. */
const TITLES = new Set(
  (
    'h hj kh kyai kiai ki nyi ny nyonya tn tuan sdr sdri bpk bapak ibu drs dra dr drg drh ir prof r ra ray rm rngt raden ' +
    'rr krt kph kanjeng gus ning ust ustaz ustadz ustad ustadzah habib tgk tengku tuanku dt datuk brigjen mayjen letjen ' +
    'jend jenderal kol kolonel pdt romo pastor'
  ).split(' '),
);
/** Degrees after a name, folded, without points and spaces. */
const DEGREE =
  /^(a\.?ma|amd|amdkeb|s[1-3]|(s|m|d)(pd|pdi|sos|sosi|hum|hi|h|ip|ipust|e|ei|kom|t|ag|si|m|a|kn|kes|kep|ked|farm|psi|psikolog|ds|sn|ars|th|ptk|p|pt|hut|tr|trip|ak|ap|stp|tp|gz|keb|filf|fil|lib|mus|ba|sc|eng|phil|ed|bus|acc|iag|iak|pi|kh|km)|skm|skep|ners|ns|phd|dr|drs|lc|spa|sp[a-z]{1,4}|ba|bsc|ma|msc|mba|mph|mlib|llm|llb|cpa|ak|ca|apt|ip[mu]|se|mm|mt|mh|st|sh|ss|lic)$/;

const bare = (part: string): string => fold(part).replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The name without titles and degrees: `Prof. Dr. H. Bambang Suryadi, S.Pd., M.Hum.` → `Bambang Suryadi`.
 * Case and spelling stay. A name that would vanish (`Ibu`) is returned as it came. `Toer, Pramoedya Ananta` keeps both parts.
 */
export function stripNameTitles(name: string): string {
  const parts = name.split(',');
  const kept = parts.filter((part, index) => {
    if (index === 0) return true;
    const words = part.trim().split(/\s+/);
    return !words.every((word) => DEGREE.test(bare(word)) || word === '');
  });
  const words = kept.join(',').trim().split(/\s+/).flatMap(splitInitialTitle);
  let start = 0;
  while (start < words.length - 1 && TITLES.has(bare(words[start] ?? ''))) start++;
  let end = words.length;
  // "Bambang Suryadi S.Pd." without its comma: only degrees that are written with points
  while (end - start > 1 && (words[end - 1] ?? '').includes('.') && DEGREE.test(bare(words[end - 1] ?? ''))) end--;
  const result = words.slice(start, end).join(' ').replace(/,$/, '');
  return result === '' ? name.trim() : result;
}

/** `Dr.H.` typed without a space is two titles; `R.A.` stays one. */
function splitInitialTitle(word: string): string[] {
  const pieces = word.split('.').filter((piece) => piece !== '');
  const many = pieces.length > 1 && !TITLES.has(bare(word)) && pieces.every((piece) => TITLES.has(bare(piece)));
  return many ? pieces.map((piece) => `${piece}.`) : [word];
}

/**
 * A key under which two writings of one person's name meet: titles and degrees gone, spelling variants folded, words
 * in alphabetical order (so that inverted and natural order agree). `Toer, Pramoedya Ananta` and
 * `Pramudya Ananta Toer` have the same key. For matching only, never for showing.
 */
export function personNameKey(name: string): string {
  const words = fold(stripNameTitles(name)).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words
    .map((word) => nameVariantKey(word) ?? nameSpelling(word) ?? word)
    .sort()
    .join(' ');
}
