const VOWEL = /[aeiouéèê]/i;
/** Two letters that are one sound. */
const PAIRS = new Set(['ng', 'ny', 'sy', 'kh', 'ai', 'au', 'oi', 'ei']);
/** Sounds that stand together at the beginning of a syllable: `as-tra`, not `ast-ra`. */
const BEGINS = /^[bcdfgkpst][lr]$/i;
/** A shorter word is never broken, and no piece of one is shorter than that. */
const LONG = 8;
const PIECE = 2;

interface Sound {
  text: string;
  vowel: boolean;
}

function soundsOf(word: string): Sound[] {
  const sounds: Sound[] = [];
  for (let at = 0; at < word.length;) {
    const pair = word.slice(at, at + 2);
    const text = PAIRS.has(pair.toLowerCase()) ? pair : word.charAt(at);
    sounds.push({ text, vowel: VOWEL.test(text.charAt(0)) });
    at += text.length;
  }
  return sounds;
}

/** Where a syllable may begin, as an index of its first sound. */
function borders(sounds: readonly Sound[]): number[] {
  const vowels = sounds.flatMap(({ vowel }, nth) => (vowel ? [nth] : []));
  return vowels.slice(1).map((next, nth) => {
    const before = vowels[nth] ?? 0;
    const between = next - before - 1;
    if (between < 2) return before + 1 + Math.max(0, between - 1);
    const lastTwo = `${sounds[next - 2]?.text ?? ''}${sounds[next - 1]?.text ?? ''}`;
    return BEGINS.test(lastTwo) && between > 2 ? next - 2 : next - 1;
  });
}

/**
 * The pieces of a long Indonesian word between which a line may be broken, as it is spoken: `Ka·rang·te·ngah`, `Per·pus·ta·ka·an`. A word
 * of other signs than Latin letters, and a short one, is one piece.
 */
export function syllables(word: string): string[] {
  if (word.length < LONG || !/^[a-zéèê]+$/i.test(word)) return [word];
  const sounds = soundsOf(word);
  const starts = new Set(borders(sounds));
  const pieces: string[] = [];
  for (const [nth, { text }] of sounds.entries()) {
    if (nth === 0 || starts.has(nth)) pieces.push(text);
    else pieces[pieces.length - 1] += text;
  }
  return pieces.reduce<string[]>((kept, piece, nth) => {
    const short = piece.length < PIECE || (nth === 1 && (kept[0]?.length ?? 0) < PIECE);
    return short && kept.length > 0 ? [...kept.slice(0, -1), (kept.at(-1) ?? '') + piece] : [...kept, piece];
  }, []);
}

/** A name with a soft hyphen (seen only where a line ends there) at each border of syllables. */
export const softHyphens = (name: string): string =>
  name
    .split(/(\s+|-)/)
    .map((word) => syllables(word).join('\u00ad'))
    .join('');
