import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldedKey } from './fold.ts';
import { nameVariantKey } from './name-variants.ts';
import { modernSpellings, nameSpelling, unmarkedSpellings } from './old-spelling.ts';
import { personNameKey, stripNameTitles } from './person-name.ts';

describe('folding', () => {
  test.each([
    ["Qur'an", 'quran'],
    ['Qur’ān', 'quran'],
    ['Jum`at', 'jumat'],
    ['CAFÉ Ñandú', 'cafe nandu'],
    ['Straße Øst', 'strasse ost'],
    ['ꦗꦮ', 'ꦗꦮ'],
  ])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
  test('a title is the same title whatever its punctuation', () => {
    expect(foldedKey('Sejarah Blitar : 1945–1950 /')).toBe(foldedKey('sejarah blitar, 1945-1950'));
  });
  test('folding twice changes nothing more', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void expect(fold(fold(text))).toBe(fold(text))));
  });
});

describe('old spelling', () => {
  test.each([
    ['soekarno', 'sukarno'],
    ['noerbaja', 'nurbaya'],
    ['djakarta', 'jakarta'],
    ['tjokroaminoto', 'cokroaminoto'],
    ['sjahrir', 'syahrir'],
    ['sedjarah', 'sejarah'],
    ['pradjoerit', 'prajurit'],
    ['njai', 'nyai'],
    ['pramoedya', 'pramudya'],
    ['belenggoe', 'belenggu'],
    ['soenggoeh', 'sungguh'],
    ['djoemmat', 'jumat'],
    ['moessim', 'mussim'],
  ])('%s is %s today', (old, modern) => {
    expect(modernSpellings(old)).toContain(modern);
  });
  test.each(['juga', 'jalan', 'panjang', 'banjir', 'koefisien', 'poetry', 'school', 'massa'])(
    '%s is not old',
    (word) => {
      expect(modernSpellings(word)).toEqual([]);
    },
  );
  test('in a text that is plainly old, the doubtful letters are read as old too', () => {
    expect(modernSpellings('banjak', true)).toEqual(['banyak']);
    expect(modernSpellings('sitti', true)).toEqual(['siti']);
    expect(modernSpellings('achir', true)).toEqual(['akhir']);
  });
  test.each([
    ['lajar', 'layar'],
    ['layar', 'lajar'],
    ['banjak', 'banyak'],
    ['achir', 'akhir'],
    ['kebudayaan', 'kebudajaan'],
    ['jogjakarta', 'yogyakarta'],
    ['saja', 'saya'],
  ])('%s, which carries no mark of its age, may be %s', (word, other) => {
    expect(unmarkedSpellings(word)).toEqual([other]);
  });
  test.each(['saya', 'raya', 'raja', 'pelajaran', 'pelayaran', 'cahaya', 'djalan', 'buku'])(
    'nothing else is looked for than %s',
    (word) => {
      expect(unmarkedSpellings(word)).toEqual([]);
    },
  );
  test('names fold what would be doubtful elsewhere', () => {
    expect(nameSpelling('chairil')).toBe('khairil');
    expect(nameSpelling('joko')).toBeNull();
  });
});

describe('names of people', () => {
  test.each([
    ['Prof. Dr. H. Bambang Suryadi, S.Pd., M.Hum.', 'Bambang Suryadi'],
    ['Drs. Sutarno NS, M.Si', 'Sutarno NS'],
    ['R.A. Kartini', 'Kartini'],
    ['K.H. Ahmad Dahlan', 'Ahmad Dahlan'],
    ['Dr.H. Abdul Malik', 'Abdul Malik'],
    ['dr. Hembing Wijayakusuma', 'Hembing Wijayakusuma'],
    ['Siti Rahayu S.Pd.', 'Siti Rahayu'],
    ['Toer, Pramoedya Ananta', 'Toer, Pramoedya Ananta'],
    ['Teuku Umar', 'Teuku Umar'],
    ['I Gusti Ngurah Rai', 'I Gusti Ngurah Rai'],
    ['Sunardi', 'Sunardi'],
    ['Ibu', 'Ibu'],
  ])('%s without titles is %s', (name, bare) => {
    expect(stripNameTitles(name)).toBe(bare);
  });
  test.each([
    ['Toer, Pramoedya Ananta', 'Pramudya Ananta Toer'],
    ['Moh. Hatta', 'Dr. H. Mohammad Hatta'],
    ['Ir. Soekarno', 'Sukarno'],
    ['Chairil Anwar', 'Anwar, Khairil'],
    ['Jusuf Kalla', 'H. Yusuf Kalla'],
  ])('%s and %s are one person', (a, b) => {
    expect(personNameKey(a)).toBe(personNameKey(b));
  });
  test('different people stay different', () => {
    expect(personNameKey('Ahmad Fuadi')).not.toBe(personNameKey('Ahmad Tohari'));
  });
  test('no name vanishes', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '');
    fc.assert(fc.property(name, (text) => void expect(stripNameTitles(text)).not.toBe('')));
  });
  test('a group of variants has one key', () => {
    for (const form of ['muhammad', 'mohammad', 'moh', 'moehammad']) expect(nameVariantKey(form)).toBe('muhammad');
    expect(nameVariantKey('dini')).toBeNull();
  });
});
