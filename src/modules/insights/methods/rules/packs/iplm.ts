import { minus, over, plus, times, whole, type Fraction } from '../fraction.ts';
import { entered, IN, unknownConstant, UNITS, words } from '../inputs.ts';
import type { Asked, Band, Figure, Input, LibraryType, Pack, Words } from '../pack.ts';

const ELEMENTS = ['1', '2', '3', '4', '5', '6', '7'] as const;
type Element = (typeof ELEMENTS)[number];

/** A value reaches a band by one decimal: printed bands have gaps (29.95 is in none). */
const BANDS: readonly Band[] = [
  { from: '0', name: words('Sangat Rendah', 'Very low') },
  { from: '30', name: words('Rendah', 'Low') },
  { from: '50', name: words('Sedang', 'Medium') },
  { from: '80', name: words('Tinggi', 'High') },
  { from: '90', name: words('Sangat Tinggi', 'Very high') },
];

/** Whose people a kind of library is for (aspek masyarakat). */
const GROUPS: readonly { types: readonly LibraryType[]; people: Input }[] = [
  { types: ['pusat', 'cabang', 'kelurahan', 'tbm', 'keliling'], people: IN.residents },
  { types: ['sekolah'], people: IN.pupils },
  { types: ['khusus'], people: IN.institutionStaff },
];

/** Σ over kinds of libraries of a number ÷ the people whom they are for; kinds without a library are left out. */
function perPeople(asked: Asked, of: (types: readonly LibraryType[]) => Fraction | null): Fraction | null {
  let total: Fraction | null = whole(0);
  for (const { types, people } of GROUPS) {
    if (asked.count(types).n === 0n) continue;
    const number = of(types);
    const among = asked.one(people.code);
    const ratio = number && among && over(number, among);
    total = total && ratio && plus(total, ratio);
  }
  return total;
}
const sumPerPeople = (asked: Asked, code: string): Fraction | null =>
  perPeople(asked, (types) => asked.sum(code, types));

/** Visits of an average day of service. */
const visitsPerDay = (asked: Asked, types: readonly LibraryType[]): Fraction | null => {
  const visits = asked.sum('visits', types);
  const days = asked.one('service_days');
  return visits && days && over(visits, days);
};

const NAMES: Record<Element, { name: Words; says: Words; compute: (asked: Asked) => Fraction | null }> = {
  '1': {
    name: words('UPLM 1, pemerataan layanan', 'UPLM 1, spread of services'),
    says: words(
      'perpustakaan ÷ masyarakatnya, dijumlahkan menurut jenis',
      'libraries ÷ their people, summed over kinds',
    ),
    compute: (asked) => perPeople(asked, (types) => asked.count(types)),
  },
  '2': {
    name: words('UPLM 2, ketercukupan koleksi', 'UPLM 2, sufficiency of the collection'),
    says: words('eksemplar ÷ masyarakatnya, dijumlahkan menurut jenis', 'copies ÷ their people, summed over kinds'),
    compute: (asked) => sumPerPeople(asked, 'copies'),
  },
  '3': {
    name: words('UPLM 3, ketercukupan tenaga', 'UPLM 3, sufficiency of staff'),
    says: words('tenaga ÷ masyarakatnya, dijumlahkan menurut jenis', 'staff ÷ their people, summed over kinds'),
    compute: (asked) => sumPerPeople(asked, 'staff'),
  },
  '4': {
    name: words('UPLM 4, kunjungan per hari', 'UPLM 4, visits a day'),
    says: words(
      'kunjungan ÷ hari layanan ÷ masyarakatnya, dijumlahkan menurut jenis',
      'visits ÷ days of service ÷ their people, summed over kinds',
    ),
    compute: (asked) => perPeople(asked, (types) => visitsPerDay(asked, types)),
  },
  '5': {
    name: words('UPLM 5, perpustakaan ber-SNP', 'UPLM 5, libraries that meet the standard'),
    says: words(
      'perpustakaan yang memenuhi SNP ÷ semua perpustakaan',
      'libraries that meet the standard ÷ all libraries',
    ),
    compute: (asked) => {
      const meeting = asked.sum('meets_standard');
      return meeting && over(meeting, asked.count());
    },
  },
  '6': {
    name: words('UPLM 6, keterlibatan masyarakat', 'UPLM 6, people taking part'),
    says: words('peserta kegiatan ÷ penduduk', 'participants of programmes ÷ residents'),
    compute: (asked) => {
      const [people, residents] = [asked.sum('participants'), asked.one('residents_city')];
      return people && residents && over(people, residents);
    },
  },
  '7': {
    name: words('UPLM 7, anggota', 'UPLM 7, members'),
    says: words('anggota ÷ masyarakatnya, dijumlahkan menurut jenis', 'members ÷ their people, summed over kinds'),
    compute: (asked) => sumPerPeople(asked, 'members'),
  },
};

