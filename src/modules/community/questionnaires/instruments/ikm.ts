import type { ContentInput } from '../schema.ts';
import { freeText, scale, section, words } from './scales.ts';

type Pair = readonly [id: string, en: string];
type Question = ContentInput['questions'][number];

const element = (code: string, name: Pair, asks: Pair, answers: readonly [Pair, Pair, Pair, Pair]): Question => ({
  id: code.toLowerCase(),
  kind: 'likert',
  label: words(asks),
  hint: words([`${code} ${name[0]}`, `${code} ${name[1]}`]),
  required: true,
  options: scale(answers),
  element: code,
});
const FITTING: readonly [Pair, Pair, Pair, Pair] = [
  ['Tidak sesuai', 'Does not fit'],
  ['Kurang sesuai', 'Hardly fits'],
  ['Sesuai', 'Fits'],
  ['Sangat sesuai', 'Fits very well'],
];

/** About who answers: groups only, and nobody has to say. */
const profile = (
  id: string,
  label: Pair,
  answers: readonly (readonly [value: string, id: string, en: string])[],
): Question => ({
  id,
  kind: 'single',
  label: words(label),
  options: answers.map(([value, ...said]) => ({ value, label: words(said) })),
});

/**
 * Survei Kepuasan Masyarakat, PermenPANRB 14/2017: nine elements, each with its own four answers in the words of the annex. The
 * wording is the government's, so it is not changed; the profile is that of the annex, without a name.
 */
export const ikm: ContentInput = {
  title: words(['Survei Kepuasan Masyarakat', 'Public satisfaction survey']),
  intro: words([
    'Sembilan unsur pelayanan, sekitar lima menit. Kalimat dan pilihannya ditetapkan pemerintah, jadi kami tidak mengubahnya. Tanpa nama.',
    'Nine elements of service, some five minutes. Questions and answers are set by the government, so we do not change them. No names.',
  ]),
  questions: [
    section('unsur', ['Kepuasan layanan', 'Satisfaction with the service']),
    element(
      'U1',
      ['Persyaratan', 'Requirements'],
      [
        'Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?',
        'How well do the requirements fit the kind of service?',
      ],
      FITTING,
    ),
    element(
      'U2',
      ['Prosedur', 'Procedure'],
      [
        'Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?',
        'How easy is the procedure of service here?',
      ],
      [
        ['Tidak mudah', 'Not easy'],
        ['Kurang mudah', 'Less than easy'],
        ['Mudah', 'Easy'],
        ['Sangat mudah', 'Very easy'],
      ],
    ),
    element(
      'U3',
      ['Waktu', 'Time'],
      ['Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?', 'How quick is the service?'],
      [
        ['Tidak cepat', 'Not quick'],
        ['Kurang cepat', 'Less than quick'],
        ['Cepat', 'Quick'],
        ['Sangat cepat', 'Very quick'],
      ],
    ),
    element(
      'U4',
      ['Biaya', 'Cost'],
      [
        'Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?',
        'How fair is what the service costs?',
      ],
      [
        ['Sangat mahal', 'Very expensive'],
        ['Cukup mahal', 'Rather expensive'],
        ['Murah', 'Cheap'],
        ['Gratis', 'Free'],
      ],
    ),
    element(
      'U5',
      ['Hasil layanan', 'Service product'],
      [
        'Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar pelayanan dengan hasil yang diberikan?',
        'How well does what is given fit what the service standard promises?',
      ],
      FITTING,
    ),
    element(
      'U6',
      ['Kemampuan petugas', 'Competence'],
      [
        'Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?',
        'How competent are the staff?',
      ],
      [
        ['Tidak kompeten', 'Not competent'],
        ['Kurang kompeten', 'Less than competent'],
        ['Kompeten', 'Competent'],
        ['Sangat kompeten', 'Very competent'],
      ],
    ),
    element(
      'U7',
      ['Perilaku petugas', 'Behaviour'],
      [
        'Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?',
        'How polite and friendly are the staff?',
      ],
      [
        ['Tidak sopan dan ramah', 'Not polite and friendly'],
        ['Kurang sopan dan ramah', 'Less than polite and friendly'],
        ['Sopan dan ramah', 'Polite and friendly'],
        ['Sangat sopan dan ramah', 'Very polite and friendly'],
      ],
    ),
    element(
      'U8',
      ['Sarana', 'Facilities'],
      ['Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?', 'How good are the facilities?'],
      [
        ['Buruk', 'Bad'],
        ['Cukup', 'Sufficient'],
        ['Baik', 'Good'],
        ['Sangat baik', 'Very good'],
      ],
    ),
    element(
      'U9',
      ['Pengaduan', 'Complaints'],
      ['Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?', 'How are complaints dealt with?'],
      [
        ['Tidak ada', 'Not at all'],
        ['Ada tetapi tidak berfungsi', 'There is a way, but it does not work'],
        ['Berfungsi kurang maksimal', 'It works, not fully'],
        ['Dikelola dengan baik', 'Well managed'],
      ],
    ),
    section('profil', ['Tentang Anda', 'About you'], ['Boleh dilewati.', 'May be left out.']),
    profile(
      'jenis_kelamin',
      ['Jenis kelamin', 'Sex'],
      [
        ['p', 'Perempuan', 'Female'],
        ['l', 'Laki-laki', 'Male'],
      ],
    ),
    profile(
      'usia',
      ['Usia', 'Age'],
      [
        ['u17', 'Di bawah 17', 'Under 17'],
        ['u25', '17–25', '17–25'],
        ['u35', '26–35', '26–35'],
        ['u45', '36–45', '36–45'],
        ['u59', '46–59', '46–59'],
        ['u60', '60 ke atas', '60 and over'],
      ],
    ),
    profile(
      'pendidikan',
      ['Pendidikan', 'Education'],
      [
        ['sd', 'SD', 'Primary school'],
        ['smp', 'SMP', 'Lower secondary school'],
        ['sma', 'SMA', 'Upper secondary school'],
        ['d3', 'D3', 'Diploma'],
        ['s1', 'S1', 'Bachelor'],
        ['s2', 'S2 ke atas', 'Master and above'],
      ],
    ),
    profile(
      'pekerjaan',
      ['Pekerjaan', 'Work'],
      [
        ['pns', 'PNS', 'Civil servant'],
        ['tni_polri', 'TNI atau Polri', 'Army or police'],
        ['swasta', 'Swasta', 'Employee'],
        ['wirausaha', 'Wirausaha', 'Self-employed'],
        ['lain', 'Lainnya', 'Other'],
      ],
    ),
    freeText('saran', ['Saran', 'Suggestions']),
  ],
};
