/** MARC codes of the languages that SLiMS delivers (ISO 639-1), and of those that libraries here add. */
const CODES: Readonly<Record<string, string>> = {
  ...{ id: 'ind', en: 'eng', jv: 'jav', jw: 'jav', su: 'sun', ms: 'may', ar: 'ara', nl: 'dut', de: 'ger', fr: 'fre' },
  ...{ ja: 'jpn', jp: 'jpn', zh: 'chi', cn: 'chi', ko: 'kor', kr: 'kor', es: 'spa', pt: 'por', ru: 'rus', it: 'ita' },
  ...{ la: 'lat', sa: 'san', hi: 'hin', ta: 'tam', th: 'tha', vi: 'vie', fa: 'per', tr: 'tur', mad: 'mad', ban: 'ban' },
};
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/indonesia/i, 'ind'],
  [/english|inggris/i, 'eng'],
  [/jawa|javanese/i, 'jav'],
  [/sunda/i, 'sun'],
  [/arab/i, 'ara'],
  [/belanda|dutch/i, 'dut'],
  [/melayu|malay/i, 'may'],
  [/madura/i, 'mad'],
  [/bali/i, 'ban'],
  [/mandarin|chinese|tionghoa|cina/i, 'chi'],
  [/jepang|japanese/i, 'jpn'],
  [/jerman|german/i, 'ger'],
  [/p(?:er|r)ancis|french/i, 'fre'],
  [/korea/i, 'kor'],
];

/** @param key of `mst_language`, without case @param name what the table calls it @returns null where nobody knows */
export function marcLanguage(key: string, name: string): string | null {
  if (CODES[key]) return CODES[key];
  const named = NAMES.find(([pattern]) => pattern.test(name))?.[1];
  return named ?? (name !== '' && /^[a-z]{3}$/.test(key) ? key : null);
}
