import { describe, expect, test } from 'vitest';
import { deriveBib } from './derive.ts';
import { itemsFromMarc } from './items-from-marc.ts';
import { normaliseInlislite } from './normalise-inlislite.ts';
import type { MarcRecord } from './record.ts';
import { book, dataField, FIELD_008 } from './test-support.ts';

const derive = (...fields: string[]) => deriveBib(book(...fields));
const with008 = (position: number, code: string): string =>
  FIELD_008.slice(0, position) + code + FIELD_008.slice(position + code.length);
/** A record of another type and level, with 008 and further fields. */
const material = (typeAndLevel: string, field008 = FIELD_008, ...fields: string[]): MarcRecord => ({
  leader: `00000n${typeAndLevel} a2200000 i 4500`,
  fields: [{ tag: '008', value: field008 }, ...fields.map(dataField)],
});
const kind = (...args: Parameters<typeof material>): string => deriveBib(material(...args)).materialKind;

describe('title and responsibility', () => {
  test('ISBD punctuation is taken off, the article only for sorting', () => {
    expect(derive('245 14 $aThe rainbow troops =$bLaskar pelangi :$bnovel /$cAndrea Hirata.')).toMatchObject({
      controlNumber: 'LBG-1',
      title: 'The rainbow troops',
      titleSort: 'rainbow troops',
      subtitle: 'Laskar pelangi : novel',
      responsibility: 'Andrea Hirata',
    });
  });

  test.each([
    ['$aC++ /', 'C++'],
    ['$aBahasa C++ =', 'Bahasa C++'],
    ['$aHabis gelap terbitlah terang.', 'Habis gelap terbitlah terang'],
    ['$aSaya dan ... :', 'Saya dan ...'],
    ['$aPutusan M.A.', 'Putusan M.A.'],
    ['$aKumpulan soal dkk. ;', 'Kumpulan soal dkk.'],
    ['$cTanpa judul', ''],
  ])('245 %s is %j', (subfields, title) => {
    expect(derive(`245 10 ${subfields}`).title).toBe(title);
  });

  test.each([
    ["2$aL'église", 'église'],
    ['4$aThe "C" book', 'C" book'],
    ['3$aéa b', 'b'],
    ['4$aLaskar', 'Laskar'],
    ['9$aAku', 'Aku'],
  ])('the article of 245 1%s is cut where a word ends', (rest, sorted) => {
    expect(derive(`245 1${rest.charAt(0)} ${rest.slice(1)}`).titleSort).toBe(sorted);
  });

  test('non-sorting characters say what not to sort, and are not shown', () => {
    expect(derive('245 10 $a\u0098The \u009cbook')).toMatchObject({ title: 'The book', titleSort: 'book' });
  });

  test('part numbers and names belong to the subtitle; other titles and scripts are alternates', () => {
    expect(
      derive(
        '245 10 $aSejarah nasional.$nJilid 2,$pZaman kuno',
        '246 3_ $aSejarah II',
        '880 10 $6245-01/(3/r$aتاريخ',
        '880 1_ $6100-02$aاسم',
      ),
    ).toMatchObject({ subtitle: 'Jilid 2, Zaman kuno', alternateTitles: ['Sejarah II', 'تاريخ'] });
  });
});

describe('names and subjects', () => {
  test('authors come with role and authority; the work of an author is not part of the name', () => {
    const { authors, mainAuthor } = derive(
      '700 1_ $aLane, Max,$epenerjemah.$0(DE-588)1',
      '100 1_ $aToer, Pramoedya Ananta,$d1925-2006,$epengarang$epenyunting.$0(lumbung)42',
      '710 2_ $aIndonesia.$bDepartemen Agama.$4pbl',
      '700 12 $aToer, Pramoedya Ananta,$d1925-2006.$tGadis pantai.$d1990',
    );
    expect(mainAuthor).toBe('Toer, Pramoedya Ananta, 1925-2006');
    expect(authors).toEqual([
      { name: 'Toer, Pramoedya Ananta, 1925-2006', tag: '100', role: 'pengarang, penyunting', authorityId: '42' },
      { name: 'Lane, Max', tag: '700', role: 'penerjemah', authorityId: null },
      { name: 'Indonesia. Departemen Agama', tag: '710', role: 'pbl', authorityId: null },
    ]);
    expect(derive('700 1_ $aA. Fuadi').mainAuthor).toBe('A. Fuadi');
    expect(derive().mainAuthor).toBeNull();
  });

  test('subdivisions are joined by two dashes, whatever dash was typed; the same heading counts once', () => {
    const { subjects, genres } = derive(
      '650 _4 $aMinat baca – Buku pegangan',
      '651 _0 $aIndonesia$xSejarah$y1945–1949.$0(lumbung)7',
      '651 _4 $aIndonesia--sejarah$y1945–1949',
      '600 14 $aSoekarno,$d1901-1970$vBiografi.',
      '653 __ $aNovel$aRemaja',
      '655 _7 $aFiksi sejarah.$2lcgft',
    );
    expect(subjects).toEqual([
      { heading: 'Soekarno, 1901-1970 -- Biografi', tag: '600', authorityId: null },
      { heading: 'Minat baca -- Buku pegangan', tag: '650', authorityId: null },
      { heading: 'Indonesia -- Sejarah -- 1945–1949', tag: '651', authorityId: '7' },
      { heading: 'Novel', tag: '653', authorityId: null },
      { heading: 'Remaja', tag: '653', authorityId: null },
    ]);
    expect(genres).toEqual(['Fiksi sejarah']);
  });
});

