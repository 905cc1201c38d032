import { noFacts, type TitleFacts } from './build-record.ts';
import type { Column } from './inlislite-columns.ts';
import { dateOrWord, itemPrice, itemSource, joinNotes } from './item-values.ts';
import type { TableCopy } from './embedded-copy.ts';
import { languageCode, withoutMarks } from './parse-foreign.ts';
import { findItemType, findLibrary, type Surroundings, type Word } from './surroundings.ts';

const list = (text: string): string[] =>
  text
    .split(/\s*;\s*/)
    .map(withoutMarks)
    .filter((part) => part !== '');

/** The title of a row of INLISLite's collection table. ISBD marks inside the values are taken off. */
export function inlisliteTitle(column: Column): { facts: TitleFacts; words: Word[] } {
  const text = (...names: string[]): string => withoutMarks(column(...names));
  const named = column('BAHASA');
  const language = languageCode(named);
  const edition = column('EDISI');
  const series = [column('EDISI_SERIAL'), column('KETERANGAN_LAIN_SERIAL')];
  return {
    words: language === null && named !== '' ? [{ code: 'imports.language_unknown', params: { value: named } }] : [],
    facts: {
      ...noFacts,
      title: text('JUDUL_UTAMA', 'JUDUL'),
      subtitle: text('ANAK_JUDUL'),
      responsibility: text('PERNYATAAN_TANGGUNGJAWAB', 'PERNYATAAN_TANGGUNG_JAWAB'),
      persons: [
        ...list(column('TAJUK_PENGARANG', 'TAJUK_PENGARANG_NAMA_ORANG')),
        ...list(column('PENGARANG_TAMBAHAN_NAMA_ORANG')),
      ],
      bodies: [
        ...list(
          column('TAJUK_PENGARANG_BADAN_KOOPERASI', 'TAJUK_PENGARANG_BADAN_KORPORASI', 'TAJUK_PENGARANG_NAMA_BADAN'),
        ),
        ...list(column('PENGARANG_TAMBAHAN_NAMA_BADAN')),
      ],
      edition: withoutMarks(edition),
      isbns: list(column('ISBN')),
      issns: list(column('ISSN')),
      publisher: text('PENERBIT'),
      place: text('KOTA_TERBIT', 'TEMPAT_TERBIT'),
      year: column('TAHUN_TERBIT').replace(/\.$/, ''),
      extent: text('JUMLAH_HALAMAN', 'DESKRIPSI_FISIK'),
      size: text('DIMENSI'),
      accompanying: text('BAHAN_SERTAAN_SERIAL', 'BAHAN_SERTAAN'),
      ddc: column('NO_DDC', 'NOMOR_DDC', 'KELAS_DDC'),
      callNumber: column('NOMOR_PANGGIL_KATALOG', 'NO_PANGGIL_KATALOG'),
      topics: list(column('SUBJEK_TOPIK', 'SUBJEK')),
      summary: column('ABSTRAK'),
      notes: series.filter((note) => note !== ''),
      language,
      material: `${column('JENIS_BAHAN')} ${column('MEDIA')}`.trim(),
    },
  };
}

/** The copy of a row. `copy` is null where no library is known. */
export function inlisliteCopy(column: Column, around: Surroundings): { copy: TableCopy | null; words: Word[] } {
  const library = findLibrary(around, column('KODE_LOKASI_PERPUSTAKAAN', 'LOKASI_PERPUSTAKAAN'));
  const category = column('KATEGORI');
  const type = findItemType(around, category.replace(/^koleksi\s+/i, ''));
  const acquired = dateOrWord(column('TGL_PENGADAAN', 'TANGGAL_PENGADAAN'), 'TGL_PENGADAAN');
  const { price, note, words: priceWords } = itemPrice(column('HARGA'), column('MATA_UANG'));
  const access = column('AKSES');
  const state = column('KETERSEDIAAN', 'STATUS');
  const barcode = column('NO_BARCODE', 'NOMOR_BARCODE') || null;
  const accessionNumber = column('NO_INDUK', 'NOMOR_INDUK') || null;
  const words = [library.word, type.word].filter((word) => word !== null).concat(acquired.words, priceWords);
  if (library.libraryId === null) {
    const params = { barcode: barcode ?? accessionNumber ?? '' };
    return { copy: null, words: [...words, { code: 'imports.copy_without_library', params }] };
  }
  const isReference = /baca di tempat|tidak (?:dapat|boleh) dipinjam|referensi/i.test(access);
  return {
    words,
    copy: {
      libraryId: library.libraryId,
      itemType: isReference ? 'referensi' : /deposit/i.test(access) ? 'lokal' : type.itemType,
      barcode,
      accessionNumber,
      callNumber: column('NOMOR_PANGGIL_EKSEMPLAR', 'NO_PANGGIL_EKSEMPLAR', 'NOMOR_PANGGIL').slice(0, 80) || null,
      status: /hilang/i.test(state) ? 'lost' : /rusak/i.test(state) ? 'damaged' : 'available',
      withdrawnReason: null,
      source: itemSource(column('JENIS_SUMBER')),
      price,
      supplier: column('NAMA_SUMBER').slice(0, 200) || null,
      acquiredOn: acquired.date,
      deskNote: null,
      copyNote: joinNotes([
        column('KODE_LOKASI_RUANG', 'LOKASI_RUANG'),
        column('NO_RFID') && `RFID ${column('NO_RFID')}`,
        column('EDISI_SERIAL'),
        note,
      ]),
    },
  };
}