/** A ratio that the city has worked out for all its libraries, also those outside Lumbung: it counts instead. */
const OFFICIAL: readonly Input[] = ELEMENTS.map((element) =>
  entered(
    `uplm${element}`,
    words(
      `${NAMES[element].name.id} (rasio resmi, bila ada)`,
      `${NAMES[element].name.en} (official ratio, if there is one)`,
    ),
    UNITS.ratio,
    words(
      'Rasio seluruh perpustakaan kota, juga di luar Lumbung; bila diisi, inilah yang dipakai.',
      'The ratio of all libraries of the city, also outside Lumbung; where it is entered, it counts.',
    ),
    { of: 'network', decimals: 6, optional: true },
  ),
);
const COUNTED: readonly Input[] = [
  ...[IN.copies, IN.staff, IN.members, IN.visits, IN.participants, IN.meetsStandard],
  ...[IN.residents, IN.pupils, IN.institutionStaff, IN.serviceDays],
];
const ELEMENT_FIGURES: readonly Figure[] = ELEMENTS.map((element) => ({
  ...{ code: `ratio${element}`, unit: UNITS.ratio, of: 'network', decimals: 6 },
  ...NAMES[element],
  compute: (asked) => asked.maybe(`uplm${element}`) ?? NAMES[element].compute(asked),
}));

/** The mean of the seven elements, each brought to its measure, × 100. */
const meanOf =
  (measure: (asked: Asked, element: Element, ratio: Fraction) => Fraction | null) =>
  (asked: Asked): Fraction | null => {
    let total: Fraction | null = whole(0);
    for (const element of ELEMENTS) {
      const ratio = asked.figure(`ratio${element}`);
      const measured = ratio && measure(asked, element, ratio);
      total = total && measured && plus(total, measured);
    }
    const mean = total && over(total, whole(ELEMENTS.length));
    return mean && times(mean, whole(100));
  };

const index = (says: Words, measure: Parameters<typeof meanOf>[0]): Figure => ({
  ...{ code: 'iplm', unit: UNITS.index, of: 'network', decimals: 2, bands: BANDS, bandDecimals: 1, main: true, says },
  name: words('Indeks Pembangunan Literasi Masyarakat', 'Community literacy development index'),
  compute: meanOf(measure),
});

const OUTSIDE = words(
  'Perpustakaan yang tidak tercatat di Lumbung (perguruan tinggi, instansi, sekolah lain), kecuali rasio resminya diisi.',
  'Libraries that are not in Lumbung (universities, offices, other schools), unless their official ratio is entered.',
);
const name = words('IPLM, Indeks Pembangunan Literasi Masyarakat', 'IPLM, community literacy development index');