describe('publication, numbers and class', () => {
  test('264 of the publisher comes before 260 and before the copyright date', () => {
    expect(
      derive(
        '264 _4 $c©2001',
        '260 __ $aBandung :$bMizan,$c1999.',
        '264 _1 $a[Jakarta] :$bGramedia,$c[2005?]',
        '250 __ $aCet. 3, ed. rev.',
        '300 __ $axii, 200 hlm. :$bilus. ;$c21 cm',
      ),
    ).toMatchObject({
      place: 'Jakarta',
      publisher: 'Gramedia',
      year: 2005,
      edition: 'Cet. 3, ed. rev.',
      extent: 'xii, 200 hlm. : ilus. ; 21 cm',
    });
  });

  test.each([
    ['c1999', 1999],
    ['1435 H/2014 M', 2014],
    ['1989 [i.e. 1998]', 1998],
    ['2013, ©2012', 2013],
    ['[19--]', 2019],
    ['20190', 2019],
  ])('the year in 260 $c %s is %i (008 says 2019)', (text, year) => {
    expect(derive(`260 __ $c${text}`).year).toBe(year);
  });

  test('no year anywhere is null', () => {
    expect(deriveBib(material('am', with008(7, 'uuuu'))).year).toBeNull();
  });

  test('ISBNs are thirteen digits, the given short form is kept, wrong ones stand apart', () => {
    expect(
      derive(
        '020 __ $a979-97312-3-2 (jil. 1)',
        '020 __ $a9789799731234',
        '020 __ $a9786020332957$z602-1',
        '022 __ $a0378-5955',
      ),
    ).toMatchObject({
      isbns: ['9789799731234'],
      isbn10s: ['9799731232'],
      invalidIsbns: ['9786020332957', '602-1'],
      issns: ['0378-5955'],
    });
  });

  test('languages of 008 and 041, the main one first', () => {
    expect(derive('041 1_ $ajavind$heng').languages).toEqual(['ind', 'jav']);
  });

  test.each([
    ['899.221/3', '899.2213'],
    ["959.8'02", '959.802'],
    ['941/.15', '941.15'],
    ['2X4.1', '2X4.1'],
    ['2x1.3', '2X1.3'],
    ['297.14', '297.14'],
    ['R 297.03', '297.03'],
    ['R/297.03', '297.03'],
    ['REF. 030', '030'],
    ['[Fic]', null],
    ['ML420.S77', null],
  ])('082 $a %s is class %s', (text, ddc) => {
    expect(derive(`082 04 $a${text}$223`).ddc).toBe(ddc);
  });

  test('without 082 the class is taken from the call number', () => {
    expect(derive('090 __ $aR 2X4.1$bHAM f')).toMatchObject({ callNumber: 'R 2X4.1 HAM f', ddc: '2X4.1' });
  });

  test('series once, with volume; summary, public notes and links', () => {
    expect(
      derive(
        '490 1_ $aSeri cerita rakyat ;$v3',
        '830 _0 $aSeri cerita rakyat ;$v3.',
        '520 __ $aRingkasan.',
        '500 __ $aIndeks.',
        '541 __ $aSumbangan Bapak X',
        '590 __ $aKode lokal',
        '856 40 $uhttps://contoh.id/a $yBaca$zlangganan',
        '856 40 $uhttps://contoh.id/b',
      ),
    ).toMatchObject({
      series: [{ title: 'Seri cerita rakyat', volume: '3' }],
      summary: 'Ringkasan.',
      notes: ['Indeks.'],
      urls: [
        { url: 'https://contoh.id/a', label: 'Baca' },
        { url: 'https://contoh.id/b', label: null },
      ],
    });
  });
});

