/** Which titles a library holds, by its type; a title that is listed twice is held in two copies. */
import type { DemoLibrary } from './city.ts';
import type { DemoBib } from './describe-bib.ts';
import type { Random } from './random.ts';

type Taste = (bib: DemoBib) => number;

const level = (title: string): 'sd' | 'smp' | 'sma' | null => {
  if (/\bSMP|MTs/.test(title)) return 'smp';
  if (/\bSM[AK]\b|\bMAK?\b/.test(title)) return 'sma';
  return /\bSD\b|\bMI\b|Sekolah Dasar|PAUD|\bTK\b/.test(title) ? 'sd' : null;
};

const isPractical = (bib: DemoBib): boolean => /^(61[3-5]|63|64|649|746|2X4|658\.02)/.test(bib.ddc);

/** Kelurahan and reading gardens: for children and for the household, some novels, prayer and farming. */
const neighbourhood: Taste = (bib) => {
  if (bib.material !== 'buku' || bib.language === 'eng') return 0;
  if (level(bib.title) === 'sma' || bib.isOldSpelling) return 0;
  if (bib.audience === 'anak') return bib.isTextbook ? 1.2 : 3;
  if (isPractical(bib)) return 1.8;
  if (bib.isLocal) return 1;
  return bib.isFiction ? 0.7 : 0.12;
};

const primarySchool: Taste = (bib) => {
  if (/Kamus Besar Bahasa Indonesia Edisi|Kamus Inggris/.test(bib.title)) return 6;
  if (bib.material !== 'buku' || (level(bib.title) ?? 'sd') !== 'sd') return 0;
  if (bib.isTextbook) return bib.audience === 'anak' ? 6 : 0;
  return bib.audience === 'anak' ? 2 : 0;
};

const juniorHigh: Taste = (bib) => {
  if (/^(Kamus|Ensiklopedi|Tesaurus)/.test(bib.title) && bib.material === 'referensi') return 2;
  if (bib.material !== 'buku' || ['sd', 'sma'].includes(level(bib.title) ?? '')) return 0;
  if (level(bib.title) === 'smp') return 10;
  if (bib.audience === 'remaja') return 3;
  if (bib.isOldSpelling || /^(Buku Ajar|Psikologi|Manajemen|Akuntansi)/.test(bib.title)) return 0;
  return bib.isFiction ? 1 : bib.audience === 'anak' ? 0.5 : 0.06;
};

const vehicle: Taste = (bib) => {
  if (bib.material !== 'buku' || bib.isOldSpelling || bib.isTextbook) return 0;
  return bib.audience === 'anak' ? 3 : isPractical(bib) || bib.isFiction ? 1.3 : 0.2;
};

/** Draws `count` different titles in proportion to taste and popularity. */
function draw(bibs: DemoBib[], count: number, taste: Taste, weights: Map<string, number>, random: Random): DemoBib[] {
  const keyed = bibs.flatMap((bib) => {
    const weight = taste(bib) * (weights.get(bib.controlNumber) ?? 1);
    return weight > 0 ? [{ bib, key: Math.log(1 - random.next()) / weight }] : [];
  });
  keyed.sort((a, b) => b.key - a.key);
  return keyed.slice(0, count).map(({ bib }) => bib);
}

/** The main library has every title, and more copies of what is asked for. */
function mainCollection(bibs: DemoBib[], weights: Map<string, number>): DemoBib[] {
  const lendable = bibs.filter((bib) => bib.material === 'buku');
  const ranked = lendable.toSorted((a, b) => (weights.get(b.controlNumber) ?? 0) - (weights.get(a.controlNumber) ?? 0));
  return [...bibs, ...ranked.slice(0, 360), ...ranked.slice(0, 90)];
}

export function chooseTitles(
  library: DemoLibrary,
  bibs: DemoBib[],
  weights: Map<string, number>,
  random: Random,
): DemoBib[] {
  switch (library.type) {
    case 'pusat':
      return mainCollection(bibs, weights);
    case 'kelurahan':
      return draw(bibs, random.between(62, 88), neighbourhood, weights, random);
    case 'tbm':
      return draw(bibs, 85, neighbourhood, weights, random);
    case 'keliling':
      return draw(bibs, 160, vehicle, weights, random);
    case 'sekolah': {
      const isJunior = library.code.startsWith('SMP');
      const titles = draw(bibs, isJunior ? 130 : 115, isJunior ? juniorHigh : primarySchool, weights, random);
      const classSets = titles.filter((bib) => bib.isTextbook).slice(0, 4);
      return [...titles, ...classSets.flatMap((bib) => Array.from({ length: 7 }, () => bib))];
    }
  }
}
