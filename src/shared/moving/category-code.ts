import { sameKey } from '#shared/mysql-dump/same-key';

const LONGEST = 26;

/** A code for a category that SLiMS knows by its name alone: `Guru & Staf` → `guru_staf`; with a running number where it is taken. */
export function categoryCode(name: string, isTaken: (code: string) => boolean): string {
  const words = sameKey(name)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const base = words.length < 2 ? `jenis_${words || '1'}` : words.slice(0, LONGEST);
  let code = base;
  for (let serial = 2; isTaken(code); serial += 1) code = `${base}_${serial}`;
  return code;
}
