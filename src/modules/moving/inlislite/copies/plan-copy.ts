import type { DraftItem } from '#modules/collection/catalog';
import type { PlannedCopy } from '#modules/moving/engine';
import type { LocalDate } from '#shared/dates';
import type { OldRow } from '#shared/moving/old-row';
import { priceOf } from '#shared/moving/price';
import { rowSays } from '#shared/moving/row-says';
import type { Said, SaidCode } from '#shared/moving/said';
import { cutOff, tidyLine } from '#shared/moving/tidy-text';
import { dayOf, isUnusableDay } from '#shared/moving/wall-clock';
import { sameKey } from '#shared/mysql-dump/same-key';
import { idOf, isSet, keyOf } from '../rules/ids.ts';
import type { Survey } from '../survey-dump.ts';
import { isQuarantined } from '../titles/plan-title.ts';

/** What copies are read against. */
export interface CopySurroundings {
  survey: Survey;
  /** Titles that were not refused. */
  hasTitle(id: number): boolean;
  defaultLibraryId: number;
  /** By the key of `location_library`, without case. */
  libraryOf(key: string): { libraryId: number; known: boolean };
  /** By the names of its category and its medium. */
  itemTypeOf(category: string, medium: string): { itemType: string; known: boolean };
  /** Of titles whose copies have none of their own. */
  callNumbers: ReadonlyMap<number, string>;
  today: LocalDate;
  /** Barcodes and accession numbers that copies before this one bear, as MySQL compares them. */
  seen: { barcodes: Set<string>; numbers: Set<string> };
}

const LONGEST_NUMBER = 100;
const LONGEST_NOTE = 500;

/** How the note begins of a copy that could not keep its number. */
export const OLD_NUMBERS = { barcode: 'Barcode di INLISLite: ', accession: 'No. induk di INLISLite: ' };

/** What a state is called there. Being on loan is none: it follows from the loans. */
function stateOf(name: string): DraftItem['status'] {
  if (/tidak ditemukan|missing/i.test(name)) return 'missing';
  if (/hilang|lost/i.test(name)) return 'lost';
  if (/perbaik|repair|jilid/i.test(name)) return 'repair';
  return /rusak|damage/i.test(name) ? 'damaged' : 'available';
}
/** Names of rules by which a copy is not lent. */
const NOT_LENT = /tidak (?:dapat|boleh) dipinjam|baca di tempat|referen|deposit/i;

/** Words for where a copy came from; the table is the library's own. */
function sourceOf(name: string): DraftItem['source'] {
  if (/beli|purchase/i.test(name)) return 'beli';
  if (/hibah|hadiah|sumbang|donat|gift|grant/i.test(name)) return 'hibah';
  return /tukar|exchange/i.test(name) ? 'tukar' : null;
}

const SAYS = [
  ...['catalog_id', 'nomorbarcode', 'noinduk', 'callnumber', 'price', 'currency', 'tanggalpengadaan', 'location_id'],
  ...['rule_id', 'category_id', 'media_id', 'source_id', 'partner_id', 'isreferensi', 'edisiserial', 'nojilid'],
  ...['tanggal_terbit_edisi_serial', 'bahan_sertaan', 'keterangan_lain', 'keterangan_sumber'],
];

