import { isBelow, minus, over, times, whole, type Fraction } from '../fraction.ts';
import { constant, entered, IN, unknownConstant, UNITS, words } from '../inputs.ts';
import type { Asked, Figure, Input, LibraryType, Pack, Words } from '../pack.ts';

const NOT_FOUND = words(
  'Nilainya tidak ditemukan di sumber yang terbaca; isi dari peraturannya.',
  'Its value was not found in what was read; enter it from the regulation.',
);

/** Never below zero: more than the standard is no gap. */
const gap = (needed: Fraction | null, there: Fraction | null): Fraction | null =>
  needed && there && (isBelow(there, needed) ? minus(needed, there) : whole(0));

/** What is needed is so much of a thing for each person; what lacks is the difference. */
function perPerson(
  code: string,
  {
    name,
    unit,
    decimals,
    needs,
  }: { name: Words; unit: Words; decimals: number; needs: (asked: Asked) => Fraction | null },
): Figure[] {
  return [
    {
      ...{ code: `${code}_needed`, unit, of: 'library', decimals },
      name: words(`${name.id}: menurut standar`, `${name.en}: by the standard`),
      says: words('patokan × orang yang dilayani', 'yardstick × people served'),
      compute: needs,
    },
    {
      ...{ code: `${code}_gap`, unit, of: 'library', decimals },
      name: words(`${name.id}: kurang`, `${name.en}: lacking`),
      says: words('menurut standar − yang ada, paling sedikit nol', 'by the standard − what is there, zero at least'),
      compute: (asked) => gap(asked.figure(`${code}_needed`), asked.one(code)),
    },
  ];
}
const product = (asked: Asked, a: string, b: string): Fraction | null => {
  const [one, other] = [asked.one(a), asked.one(b)];
  return one && other && times(one, other);
};
const quotient = (asked: Asked, a: string, b: string): Fraction | null => {
  const [one, other] = [asked.one(a), asked.one(b)];
  return one && other && over(one, other);
};

const SHARE: readonly Figure[] = [
  {
    ...{ code: 'recent_share', unit: UNITS.percent, of: 'library', decimals: 1 },
    name: words('Koleksi terbitan lima tahun terakhir', 'Collection of the last five years'),
    says: words(
      'eksemplar terbitan lima tahun terakhir ÷ semua eksemplar × 100',
      'copies of the last five years ÷ all copies × 100',
    ),
    compute: (asked) => {
      const share = quotient(asked, 'copies_recent', 'copies');
      return share && times(share, whole(100));
    },
  },
  {
    ...{ code: 'recent_gap', unit: UNITS.percent, of: 'library', decimals: 1 },
    name: words('Koleksi terbitan lima tahun terakhir: kurang', 'Collection of the last five years: lacking'),
    says: words('menurut standar − yang ada, paling sedikit nol', 'by the standard − what is there, zero at least'),
    compute: (asked) => gap(asked.one('recent_percent'), asked.figure('recent_share')),
  },
];
const WEEKLY: Figure = {
  ...{ code: 'hours_gap', unit: UNITS.hours, of: 'library', decimals: 1 },
  name: words('Jam buka per minggu: kurang', 'Opening hours a week: lacking'),
  says: words('menurut standar − jam buka, paling sedikit nol', 'by the standard − opening hours, zero at least'),
  compute: (asked) => gap(asked.one('hours_standard'), asked.one('weekly_hours')),
};
const HOURS_STANDARD = unknownConstant(
  'hours_standard',
  words('Jam buka menurut standar', 'Opening hours by the standard'),
  UNITS.hours,
  {
    id: '35 jam (SNI 7495:2009) dan 54 jam sama-sama disebut orang; isi dari peraturannya.',
    en: '35 hours (SNI 7495:2009) and 54 are both remembered; enter it from the regulation.',
  },
);
const BUILDING = entered(
  'building_area',
  words('Luas gedung', 'Building area'),
  UNITS.area,
  words('Sertifikat atau denah gedung.', 'Deed or plan of the building.'),
  {
    decimals: 2,
  },
);

const TITLES = { name: IN.titles.name, unit: UNITS.titles, decimals: 0 };
const STAFF = { name: IN.staff.name, unit: UNITS.people, decimals: 1 };
const AREA = { name: BUILDING.name, unit: UNITS.area, decimals: 0 };

const outside = words(
  'Perpustakaan jenis lain, dan perpustakaan di luar Lumbung.',
  'Libraries of other kinds, and those outside Lumbung.',
);
const regulation = (number: string) =>
  words(`Peraturan Kepala Perpusnas ${number}`, `Regulation of the Head of the National Library ${number}`);

