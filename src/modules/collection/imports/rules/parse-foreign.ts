import { isLocalDate, type LocalDate } from '#shared/dates';

const pad = (text: string): string => text.padStart(2, '0');

/** Excel counts days from 1899-12-30 (its 1900 had a 29 February). @param serial e.g. 42370 = 2016-01-01 */
export function excelDate(serial: number): LocalDate | null {
  if (!Number.isFinite(serial) || serial < 1 || serial > 2_958_465) return null;
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}

/**
 * A date as other systems write it: 2016-01-31 (with or without a time), 31-01-2016, 31/1/2016, 31.01.2016, 20160131, or Excel's
 * number of days.
 * @returns null for nothing, `0000-00-00` and what is no date
 */
export function parseForeignDate(text: string): LocalDate | null {
  const trimmed = text.trim();
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(trimmed) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(trimmed);
  const local = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?$/.exec(trimmed);
  const parts = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : null;
  if (!parts) return /^\d{4,6}(\.\d+)?$/.test(trimmed) ? excelDate(Number(trimmed)) : null;
  const date = `${parts[0]}-${pad(parts[1] ?? '')}-${pad(parts[2] ?? '')}`;
  return isLocalDate(date) ? date : null;
}

/**
 * An amount as it is written: 25000, 25.000, Rp25.000,00, 25,000.00.
 * @returns whole rupiah, or null where the text is no amount
 */
export function parseForeignPrice(text: string): number | null {
  const plain = text
    .trim()
    .replace(/^(?:rp|idr)\.?\s*/i, '')
    .replace(/\s|,-$/g, '');
  const grouped = /^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?$/.test(plain)
    ? plain.replaceAll('.', '').replace(',', '.')
    : /^\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$/.test(plain)
      ? plain.replaceAll(',', '')
      : plain.replace(',', '.');
  if (!/^\d+(?:\.\d{1,4})?$/.test(grouped)) return null;
  const amount = Math.round(Number(grouped));
  return amount <= 2_000_000_000 ? amount : null;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  indonesia: 'ind',
  indonesian: 'ind',
  'bahasa indonesia': 'ind',
  id: 'ind',
  english: 'eng',
  inggris: 'eng',
  en: 'eng',
  jawa: 'jav',
  javanese: 'jav',
  sunda: 'sun',
  madura: 'mad',
  bali: 'ban',
  melayu: 'may',
  malay: 'may',
  arab: 'ara',
  arabic: 'ara',
  belanda: 'dut',
  dutch: 'dut',
  jerman: 'ger',
  german: 'ger',
  perancis: 'fre',
  prancis: 'fre',
  french: 'fre',
  jepang: 'jpn',
  japanese: 'jpn',
  mandarin: 'chi',
  cina: 'chi',
  tionghoa: 'chi',
  chinese: 'chi',
  korea: 'kor',
  korean: 'kor',
};

/** The MARC code of a language that is named in Indonesian or English, or given as a code already. */
export function languageCode(text: string): string | null {
  const name = text.trim().toLowerCase();
  if (/^[a-z]{3}$/.test(name)) return name;
  return LANGUAGES[name] ?? LANGUAGES[name.replace(/^bahasa\s+/, '')] ?? null;
}

/** Trailing marks that ISBD puts between two values ("Jakarta :", "Grafika,", "Judul /"): they belong to no value. */
export const withoutMarks = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?:\s+[:;/=,+]|[,;:/])$/, '')
    .replace(/^\[([^[\]]*)\]$/, '$1')
    .trim();
