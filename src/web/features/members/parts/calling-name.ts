/** Words before a name that are none: degrees and titles, written with or without a full stop. */
const TITLES = new Set([
  'h',
  'hj',
  'kh',
  'dr',
  'drs',
  'dra',
  'drg',
  'ir',
  'prof',
  'rr',
  'raden',
  'kyai',
  'ustaz',
  'bapak',
  'ibu',
]);
const bare = (word: string): string => word.replace(/\.$/, '').toLowerCase();

/** What somebody is called: `Drs. H. Sugeng Hariadi` → `Sugeng`. A name of nothing else stays as it is. */
export function callingName(fullName: string): string {
  const words = fullName.trim().split(/\s+/);
  return words.find((word) => !TITLES.has(bare(word)) && !/^\p{L}{1,2}\.$/u.test(word)) ?? fullName.trim();
}