/** Those of a city: titles and currency were read in Pati’s regulation, the rest has to be entered. */
const cityPack: Pack = {
  key: 'snp-kota-2017',
  family: 'snp-kota',
  name: words('SNP kabupaten/kota: jarak ke standar', 'National standard, city: the gap'),
  version: '8/2017',
  validFrom: 2017,
  source: {
    title: regulation('8/2017'),
    evidence: 'seen',
    note: words(
      'Judul per penduduk dan kemutakhiran terbaca dari Perbup Pati, bukan dari naskah aslinya; luas, tenaga, dan jam buka belum ditemukan. Apakah ada SNP yang lebih baru belum diketahui.',
      'Titles for each resident and currency were read in Pati’s regulation, not in the original; area, staff and hours were not found. Whether a newer standard replaced it is not known.',
    ),
  },
  types: ['pusat'],
  outside,
  inputs: [
    ...[IN.titles, IN.copies, IN.recent, IN.staff, IN.weeklyHours, BUILDING, IN.residents],
    constant(
      'titles_per_person',
      words('Judul per penduduk', 'Titles for each resident'),
      UNITS.titles,
      words('Perbup Pati.', 'Pati’s regulation.'),
      '0.025',
    ),
    constant(
      'recent_percent',
      words('Terbitan lima tahun terakhir', 'Of the last five years'),
      UNITS.percent,
      words('Perbup Pati.', 'Pati’s regulation.'),
      '10',
    ),
    unknownConstant(
      'area_per_person',
      words('Luas gedung per penduduk', 'Building area for each resident'),
      UNITS.area,
      {
        id: '0,008 m² diingat orang, naskahnya belum terlihat; isi dari peraturannya.',
        en: '0.008 m² is remembered, the text was not seen; enter it from the regulation.',
      },
    ),
    unknownConstant('people_per_staff', words('Penduduk per tenaga', 'Residents for each of the staff'), UNITS.people, {
      id: '25.000 diingat orang, naskahnya belum terlihat; isi dari peraturannya.',
      en: '25,000 is remembered, the text was not seen; enter it from the regulation.',
    }),
    HOURS_STANDARD,
  ],
  figures: [
    ...perPerson('titles', { ...TITLES, needs: (asked) => product(asked, 'titles_per_person', 'residents_city') }),
    ...SHARE,
    ...perPerson('building_area', { ...AREA, needs: (asked) => product(asked, 'area_per_person', 'residents_city') }),
    ...perPerson('staff', { ...STAFF, needs: (asked) => quotient(asked, 'residents_city', 'people_per_staff') }),
    WEEKLY,
  ],
};

/** Of other kinds no number could be read: all yardsticks are entered. */
function otherPack(about: {
  key: string;
  family: string;
  number: string;
  name: Words;
  types: readonly LibraryType[];
  people: Input;
}): Pack {
  const { key, family, number, name, types, people } = about;
  return {
    ...{ key, family, name, types, outside, version: number, validFrom: 2017 },
    source: { title: regulation(number), evidence: 'unseen', note: NOT_FOUND },
    inputs: [
      ...[IN.titles, IN.copies, IN.recent, IN.staff, IN.weeklyHours, people],
      unknownConstant(
        'titles_per_person',
        words('Judul per orang yang dilayani', 'Titles for each person served'),
        UNITS.titles,
        NOT_FOUND,
      ),
      unknownConstant(
        'recent_percent',
        words('Terbitan lima tahun terakhir', 'Of the last five years'),
        UNITS.percent,
        NOT_FOUND,
      ),
      unknownConstant(
        'staff_standard',
        words('Tenaga menurut standar', 'Staff by the standard'),
        UNITS.people,
        NOT_FOUND,
      ),
      HOURS_STANDARD,
    ],
    figures: [
      ...perPerson('titles', { ...TITLES, needs: (asked) => product(asked, 'titles_per_person', people.code) }),
      ...SHARE,
      ...perPerson('staff', { ...STAFF, needs: (asked) => asked.one('staff_standard') }),
      WEEKLY,
    ],
  };
}

const PUPILS = entered(
  'pupils',
  words('Siswa sekolah ini', 'Pupils of this school'),
  UNITS.people,
  words('Dapodik sekolah.', 'Dapodik of the school.'),
);

/** The national standard of libraries, by kind of library: what is there, what is asked, what lacks. */
export const snpPacks: readonly Pack[] = [
  cityPack,
  otherPack({
    ...{
      key: 'snp-kelurahan-2017',
      family: 'snp-kelurahan',
      number: '6/2017',
      types: ['kelurahan'],
      people: IN.areaResidents,
    },
    name: words('SNP desa/kelurahan: jarak ke standar', 'National standard, kelurahan: the gap'),
  }),
  otherPack({
    ...{ key: 'snp-sekolah', family: 'snp-sekolah', number: 'SNP sekolah', types: ['sekolah'], people: PUPILS },
    name: words('SNP sekolah: jarak ke standar', 'National standard, schools: the gap'),
  }),
];
