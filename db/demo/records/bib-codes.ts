/** Coded values of a bib record: 008, country, language, non-filing characters. */
import type { Fact } from './facts.ts';

const COUNTRY: Record<string, string> = {
  'New York': 'nyu',
  London: 'enk',
  Oxford: 'enk',
  Leiden: 'ne ',
  Ithaca: 'nyu',
  Indianapolis: 'inu',
  Glencoe: 'ilu',
  Ringwood: 'vra',
};

/** MARC country code, 3 characters. Cambridge is in England for its university press, in Massachusetts for Harvard. */
export function countryCode({ place, publisher }: Fact): string {
  if (place === '') return publisher === '' ? 'xx ' : 'io ';
  if (place === 'Cambridge') return publisher.startsWith('Harvard') ? 'mau' : 'enk';
  return COUNTRY[place] ?? 'io ';
}

/** MARC language code of the text: ind, eng or jav. */
export const languageCode = (fact: Fact): string => fact.language.slice(0, 3);

const ORIGINALS: [RegExp, string][] = [
  [/^(81|82)\d/, 'eng'],
  [/^839\.31/, 'dut'],
  [/^839\.8/, 'nor'],
  [/^83\d/, 'ger'],
  [/^84\d/, 'fre'],
  [/^869/, 'por'],
  [/^86\d/, 'spa'],
  [/^892\.7/, 'ara'],
  [/^895\.6/, 'jpn'],
  [/^895\.7/, 'kor'],
  [/^899\.221/, 'ind'],
];

/** Language of the original of a translated literary work, when its class tells; else null. */
export function originalLanguage(fact: Fact): string | null {
  if (!fact.subjects.includes('Terjemahan')) return null;
  const found = ORIGINALS.find(([pattern]) => pattern.test(fact.ddc));
  return found && found[1] !== languageCode(fact) ? found[1] : null;
}

/** Characters to skip when filing: si, sang, para, al-, the; "a" and "an" only in English texts (domain list of articles). */
export function nonFilingCharacters({ title, language }: Fact): string {
  const pattern = language === 'eng' ? /^(the|an?) /i : /^(the |si |sang |para |al-)/i;
  const quotes = /^[“"']+/.exec(title)?.[0].length ?? 0;
  return String(quotes + (pattern.exec(title.slice(quotes))?.[0].length ?? 0));
}

const isFiction = (ddc: string): boolean => /^(899\.22[12]3|8[1-6]\d(\.\d+)?$|895\.[67]3|892\.73)/.test(ddc);

function literaryForm(fact: Fact): string {
  if (/^899\.22[12]1|^811/.test(fact.ddc)) return 'p';
  if (/^899\.2212/.test(fact.ddc)) return 'd';
  return isFiction(fact.ddc) && !/^80/.test(fact.ddc) ? '1' : '0';
}

function biographyCode({ subjects }: Fact): string {
  if (subjects.some((term) => /^(Autobiografi|Memoar|Catatan harian)$/.test(term))) return 'a';
  if (subjects.some((term) => /^Biografi/.test(term))) return 'b';
  return ' ';
}

/** 008/24-27 of a reference work; its first letter says what kind. */
function natureOfContents({ material, title, subjects }: Fact): string {
  if (material !== 'referensi') return '    ';
  if (subjects.some((term) => /^(Kamus|Tesaurus)$/.test(term)) || title.startsWith('Kamus')) return 'd   ';
  if (subjects.includes('Ensiklopedia') || title.startsWith('Ensiklopedi')) return 'e   ';
  if (subjects.some((term) => /Direktori|Profil daerah/.test(term))) return 'r   ';
  return 'f   ';
}

const AUDIENCE: Record<string, string> = { anak: 'j', remaja: 'd', dewasa: 'e' };

/** True for what appears in parts without a planned end. */
export const isSerial = (fact: Fact): boolean => fact.material === 'terbitan berkala';

/** A single issue of a magazine, catalogued on its own. */
export const isSingleIssue = (fact: Fact): boolean => isSerial(fact) && / Nomor \d+ /.test(fact.title);

/** How often it appears, where that is beyond doubt. */
export function frequency(fact: Fact): { code: string; text: string } | null {
  if (/^(Kompas|Jawa Pos|Kedaulatan Rakyat)$/.test(fact.title)) return { code: 'd', text: 'Harian' };
  if (/ dalam Angka$|^Statistik Indonesia$/.test(fact.title)) return { code: 'a', text: 'Tahunan' };
  return null;
}

/** 008 of 40 characters. An unsure year is `uuuu`; `entered` is YYMMDD. */
export function fixedField(fact: Fact, entered: string): string {
  const year = fact.year === '' ? 'uuuu' : fact.year;
  const language = languageCode(fact);
  if (isSerial(fact)) {
    const dates = isSingleIssue(fact) ? `s${year}    ` : `u${year}uuuu`;
    const rate = frequency(fact);
    const type = fact.ddc === '079' ? 'n' : 'p';
    return `${entered}${dates}${countryCode(fact)}${rate?.code ?? 'u'}${rate ? 'r' : 'u'} ${type}       0   |0${language} d`;
  }
  const dates = fact.year === '' ? 'nuuuuuuuu' : `s${year}    `;
  const audience = AUDIENCE[fact.audience] ?? ' ';
  const form = fact.material === 'braille' ? 'f' : ' ';
  return [
    `${entered}${dates}${countryCode(fact)}||||`,
    `${audience}${form}${natureOfContents(fact)} 00| `,
    `${literaryForm(fact)}${biographyCode(fact)}${language} d`,
  ].join('');
}
