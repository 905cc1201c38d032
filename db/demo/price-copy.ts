import type { DemoBib } from './describe-bib.ts';
import type { Random } from './random.ts';

/** A believable shop price in whole rupiah, rounded to 500: by thickness, kind of work and year of purchase. */
export function priceCopy(bib: DemoBib, year: number, random: Random): number {
  const pages = bib.pages ?? random.between(80, 260);
  const base = bib.material === 'berkala' ? 22_000 : 18_000 + Math.min(pages, 700) * 210;
  const kind = bib.material === 'referensi' ? 1.9 : bib.audience === 'anak' ? 1.1 : 1;
  const inflation = 1.035 ** (Math.min(Math.max(year, 2010), 2030) - 2020);
  return Math.round((base * kind * inflation * (0.9 + 0.2 * random.next())) / 500) * 500;
}
