import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editionKey, judgeTitles, publisherKey, type TitleDescription } from './same-title.ts';
import { splitVolumes, volumesIn } from './volumes.ts';

const nothing: TitleDescription = {
  controlNumber: null,
  controlNumberSource: null,
  isbns: [],
  title: '',
  rest: '',
  volumes: [],
  partNames: [],
  authors: [],
  year: null,
  edition: '',
  publisher: '',
  format: '',
  series: [],
};
const ISBN = '9789793062792';
const laskar: TitleDescription = {
  ...nothing,
  isbns: [ISBN],
  title: 'laskar pelangi',
  authors: ['andrea hirata'],
  year: 2005,
  publisher: 'bentang',
  format: 'cetak',
};
const judged = (a: Partial<TitleDescription>, b: Partial<TitleDescription>) =>
  judgeTitles({ ...laskar, ...a }, { ...laskar, ...b });

test('a shared ISBN proves a title only where nothing else speaks against it', () => {
  expect(judged({}, {})).toBe('same');
  expect(judged({}, { year: 2008 }), 'a later printing').toBe('same');
  expect(judged({}, { rest: 'sebuah novel' }), 'without its subtitle').toBe('same');
  expect(judged({}, { title: 'laskar', authors: [], year: null }), 'a short title on an order').toBe('same');
  expect(judged({}, { title: 'laskar', year: 2010 })).toBe('maybe');
  expect(judged({}, { title: 'sang pemimpi' })).toBe('maybe');
  expect(judged({}, { title: 'laskar pelangi 2' })).toBe('maybe');
  expect(judged({ rest: 'flora' }, { rest: 'fauna' })).toBe('maybe');
  expect(judged({}, { authors: ['asma nadia'] })).toBe('maybe');
  expect(judged({ edition: '2' }, { edition: '3' })).toBe('maybe');
  expect(judged({}, { format: 'audio' })).toBe('maybe');
  const inSeries = (volume: string) => ({ series: [{ title: 'tetralogi', volume }] });
  expect(judged(inSeries('1'), inSeries('2'))).toBe('maybe');
});

test('volumes under the ISBN of their set are other titles; the set and a volume of it may be one', () => {
  expect(judged({ volumes: ['1'] }, { volumes: ['2'] })).toBe('other');
  expect(judged({ volumes: ['1'] }, { volumes: ['1'] })).toBe('same');
  expect(judged({ volumes: ['1'] }, {})).toBe('maybe');
  expect(judged({ rest: 'zaman kuno', partNames: ['zaman kuno'] }, {})).toBe('maybe');
  expect(
    judged({ rest: 'zaman kuno', partNames: ['zaman kuno'] }, { title: 'laskar pelangi zaman kuno' }),
    'the name of the part typed into the title',
  ).toBe('same');
});

test('without an ISBN title, author and year prove it, and two ISBNs, editions or publishers leave it open', () => {
  const bare = { isbns: [] };
  expect(judged(bare, {})).toBe('same');
  expect(judged(bare, { authors: ['hirata'] })).toBe('same');
  expect(judged(bare, { year: 2008 })).toBe('other');
  expect(judged(bare, { title: 'sang pemimpi' })).toBe('other');
  expect(judged(bare, { authors: ['asma nadia'] })).toBe('other');
  expect(judged(bare, { authors: [] })).toBe('maybe');
  expect(judged(bare, { year: null })).toBe('maybe');
  expect(judged({ isbns: ['9786020331775'] }, {})).toBe('maybe');
  expect(judged(bare, { publisher: 'mizan' })).toBe('maybe');
});

test('a number of the same maker is the record, unless nothing else agrees; two numbers of one maker are two for a person to judge', () => {
  const from = (controlNumber: string, controlNumberSource: string | null = 'PNRI') => ({
    controlNumber,
    controlNumberSource,
  });
  expect(judged(from('7'), { ...from('7'), title: 'laskar pelangi baru', year: 2010 })).toBe('same');
  expect(judged(from('7'), { ...from('7'), title: 'kimia dasar', authors: ['chang'], isbns: [] })).toBe('maybe');
  expect(judged(from('7'), from('8'))).toBe('maybe');
  expect(judged(from('7', 'SLIMS'), from('8', 'SLIMS'))).toBe('same');
  expect(judged({ ...from('7', null), isbns: [] }, { ...from('7', null), title: 'kimia', isbns: [] })).toBe('other');
});

test('numbers of volumes are found however they are written', () => {
  for (const title of ['Sejarah Nasional jilid 2', 'Sejarah Nasional, Jil. II', 'SEJARAH NASIONAL : buku kedua'])
    expect(splitVolumes(title), title).toEqual({ rest: 'sejarah nasional', volumes: ['2'] });
  expect(splitVolumes('Buku 100 cerita rakyat')).toEqual({ rest: 'buku 100 cerita rakyat', volumes: [] });
  expect(splitVolumes('Ensiklopedi, jilid 1-3').volumes).toEqual(['1-3']);
  expect(['Jilid 2', 'vol. II', '02', 'kedua', 'Bagian ke-2'].map(volumesIn)).toEqual(Array(5).fill(['2']));
  expect(volumesIn('Buku 1, jilid 2')).toEqual(['1', '2']);
  expect(['Cet. 5', 'Ed. 2, cet. 3', 'Edisi ke-2', '2nd ed.', 'Ed. revisi'].map(editionKey)).toEqual([
    ...['', '2', '2', '2'],
    'revisi',
  ]);
  expect(publisherKey('PT Gramedia')).toBe('gramedia');
});

const key = fc.constantFrom('', 'laut', 'laut bercerita', 'bumi', 'bumi manusia dua');
const description: fc.Arbitrary<TitleDescription> = fc.record({
  controlNumber: fc.constantFrom(null, '1', '2'),
  controlNumberSource: fc.constantFrom(null, 'PNRI', 'SLIMS'),
  isbns: fc.subarray([ISBN, '9786020331775']),
  title: key,
  rest: key,
  volumes: fc.subarray(['1', '2', '3'], { maxLength: 2 }),
  partNames: fc.subarray(['laut', 'bumi']),
  authors: fc.subarray(['andrea hirata', 'hirata', 'leila']),
  year: fc.constantFrom(null, 2005, 2008),
  edition: fc.constantFrom('', '1', '2'),
  publisher: fc.constantFrom('', 'bentang', 'mizan'),
  format: fc.constantFrom('', 'cetak', 'audio'),
  series: fc.subarray([
    { title: 'a', volume: '1' },
    { title: 'a', volume: '2' },
  ]),
});

test('whichever of two is looked at first, the judgement is the same; each is the same as itself', () => {
  fc.assert(
    fc.property(description, description, (a, b) => {
      expect(judgeTitles(a, b)).toBe(judgeTitles(b, a));
    }),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(description, (a) => judgeTitles(a, structuredClone(a)) === 'same'));
});

test('two numbers of volumes that differ are never the same title', () => {
  const volume = fc.constantFrom('1', '2', '3');
  fc.assert(
    fc.property(description, description, volume, volume, (a, b, one, two) => {
      fc.pre(one !== two);
      expect(judgeTitles({ ...a, volumes: [one] }, { ...b, volumes: [two] })).not.toBe('same');
    }),
  );
});
