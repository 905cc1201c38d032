import type { MarcField, MarcRecord } from '#shared/marc/record';
import { capitalise, pick, seeded, vocabulary } from './vocabulary.ts';

const PLACES = [
  'Jakarta',
  'Yogyakarta',
  'Bandung',
  'Surabaya',
  'Malang',
  'Blitar',
  'Solo',
  'Semarang',
  'London',
  'New York',
];
const CLASSES = [
  '000',
  '100',
  '150',
  '2X1',
  '2X4',
  '297.1',
  '297.5',
  '301',
  '330',
  '340',
  '370',
  '398.2',
  '410',
  '510',
  '530',
  '570',
  '600',
  '610',
  '630',
  '641.5',
  '658',
  '700',
  '780',
  '813',
  '899.221',
  '899.2213',
  '910',
  '920',
  '959.8',
];

const data = (tag: string, ind1: string, ind2: string, ...pairs: [string, string][]): MarcField => ({
  tag,
  ind1,
  ind2,
  subfields: pairs.map(([code, value]) => ({ code, value })),
});

/** The check digit makes the number valid; its publisher part is one that is not given out. */
function isbn13(serial: number): string {
  const body = `97862399${String(serial % 10000).padStart(4, '0')}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
  return body + String((10 - (sum % 10)) % 10);
}

export interface GeneratorOptions {
  /** How many records. */
  size: number;
  /** Codes of the libraries that hold copies. */
  libraries: readonly string[];
  seed?: number;
}

/** Plausible Indonesian and English records with one to three copies each in field 952 (about 1.5 copies a record). */
export function* generateRecords(options: GeneratorOptions): Generator<MarcRecord> {
  const random = seeded(options.seed ?? 42);
  const { draw } = vocabulary(Math.max(20_000, Math.min(120_000, options.size)), random);
  const phrase = (words: number): string => Array.from({ length: words }, draw).join(' ');
  const people = Array.from({ length: Math.max(500, Math.floor(options.size / 12)) }, () =>
    [capitalise(draw()), capitalise(draw())].join(' '),
  );
  const publishers = Array.from({ length: 400 }, () => capitalise(draw()));
  const subjects = Array.from({ length: 3000 }, () => capitalise(phrase(1 + Math.floor(random() * 2))));
  // squared: few authors and subjects have many works, most have few
  const skewed = (list: readonly string[]): string => list[Math.floor(random() ** 3 * list.length)] ?? 'Anonim';

  for (let number = 1; number <= options.size; number++) {
    const year = 1950 + Math.floor(Math.sqrt(random()) * 76);
    const language = random() < 0.8 ? 'ind' : random() < 0.7 ? 'eng' : 'jav';
    const author = skewed(people);
    const title = capitalise(phrase(2 + Math.floor(random() * 4)));
    const ddc = pick(random, CLASSES);
    const fields: MarcField[] = [
      { tag: '001', value: `BENCH${String(number).padStart(8, '0')}` },
      {
        tag: '008',
        value: `261125s${year}    io            000 ${random() < 0.2 ? '1' : '0'} ${language} d`
          .padEnd(40)
          .slice(0, 40),
      },
    ];
    if (random() < 0.66) fields.push(data('020', ' ', ' ', ['a', isbn13(number)]));
    fields.push(
      data('082', '0', '4', ['a', ddc]),
      data('100', '0', ' ', ['a', author]),
      data('245', '1', '0', ['a', `${title} :`], ['b', `${phrase(3)} /`], ['c', author]),
      data('264', ' ', '1', ['a', `${pick(random, PLACES)} :`], ['b', `${skewed(publishers)},`], ['c', String(year)]),
      data('300', ' ', ' ', ['a', `${50 + Math.floor(random() * 500)} hlm. ;`], ['c', '21 cm']),
    );
    if (random() < 0.3) fields.push(data('490', '0', ' ', ['a', capitalise(phrase(2))]));
    if (random() < 0.5) fields.push(data('520', ' ', ' ', ['a', `${capitalise(phrase(12))}.`]));
    for (let i = 0; i < 1 + Math.floor(random() * 3); i++) fields.push(data('650', ' ', '4', ['a', skewed(subjects)]));
    const copies = random() < 0.65 ? 1 : random() < 0.7 ? 2 : 3;
    for (let copy = 1; copy <= copies; copy++) {
      const library = options.libraries[Math.floor(random() ** 2 * options.libraries.length)] ?? 'PUSAT';
      fields.push(
        data(
          '952',
          ' ',
          ' ',
          ['a', library],
          ['b', library],
          ['p', `B${String(number).padStart(8, '0')}${copy}`],
          ['o', `${ddc} ${author.slice(0, 3).toUpperCase()} ${title.charAt(0).toLowerCase()}`],
        ),
      );
    }
    yield { leader: '00000nam a2200000 i 4500', fields };
  }
}
