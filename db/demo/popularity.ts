/** How much a title is asked for: a few are always out, most wait on the shelf. */
import type { DemoBib } from './describe-bib.ts';
import { createRandom } from './random.ts';

/** Titles that any city library in Indonesia sees go out again and again. */
const FAVOURITES = new Set([
  'Laskar Pelangi',
  'Bumi Manusia',
  'Laut Bercerita',
  'Gadis Kretek',
  'Bumi',
  'Hujan',
  'Dilan',
  'Milea',
  'Cantik Itu Luka',
  'Filosofi Teras',
  'Atomic Habits',
  'Perahu Kertas',
  'Negeri 5 Menara',
  'Sang Pemimpi',
  'Ayat-Ayat Cinta',
  'Ronggeng Dukuh Paruk',
  'Hujan Bulan Juni',
  'Si Anak Spesial',
  'Si Anak Savana',
  'Selena',
  'Sagaras',
  'Totto-chan',
  'Habibie & Ainun',
  'Harry Potter dan Batu Bertuah',
  'Harry Potter dan Kamar Rahasia',
  'Harry Potter dan Tawanan Azkaban',
  'Doraemon 10',
  'Na Willa',
  'Toko Jajanan Ajaib Zenitendo 1',
  'Toko Jajanan Ajaib Zenitendo 2',
  'Kisah Teladan dan Mukjizat 25 Nabi & Rasul',
  'Cerita 25 Nabi dan Rasul',
  'Koi',
  'Berkebun Belimbing Manis',
  'Semua Bisa Beternak Ayam Kampung',
  'Sukses Hidroponik untuk Pemula',
  'Bu Tidak Ada Teman Menangis Malam Ini',
  'Sisi Tergelap Surga',
  'Dompet Ayah Sepatu Ibu',
]);

const shortTitle = (title: string): string => title.split(' :')[0] ?? title;

/** A positive weight; 1 is an ordinary title. Depends on the title alone, so it is the same in every run. */
export function popularity(bib: DemoBib): number {
  const luck = createRandom(`laris ${bib.controlNumber}`).next();
  let weight = 0.25 + 0.35 / (0.08 + luck);
  if (FAVOURITES.has(shortTitle(bib.title))) weight *= 5;
  if (bib.audience === 'anak') weight *= 1.6;
  if (bib.isFiction) weight *= 1.3;
  if (/^641|^63|^2X4/.test(bib.ddc)) weight *= 1.3;
  if (/^(00[56]|519|336|657|658)/.test(bib.ddc)) weight *= 0.6;
  if (bib.isOldSpelling) weight *= 0.25;
  if (bib.language !== 'ind') weight *= 0.4;
  return weight;
}
