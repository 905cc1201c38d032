/** Spreads copies of the titles over the libraries as such libraries hold them. Pure: same input, same copies. */
import { Temporal } from 'temporal-polyfill';
import type { City, DemoLibrary, DemoSpace } from './city.ts';
import type { DemoBib } from './describe-bib.ts';
import { addDays } from './plan-calendar.ts';
import type { Calendar } from './plan-calendar.ts';
import { popularity } from './popularity.ts';
import { priceCopy } from './price-copy.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { chooseTitles } from './choose-titles.ts';

export interface PlannedCopy {
  barcode: string;
  /** Control number (001) of the title. */
  bib: string;
  /** Library code. */
  library: string;
  /** Nomor induk `{seq:5}/{source}/{unit}/{year}`, starting again each year in each library. */
  accessionNumber: string;
  itemType: 'loanable' | 'reference';
  collection: DemoSpace['collections'][number];
  /** Code of the space in its library. */
  space: string;
  source: 'beli' | 'hibah' | 'tukar';
  /** Whole rupiah; null for a gift or an exchange. */
  price: number | null;
  /** Shop, donor or partner. */
  supplier: string;
  /** ISO date. */
  acquiredOn: string;
  status: 'available' | 'repair' | 'lost' | 'withdrawn';
}

export interface CopyPlanInput {
  city: City;
  bibs: DemoBib[];
  calendar: Calendar;
  /** ISO date. */
  today: string;
  seed: string;
}

const SOURCE_LETTER = { beli: 'P', hibah: 'H', tukar: 'T' };
const SHOPS = ['Toko Buku Sinar Ilmu', 'CV Pustaka Mandiri', 'Pameran buku daerah', 'Toko Buku Cahaya'];

function collectionOf(bib: DemoBib): PlannedCopy['collection'] {
  if (bib.material === 'braille') return 'braille';
  if (bib.material === 'berkala') return 'berkala';
  if (bib.material === 'referensi') return 'referensi';
  if (bib.audience === 'anak') return 'anak';
  return bib.isLocal ? 'blitar' : 'umum';
}

function placeCopy(
  bib: DemoBib,
  library: DemoLibrary,
  city: City,
): { collection: PlannedCopy['collection']; space: string } {
  const spaces = library.type === 'pusat' ? city.spaces.pusat : city.spaces.lainnya;
  const collection = collectionOf(bib);
  const call = bib.ddc === '' ? '000' : bib.ddc.replace('2X', '29').slice(0, 3);
  const fitting = spaces.find((s) => s.collections.includes(collection) && call >= s.ddcFrom && call <= s.ddcTo);
  return { collection, space: (fitting ?? spaces.find((s) => s.code.startsWith('UMUM')))?.code ?? 'UMUM' };
}

/** A delivery day in the year: libraries receive books in batches, on days when they are open. */
function deliveryDays(library: DemoLibrary, year: number, { calendar, today, seed }: CopyPlanInput): string[] {
  const random = createRandom(`${seed} kiriman ${library.code} ${year}`);
  const first = `${year}-01-05`;
  const last = today < `${year}-12-15` ? today : `${year}-12-15`;
  const span = Math.max(0, Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last)).days);
  const count = library.type === 'pusat' ? 10 : 4;
  const days = Array.from({ length: count }, () => addDays(first, random.between(0, span)));
  if (last === today) days.push(addDays(today, -random.between(1, 12)));
  return days
    .map((day) => calendar.nextOpenDay(library, day < first ? first : day))
    .filter((day) => day <= today)
    .sort();
}

function acquisitionYear(bib: DemoBib, library: DemoLibrary, thisYear: number, random: Random): number {
  const earliest = Math.min(Math.max(library.openedYear, bib.year ?? 0), thisYear);
  return random.chance(0.35)
    ? random.between(earliest, Math.min(earliest + 2, thisYear))
    : random.between(earliest, thisYear);
}

function chooseSource(library: DemoLibrary, bib: DemoBib, random: Random): Pick<PlannedCopy, 'source' | 'supplier'> {
  const giftShare = { pusat: 0.15, kelurahan: 0.35, sekolah: 0.25, tbm: 0.85, keliling: 0.1 }[library.type];
  if (random.chance(giftShare)) {
    const donors = [
      'Perpustakaan Nasional RI',
      `Warga Kelurahan ${library.kelurahan}`,
      'Gerakan donasi buku',
      'Penerbit',
    ];
    return { source: 'hibah', supplier: random.pick(donors) };
  }
  if (library.type === 'pusat' && random.chance(bib.isLocal ? 0.2 : 0.01))
    return { source: 'tukar', supplier: 'Perpustakaan Proklamator Bung Karno' };
  return { source: 'beli', supplier: random.pick(SHOPS) };
}

function chooseStatus(library: DemoLibrary, acquiredOn: string, today: string, random: Random): PlannedCopy['status'] {
  const fate = random.next();
  if (fate < 0.01) return 'repair';
  const isOld = acquiredOn < addDays(today, -730);
  if (isOld && fate < 0.018) return 'lost';
  return isOld && library.type === 'pusat' && fate < 0.03 ? 'withdrawn' : 'available';
}

/** About 4,000 copies, ordered by library and accession number. */
export function planCopies(input: CopyPlanInput): PlannedCopy[] {
  const { city, bibs, today, seed } = input;
  const thisYear = Temporal.PlainDate.from(today).year;
  const weights = new Map(bibs.map((bib) => [bib.controlNumber, popularity(bib)]));
  return city.libraries.flatMap((library) => {
    const random = createRandom(`${seed} koleksi ${library.code}`);
    const deliveries = new Map<number, string[]>();
    const arrivals = chooseTitles(library, bibs, weights, random).map((bib) => {
      const year = acquisitionYear(bib, library, thisYear, random);
      const days = deliveries.get(year) ?? deliveryDays(library, year, input);
      deliveries.set(year, days);
      return { bib, acquiredOn: days.length === 0 ? today : random.pick(days) };
    });
    arrivals.sort(
      (a, b) => a.acquiredOn.localeCompare(b.acquiredOn) || a.bib.controlNumber.localeCompare(b.bib.controlNumber),
    );
    const perYear = new Map<string, number>();
    return arrivals.map(({ bib, acquiredOn }, i): PlannedCopy => {
      const year = acquiredOn.slice(0, 4);
      const sequence = (perYear.get(year) ?? 0) + 1;
      perYear.set(year, sequence);
      const { source, supplier } = chooseSource(library, bib, random);
      return {
        barcode: `B${String(library.number).padStart(2, '0')}${String(i + 1).padStart(5, '0')}`,
        bib: bib.controlNumber,
        library: library.code,
        accessionNumber: `${String(sequence).padStart(5, '0')}/${SOURCE_LETTER[source]}/${library.code}/${year}`,
        itemType: bib.material === 'buku' ? 'loanable' : 'reference',
        ...placeCopy(bib, library, city),
        source,
        price: source === 'beli' ? priceCopy(bib, Number(year), random) : null,
        supplier,
        acquiredOn,
        status: chooseStatus(library, acquiredOn, today, random),
      };
    });
  });
}
