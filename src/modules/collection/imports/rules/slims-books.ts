import { normaliseIssn } from '#shared/issn';
import { noFacts, type TitleFacts } from './build-record.ts';
import { dateOrWord, itemPrice, itemSource, joinNotes } from './item-values.ts';
import type { TableCopy } from './embedded-copy.ts';
import { plainText } from '#shared/text/plain-text';
import { languageCode, withoutMarks } from './parse-foreign.ts';
import { findItemType, findLibrary, type Surroundings, type Word } from './surroundings.ts';

/** Columns of SLiMS' exports, in their order. Source: SLiMS 9.7.0's own export. */
export const BIBLIO_COLUMNS = [
  'title',
  'gmd_name',
  'edition',
  'isbn_issn',
  'publisher_name',
  'publish_year',
  'collation',
  'series_title',
  'call_number',
  'language_name',
  'place_name',
  'classification',
  'notes',
  'image',
  'sor',
  'authors',
  'topics',
  'item_code',
] as const;
export const ITEM_COLUMNS = [
  'item_code',
  'call_number',
  'coll_type_name',
  'inventory_code',
  'received_date',
  'supplier_name',
  'order_no',
  'location_name',
  'order_date',
  'item_status_name',
  'site',
  'source',
  'invoice',
  'price',
  'price_currency',
  'invoice_date',
  'input_date',
  'last_update',
  'title',
] as const;

/** A row by the names of its columns; a column that is missing reads as ''. */
export type Cells = (column: string) => string;

/** Columns of titles that are lists in pointed brackets. */
export const BIBLIO_LISTS = ['authors', 'topics', 'item_code'] as const;

/** `<A><B>` → A, B. A value without brackets is one name. */
export function bracketList(text: string): string[] {
  const trimmed = text.trim();
  const names = trimmed.startsWith('<')
    ? [...trimmed.matchAll(/<([^<>]*)>/g)].map((match) => match[1] ?? '')
    : [trimmed];
  return names.map((name) => plainText(name).trim()).filter((name) => name !== '');
}

/** SLiMS writes line ends as the two characters \n. */
export const withLineEnds = (text: string): string => text.replace(/\\r\\n|\\n|\\r/g, '\n').trim();
const oneLine = (text: string): string => withLineEnds(text).replace(/\s+/g, ' ');

/** "xii, 200 hlm. : ilus. ; 21 cm." in its parts. */
export function splitCollation(text: string): Pick<TitleFacts, 'extent' | 'details' | 'size'> {
  const [rest = '', size = ''] = text.split(/\s*;\s*(?=[\d,.\s]+(?:cm|mm)|[\d\sx]+cm)/);
  const [extent = '', details = ''] = rest.split(/\s+:\s*/);
  return { extent: extent.replace(/\s*;\s*$/, ''), details, size };
}

export function slimsTitle(cell: Cells): { facts: TitleFacts; barcodes: string[]; words: Word[] } {
  const one = (column: string): string => oneLine(cell(column));
  const [title = '', ...rest] = one('title').split(/\s+:\s+/);
  const number = one('isbn_issn');
  const isIssn = normaliseIssn(number) !== null;
  const language = languageCode(one('language_name'));
  const words: Word[] =
    language === null && one('language_name') !== ''
      ? [{ code: 'imports.language_unknown', params: { value: one('language_name') } }]
      : [];
  return {
    words,
    barcodes: bracketList(cell('item_code')),
    facts: {
      ...noFacts,
      title: withoutMarks(title),
      subtitle: withoutMarks(rest.join(' : ')),
      responsibility: withoutMarks(one('sor')),
      persons: bracketList(one('authors')),
      edition: one('edition'),
      isbns: number !== '' && !isIssn ? [number] : [],
      issns: isIssn ? [number] : [],
      publisher: withoutMarks(one('publisher_name')),
      place: withoutMarks(one('place_name')),
      year: one('publish_year').replace(/^0+$/, ''),
      ...splitCollation(one('collation')),
      series: one('series_title'),
      ddc: one('classification'),
      callNumber: one('call_number'),
      topics: bracketList(one('topics')),
      summary: withLineEnds(cell('notes')),
      language,
      material: one('gmd_name'),
    },
  };
}

/** A copy of SLiMS' items file. `copy` is null where no library is known. */
export function slimsCopy(
  cell: Cells,
  around: Surroundings,
): { barcode: string; copy: TableCopy | null; words: Word[] } {
  const one = (column: string): string => oneLine(cell(column));
  const barcode = one('item_code');
  const library = findLibrary(around, one('location_name'));
  const type = findItemType(around, one('coll_type_name'));
  const acquired = dateOrWord(one('received_date'), 'received_date');
  const { price, note, words: priceWords } = itemPrice(one('price'), one('price_currency'));
  const state = one('item_status_name');
  const words = [library.word, type.word].filter((word) => word !== null).concat(acquired.words, priceWords);
  if (library.libraryId === null) {
    return { barcode, copy: null, words: [...words, { code: 'imports.copy_without_library', params: { barcode } }] };
  }
  return {
    barcode,
    words,
    copy: {
      libraryId: library.libraryId,
      itemType: /no loan|tidak (?:di|untuk )?pinjam/i.test(state) ? 'referensi' : type.itemType,
      barcode,
      accessionNumber: one('inventory_code') || null,
      callNumber: one('call_number').slice(0, 80) || null,
      status: /missing|hilang|lost/i.test(state)
        ? 'lost'
        : /repair|rusak|perbaik|damage/i.test(state)
          ? 'damaged'
          : 'available',
      withdrawnReason: null,
      source: itemSource(one('source')),
      price,
      supplier: one('supplier_name').slice(0, 200) || null,
      acquiredOn: acquired.date,
      deskNote: null,
      copyNote: joinNotes([
        one('site') && `Rak ${one('site')}`,
        one('order_no') && `Pesanan ${one('order_no')}`,
        one('invoice') && `Faktur ${one('invoice')}`,
        note,
      ]),
    },
  };
}