/** What becomes of a row of `collections`. Remembers its numbers, so that the next copy cannot bear them too. */
export function planCopy(row: OldRow, around: CopySurroundings): PlannedCopy {
  const { seen } = around;
  const { codes } = around.survey;
  const id = idOf(row('id'));
  const key = keyOf(row);
  const bib = idOf(row('catalog_id'));
  const said: Said[] = [];
  const tell = (code: SaidCode, params?: Said['params']): void => {
    said.push({ table: 'collections', key, fate: 'told', code, ...(params ? { params } : {}) });
  };
  const refuse = (code: SaidCode): PlannedCopy => ({
    ...{ id, key, bib, item: null, says: 0 },
    said: [{ table: 'collections', key, fate: 'refused', code }],
  });
  if (isQuarantined(row)) return refuse('copy_quarantined');
  if (!around.hasTitle(bib)) return refuse('copy_without_title');
  const one = (column: string): string => tidyLine(row(column)).text;
  const nameIn = (table: keyof Survey['codes'], column: string): string => codes[table].get(row(column))?.name ?? '';
  const notes: string[] = [];
  const numberOf = (written: string, taken: Set<string>, another: SaidCode, label: string): string | null => {
    if (written === '') return null;
    const isTooLong = written.length > LONGEST_NUMBER;
    if (!isTooLong && !taken.has(sameKey(written))) {
      taken.add(sameKey(written));
      return written;
    }
    tell(isTooLong ? 'barcode_too_long' : another, { number: written.slice(0, LONGEST_NUMBER) });
    notes.push(`${label}${written}`);
    return null;
  };
  const code = one('nomorbarcode');
  if (code === '') tell('barcode_missing');
  const barcode = numberOf(code, seen.barcodes, 'barcode_of_another', OLD_NUMBERS.barcode);
  const accessionNumber = numberOf(one('noinduk'), seen.numbers, 'number_of_another', OLD_NUMBERS.accession);
  const home = (row('location_library_id') ?? '').trim();
  const place = around.libraryOf(home);
  if (!place.known && home !== '') tell('location_unknown', { location: home.slice(0, 20) });
  const type = around.itemTypeOf(nameIn('collectioncategorys', 'category_id'), nameIn('collectionmedias', 'media_id'));
  if (!type.known) tell('item_type_unknown', { type: (row('category_id') ?? '').slice(0, 20) });
  const statusId = (row('status_id') ?? '').trim();
  if (!codes.collectionstatus.get(statusId) && !/^[015]?(?:\.0*)?$/.test(statusId)) {
    tell('status_unknown', { status: statusId.slice(0, 20) });
  }
  const isNotLent = isSet(row('isreferensi')) || NOT_LENT.test(nameIn('collectionrules', 'rule_id'));
  const { price, note, unusable } = priceOf(row('price'), row('currency'));
  if (unusable !== null) tell('price_unusable', { price: unusable });
  const acquired = dayOf(row('tanggalpengadaan'));
  const isFuture = acquired !== null && acquired > around.today;
  if (isFuture || isUnusableDay(row('tanggalpengadaan'))) tell('date_unusable', { column: 'TanggalPengadaan' });
  const serial = [one('edisiserial'), one('tanggal_terbit_edisi_serial')].filter((text) => text !== '').join(', ');
  const labelled: readonly (readonly [string, string])[] = [
    ['Lokasi', nameIn('locations', 'location_id')],
    ['Edisi', serial],
    ['Jilid', one('nojilid')],
    ['Bahan sertaan', one('bahan_sertaan')],
    ['Asal', one('keterangan_sumber')],
    ['Keterangan', one('keterangan_lain')],
  ];
  for (const [label, value] of labelled)
    if (value !== '' && value !== '0' && value !== '-') notes.push(`${label}: ${value}`);
  if (note !== '') notes.push(note);
  const copyNote = notes.join('; ');
  if (copyNote.length > LONGEST_NOTE) tell('notes_cut');
  const ownNumber = one('callnumber');
  return {
    ...{ id, key, bib, said },
    // its state follows the loans, which say what becomes of them
    says: rowSays(row, SAYS, [ownNumber === '' ? (around.callNumbers.get(bib) ?? '') : '']),
    item: {
      libraryId: place.libraryId,
      itemType: isNotLent ? 'referensi' : type.itemType,
      ...{ barcode, accessionNumber, price },
      callNumber: (ownNumber || around.callNumbers.get(bib) || '').slice(0, 80) || null,
      status: stateOf(nameIn('collectionstatus', 'status_id')),
      source: sourceOf(nameIn('collectionsources', 'source_id')),
      supplier: supplierOf(nameIn('partners', 'partner_id')),
      acquiredOn: isFuture ? null : acquired,
      copyNote: cutOff(copyNote, LONGEST_NOTE) || null,
    },
  };
}

/** "Belum ditentukan" is nobody. */
const supplierOf = (name: string): string | null =>
  /^(?:belum ditentukan|-)?$/i.test(name) ? null : name.slice(0, 200);
