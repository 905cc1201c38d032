import type { Input, Words } from './pack.ts';

const words = (id: string, en: string): Words => ({ id, en });
const MANY = 1_000_000_000;

/** Units as people read them. */
export const UNITS = {
  titles: words('judul', 'titles'),
  copies: words('eksemplar', 'copies'),
  people: words('orang', 'people'),
  libraries: words('perpustakaan', 'libraries'),
  visits: words('kunjungan', 'visits'),
  loans: words('peminjaman', 'loans'),
  days: words('hari', 'days'),
  hours: words('jam per minggu', 'hours a week'),
  percent: words('%', '%'),
  area: words('m²', 'm²'),
  ratio: words('rasio', 'ratio'),
  index: words('indeks', 'index'),
  score: words('skor 0–100', 'score 0–100'),
  sheets: words('lembar', 'sheets'),
  yesNo: words('1 = ya, 0 = tidak', '1 = yes, 0 = no'),
} as const;

const measured = (
  code: string,
  name: Words,
  unit: Words,
  note: Words,
  more: Partial<Pick<Input, 'of' | 'decimals'>> = {},
): Input => ({ code, name, unit, note, from: 'measured', of: 'library', decimals: 0, most: MANY, ...more });
export const entered = (
  code: string,
  name: Words,
  unit: Words,
  note: Words,
  more: Partial<Pick<Input, 'of' | 'decimals' | 'most' | 'optional'>> = {},
): Input => ({ code, name, unit, note, from: 'entered', of: 'library', decimals: 0, most: MANY, ...more });
/** A constant of a method that nobody found in its source. */
export const unknownConstant = (code: string, name: Words, unit: Words, note: Words): Input => ({
  ...{ code, name, unit, note, from: 'constant', of: 'network', decimals: 6, most: MANY, evidence: 'unseen' },
});
/** A constant as its source has it. */
export const constant = (code: string, name: Words, unit: Words, note: Words, fixed: string): Input => ({
  ...{ code, name, unit, note, fixed, from: 'constant', of: 'network', decimals: 6, most: MANY, evidence: 'seen' },
});

/** Inputs that several packs share: one value, wherever it is asked for. */
export const IN = {
  titles: measured(
    'titles',
    words('Judul koleksi', 'Titles'),
    UNITS.titles,
    words(
      'Judul di katalog; koleksi yang belum dikatalog dan koleksi digital tidak dihitung.',
      'Titles in the catalogue; not what is uncatalogued, nor digital titles.',
    ),
  ),
  copies: measured(
    'copies',
    words('Eksemplar koleksi', 'Copies'),
    UNITS.copies,
    words(
      'Eksemplar di katalog yang belum ditarik; koleksi yang belum dikatalog tidak dihitung.',
      'Copies in the catalogue that were not withdrawn; not what is uncatalogued.',
    ),
  ),
  recent: measured(
    'copies_recent',
    words('Eksemplar terbitan lima tahun terakhir', 'Copies published in the last five years'),
    UNITS.copies,
    words(
      'Menurut tahun terbit di katalog; eksemplar tanpa tahun terbit tidak dihitung.',
      'By the year of publication in the catalogue; not copies without one.',
    ),
  ),
  lent: measured(
    'copies_lent',
    words('Eksemplar yang pernah dipinjam tahun itu', 'Copies lent in the year'),
    UNITS.copies,
    words(
      'Eksemplar yang kini ada di perpustakaan itu; baca di tempat tidak dihitung.',
      'Copies that the library has now; not what was read in the house.',
    ),
  ),
  staff: measured(
    'staff',
    words('Tenaga perpustakaan', 'Staff'),
    UNITS.people,
    words(
      'Akun petugas yang aktif; tenaga tanpa akun tidak dihitung, dan tablet pintu bukan orang.',
      'Active accounts of staff; not staff without an account, and a tablet at a door is nobody.',
    ),
  ),
  members: measured(
    'members',
    words('Anggota', 'Members'),
    UNITS.people,
    words(
      'Anggota yang kartunya masih berlaku pada hari itu; yang keluar dan yang kedaluwarsa tidak dihitung.',
      'Members whose cards hold on that day; not those who left or whose cards ran out.',
    ),
  ),
  visits: measured(
    'visits',
    words('Kunjungan', 'Visits'),
    UNITS.visits,
    words(
      'Kunjungan yang dicatat di buku tamu; penghitung gerbang dan kunjungan daring tidak dihitung.',
      'Visits in the guest book; not counters at gates, nor visits online.',
    ),
  ),
  loans: measured(
    'loans',
    words('Peminjaman pertama', 'First loans'),
    UNITS.loans,
    words(
      'Peminjaman buku; perpanjangan dihitung sendiri, pinjaman digital dan pinjaman paket tidak dihitung.',
      'Loans of books; renewals are counted apart, not digital loans nor loans in boxes.',
    ),
  ),
  renewals: measured(
    'renewals',
    words('Perpanjangan', 'Renewals'),
    UNITS.loans,
    words(
      'Perpanjangan yang dicatat di sini, menurut perpustakaan yang meminjamkan.',
      'Renewals recorded here, by the library that lent.',
    ),
  ),
  participants: measured(
    'participants',
    words('Peserta kegiatan', 'Participants of programmes'),
    UNITS.people,
    words(
      'Peserta yang tercatat hadir, sekali untuk tiap kegiatan; kegiatan tanpa daftar hadir tidak dihitung.',
      'Participants who were recorded as present, once a programme; not programmes without an attendance list.',
    ),
  ),
  weeklyHours: measured(
    'weekly_hours',
    words('Jam buka', 'Opening hours'),
    UNITS.hours,
    words(
      'Menurut jam buka yang berlaku sekarang; hari tutup tidak dikurangkan.',
      'By the hours that hold now; closed days are not taken off.',
    ),
    { decimals: 2 },
  ),
  serviceDays: measured(
    'service_days',
    words('Hari layanan', 'Days of service'),
    UNITS.days,
    words(
      'Hari buka perpustakaan utama di kalender, sampai hari ini.',
      'Days on which the main library is open by its calendar, until today.',
    ),
    { of: 'network' },
  ),
  areaResidents: measured(
    'residents_area',
    words('Penduduk kelurahan', 'Residents of the kelurahan'),
    UNITS.people,
    words(
      'Menurut data penduduk yang diisi, tahun terakhir yang ada.',
      'By the population that was entered, of the last year that is there.',
    ),
  ),
  residents: measured(
    'residents_city',
    words('Penduduk kota', 'Residents of the city'),
    UNITS.people,
    words(
      'Menurut data penduduk yang diisi, tahun terakhir yang ada.',
      'By the population that was entered, of the last year that is there.',
    ),
    { of: 'network' },
  ),
  pupils: entered(
    'pupils_city',
    words('Siswa di kota', 'Pupils in the city'),
    UNITS.people,
    words('Dapodik atau Dinas Pendidikan.', 'Dapodik or the education office.'),
    { of: 'network' },
  ),
  institutionStaff: entered(
    'institution_staff',
    words('Pegawai lembaga yang punya perpustakaan khusus', 'Employees of bodies with a special library'),
    UNITS.people,
    words('BKPSDM kota atau lembaganya sendiri.', 'The city’s personnel office or the body itself.'),
    { of: 'network' },
  ),
  meetsStandard: entered(
    'meets_standard',
    words('Memenuhi SNP', 'Meets the national standard'),
    UNITS.yesNo,
    words('Hasil akreditasi atau penilaian sendiri.', 'From accreditation or own assessment.'),
    { most: 1 },
  ),
} as const;

export { words };