describe('audience and kind of material', () => {
  test.each([
    ['a', 'anak'],
    ['j', 'anak'],
    ['d', 'remaja'],
    ['e', 'dewasa'],
    ['g', null],
    [' ', null],
  ])('008/22 %j is %s', (code, audience) => {
    expect(deriveBib(material('am', with008(22, code))).audience).toBe(audience);
  });

  test('a note tells the audience where 008 does not', () => {
    expect(derive('521 __ $aUntuk anak SD').audience).toBe('anak');
    expect(derive('521 8_ $aYoung adult').audience).toBe('remaja');
  });

  test.each([
    ['buku', ['am']],
    ['buku_anak', ['am', with008(22, 'b')]],
    ['buku_anak', ['am', FIELD_008, '655 _4 $aCerita anak']],
    ['buku', ['cm']],
    ['terbitan_berkala', ['as', with008(22, 'b')]],
    ['karya_ilmiah', ['tm']],
    ['karya_ilmiah', ['am', FIELD_008, '502 __ $aSkripsi (S1) -- Universitas']],
    ['karya_ilmiah', ['am', with008(24, 'bm')]],
    ['berkas_digital', ['am', with008(23, 'o')]],
    ['berkas_digital', ['mm']],
    ['peta', ['em']],
    ['audio', ['jm']],
    ['audio', ['im']],
    ['video', ['gm', with008(33, 'v')]],
    ['lainnya', ['gm', with008(33, 's')]],
    ['alat_permainan', ['rm', with008(33, 'w')]],
    ['alat_permainan', ['rm', FIELD_008, '300 __ $a1 puzzle kayu']],
    ['lainnya', ['rm', with008(33, 'r')]],
    ['lainnya', ['pc']],
  ] satisfies [string, [string, string?, ...string[]]][])('%s: %j', (expected, [type, field008, ...fields]) => {
    expect(kind(type, field008, ...fields)).toBe(expected);
  });

  test('an empty record gives empty values, not an error', () => {
    expect(deriveBib({ leader: '', fields: [] })).toMatchObject({
      title: '',
      titleSort: '',
      year: null,
      materialKind: 'lainnya',
      isbns: [],
    });
  });
});

describe('copies inside a record', () => {
  test("Koha's 952 becomes a copy with its state", () => {
    expect(
      itemsFromMarc(book('952 __ $aPUSAT$bBDP$cRAK1$d2020-01-31$g45000.00$o899.221 TOE b$p000123$t2$yBK$70$01$10')),
    ).toEqual([
      {
        sourceTag: '952',
        acquisitionSources: [],
        barcode: '000123',
        libraryCode: 'PUSAT',
        holdingLibraryCode: 'BDP',
        callNumber: '899.221 TOE b',
        itemType: 'BK',
        shelvingLocation: 'RAK1',
        price: '45000.00',
        acquiredOn: '2020-01-31',
        copyNumber: '2',
        isNotForLoan: false,
        isWithdrawn: true,
        isLost: false,
        isDamaged: false,
      },
    ]);
    expect(itemsFromMarc(book('952 __ $aP$oX 1$7-1'))[0]).toMatchObject({ isNotForLoan: true });
  });

  test("INLISLite's 990 gives one copy for each nomor induk; what others keep in these tags is no copy", () => {
    const items = itemsFromMarc(book('990 __ $a00012/BLT/2019$a00013/BLT/2019', '952 __ $a867509274', '990 __ $aY$b1'));
    expect(items.map((item) => [item.sourceTag, item.accessionNumber])).toEqual([
      ['990', '00012/BLT/2019'],
      ['990', '00013/BLT/2019'],
    ]);
  });
});

describe('files of INLISLite', () => {
  test('hash signs for blanks and subfields written as text are made MARC again', () => {
    const raw: MarcRecord = {
      leader: '00000nam#a2200000#i#4500',
      fields: [
        { tag: '001', value: 'INLIS#1' },
        { tag: '008', value: '20####' },
        { ...dataField('245 1# '), subfields: [{ code: 'a', value: '$a Judul :$b anak judul, harga $50 /$c Tim' }] },
        dataField('650 #4 $a Sejarah C# '),
      ],
    };
    const { record, blanks } = normaliseInlislite(raw);
    // what became a blank is told; a '#' of a number or a title is none
    expect(blanks).toEqual({ count: 9, tags: ['LDR', '008', '245', '650'] });
    expect(record).toEqual({
      leader: '00000nam a2200000 i 4500',
      fields: [
        { tag: '001', value: 'INLIS#1' },
        { tag: '008', value: '20    ' },
        {
          tag: '245',
          ind1: '1',
          ind2: ' ',
          subfields: [
            { code: 'a', value: 'Judul :' },
            { code: 'b', value: 'anak judul, harga $50 /' },
            { code: 'c', value: 'Tim' },
          ],
        },
        dataField('650 _4 $aSejarah C#'),
      ],
    });
  });
});