const iplm2021: Pack = {
  ...{ key: 'iplm-2021', family: 'iplm', name, version: '2021/2022', validFrom: 2021, outside: OUTSIDE },
  source: {
    title: words('Pedoman IPLM Perpusnas 2021/2022', 'Guideline of the National Library 2021/2022'),
    evidence: 'derived',
    note: words(
      'Menghasilkan kembali angka Sukoharjo 2022 (71,85). Rasio UPLM 3, 4, 5, dan 7 diketahui namanya saja, rumusnya ditafsirkan.',
      'Reproduces Sukoharjo 2022 (71.85). Of the ratios UPLM 3, 4, 5 and 7 the names alone were seen, their formulas are read into them.',
    ),
  },
  inputs: [...COUNTED, ...OFFICIAL],
  figures: [
    ...ELEMENT_FIGURES,
    index(words('jumlah tujuh unsur ÷ 7 × 100', 'sum of seven elements ÷ 7 × 100'), (_asked, _element, ratio) => ratio),
  ],
};

const bound = (element: Element, least: boolean): Input =>
  unknownConstant(
    `${least ? 'least' : 'most'}${element}`,
    words(
      `UPLM ${element} ${least ? 'terendah' : 'tertinggi'} nasional`,
      `UPLM ${element}, ${least ? 'least' : 'greatest'} in the nation`,
    ),
    UNITS.ratio,
    words(
      'Tidak ditemukan di sumber yang terbuka; tanyakan ke Perpusnas.',
      'Not found in open sources; ask the National Library.',
    ),
  );

const iplm2023: Pack = {
  ...{ key: 'iplm-2023', family: 'iplm', name, version: '2023', validFrom: 2023, outside: OUTSIDE },
  source: {
    title: words('Kajian IPLM Perpusnas 2023', 'IPLM study of the National Library 2023'),
    evidence: 'seen',
    note: words(
      'Tiap unsur dinormalkan min-maks. Nilai terendah dan tertinggi nasional belum ditemukan: isi sebagai konstanta.',
      'Every element is normalised between least and greatest. Those of the nation were not found: enter them as constants.',
    ),
  },
  inputs: [...COUNTED, ...OFFICIAL, ...ELEMENTS.flatMap((element) => [bound(element, true), bound(element, false)])],
  figures: [
    ...ELEMENT_FIGURES,
    index(
      words(
        'rata-rata (unsur − terendah) ÷ (tertinggi − terendah) × 100',
        'mean of (element − least) ÷ (greatest − least) × 100',
      ),
      (asked, element, ratio) => {
        const [least, most] = [asked.one(`least${element}`), asked.one(`most${element}`)];
        return least && most && over(minus(ratio, least), minus(most, least));
      },
    ),
  ],
};

const iplm2025: Pack = {
  ...{ key: 'iplm-2025', family: 'iplm', name, version: '2025', validFrom: 2025, outside: OUTSIDE },
  source: {
    title: words('Laporan IPLM Perpusnas 2024/2025', 'IPLM report of the National Library 2024/2025'),
    evidence: 'seen',
    note: words(
      'Rumus terbaca (unsur distandarkan dengan Ki), konstanta Ki belum ditemukan: isi sebagai konstanta. Instrumen baru yang diumumkan 26 September 2025 belum terlihat dan akan menjadi paket sendiri.',
      'The formula was read (elements standardised by Ki), the constants Ki were not found: enter them. The new instrument announced on 26 September 2025 was not seen and will be a pack of its own.',
    ),
  },
  inputs: [
    ...[...COUNTED, ...OFFICIAL],
    ...ELEMENTS.map((element) =>
      unknownConstant(
        `k${element}`,
        words(`Konstanta K${element}`, `Constant K${element}`),
        UNITS.ratio,
        words(
          'Tidak ditemukan di sumber yang terbuka; tanyakan ke Perpusnas.',
          'Not found in open sources; ask the National Library.',
        ),
      ),
    ),
  ],
  figures: [
    ...ELEMENT_FIGURES,
    index(words('rata-rata (unsur ÷ Ki) × 100', 'mean of (element ÷ Ki) × 100'), (asked, element, ratio) => {
      const k = asked.one(`k${element}`);
      return k && over(ratio, k);
    }),
  ],
};

/** The literacy development index in its versions. */
export const iplmPacks: readonly Pack[] = [iplm2021, iplm2023, iplm2025];
