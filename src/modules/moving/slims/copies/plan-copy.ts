import { sameKey } from '#shared/mysql-dump/same-key';
import type { LocalDate } from '#shared/dates';
import type { DraftItem } from '#modules/collection/catalog';
import type { PlannedCopy } from '#modules/moving/engine';
import type { Code } from '#shared/moving/codes';
import type { IdSet } from '#shared/moving/id-set';
import { ownNote } from '../rules/own-fields.ts';
import { rowSays } from '#shared/moving/row-says';
import type { Said, SaidCode } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { cutOff, tidyLine } from '#shared/moving/tidy-text';
import { priceOf } from '#shared/moving/price';
import { dayOf, isUnusableDay } from '#shared/moving/wall-clock';
import type { Survey } from '../survey-dump.ts';

/** What copies are read against. */
export interface CopySurroundings {
  survey: Survey;
  /** Titles that were not refused. */
  carriedTitles: IdSet;
  defaultLibraryId: number;
  /** By the key of `mst_location` without case: the library that a place means; others are places inside the default one. */
  libraryOf(location: string): { libraryId: number; known: boolean };
  /** By the name of a collection type. */
  itemTypeOf(name: string): { itemType: string; known: boolean };
  /** Of titles whose copies have none of their own. */
  callNumbers: ReadonlyMap<number, string>;
  today: LocalDate;
  /** Barcodes and accession numbers that copies before this one bear, as MySQL compares them. */
  seen: { barcodes: Set<string>; numbers: Set<string> };
}

const LONGEST_NUMBER = 100;
const LONGEST_NOTE = 500;
/** What the state of a copy means; its table is the library's own. A state that forbids lending makes it a reference copy, unless it is not there at all. */
export function stateOf(status: Code | null, id: string): { status: DraftItem['status']; isNotLent: boolean } {
  const name = status?.name ?? '';
  if (/^mis$/i.test(id) || /missing|tidak ditemukan/i.test(name)) return { status: 'missing', isNotLent: false };
  if (/hilang|lost/i.test(name)) return { status: 'lost', isNotLent: false };
  if (/^r$/i.test(id) || /repair|perbaik/i.test(name)) return { status: 'repair', isNotLent: false };
  if (/rusak|damage/i.test(name)) return { status: 'damaged', isNotLent: false };
  return { status: 'available', isNotLent: /^1$/.test(status?.more ?? '') || /no loan/i.test(name) };
}

const SOURCES: Readonly<Record<string, DraftItem['source']>> = { 1: 'beli', 2: 'hibah' };

const SAYS = [
  ...['biblio_id', 'call_number', 'item_code', 'inventory_code', 'received_date', 'order_no', 'location_id', 'site'],
  ...['source', 'invoice', 'price', 'price_currency', 'item_status_id', 'coll_type_id'],
];
const copySays = (row: OldRow, { survey, callNumbers }: CopySurroundings, own: readonly string[]): number =>
  rowSays(row, SAYS, [
    ...own,
    survey.codes.mst_coll_type.get(row('coll_type_id'))?.name ?? '',
    survey.codes.mst_item_status.get(row('item_status_id'))?.name ?? '',
    survey.codes.mst_item_status.get(row('item_status_id'))?.more ?? '',
    survey.codes.mst_supplier.get(row('supplier_id'))?.name ?? '',
    // a copy that has its own says nothing of its title's
    tidyLine(row('call_number')).text === '' ? (callNumbers.get(idOf(row('biblio_id'))) ?? '') : '',
  ]);

/** How the note begins of a copy that could not keep its number. */
export const OLD_NUMBERS = { barcode: 'Barcode di SLiMS: ', accession: 'No. induk di SLiMS: ' };

/** What becomes of a row of `item`. Remembers its numbers, so that the next copy cannot bear them too. */
export function planCopy(row: OldRow, around: CopySurroundings): PlannedCopy {
  const { survey, seen } = around;
  const id = idOf(row('item_id'));
  const key = `item_id=${row('item_id') ?? ''}`;
  const bib = idOf(row('biblio_id'));
  const said: Said[] = [];
  const tell = (code: SaidCode, params?: Said['params']): void => {
    said.push({ table: 'item', key, fate: 'told', code, ...(params ? { params } : {}) });
  };
  const one = (column: string): string => tidyLine(row(column)).text;
  if (!around.carriedTitles.has(bib)) {
    said.push({ table: 'item', key, fate: 'refused', code: 'copy_without_title' });
    return { id, key, bib, item: null, said, says: 0 };
  }
  const notes: string[] = [];
  const numberOf = (
    written: string,
    taken: Set<string>,
    codes: { another: SaidCode; label: string },
  ): string | null => {
    if (written === '') return null;
    const isTooLong = written.length > LONGEST_NUMBER;
    if (!isTooLong && !taken.has(sameKey(written))) {
      taken.add(sameKey(written));
      return written;
    }
    tell(isTooLong ? 'barcode_too_long' : codes.another, { number: written.slice(0, LONGEST_NUMBER) });
    notes.push(`${codes.label}${written}`);
    return null;
  };
  const code = one('item_code');
  if (code === '') tell('barcode_missing');
  const barcode = numberOf(code, seen.barcodes, { another: 'barcode_of_another', label: OLD_NUMBERS.barcode });
  const inventory = one('inventory_code');
  const accessionNumber = numberOf(inventory, seen.numbers, {
    another: 'number_of_another',
    label: OLD_NUMBERS.accession,
  });

  const location = row('location_id')?.trim() ?? '';
  const place = around.libraryOf(location);
  if (!place.known) tell('location_unknown', { location: location.slice(0, 20) });
  const type = around.itemTypeOf(survey.codes.mst_coll_type.get(row('coll_type_id'))?.name ?? '');
  if (!type.known) tell('item_type_unknown', { type: (row('coll_type_id') ?? '').slice(0, 20) });
  const statusId = row('item_status_id')?.trim() ?? '';
  const status = survey.codes.mst_item_status.get(statusId);
  if (!status && !/^0*$/.test(statusId)) tell('status_unknown', { status: statusId.slice(0, 20) });
  const state = stateOf(status, statusId);
  const { price, note, unusable } = priceOf(row('price'), row('price_currency'));
  if (unusable !== null) tell('price_unusable', { price: unusable });
  const received = dayOf(row('received_date'));
  const isFuture = received !== null && received > around.today;
  if (isFuture || isUnusableDay(row('received_date'))) tell('date_unusable', { column: 'received_date' });
  const labelled: readonly (readonly [string, string])[] = [
    ['Rak', one('site')],
    ['Pesanan', one('order_no')],
    ['Faktur', one('invoice')],
    // a place that is no library is one inside the library
    [
      'Lokasi',
      place.libraryId === around.defaultLibraryId ? (survey.codes.mst_location.get(location)?.name ?? '') : '',
    ],
  ];
  for (const [label, value] of labelled) if (value !== '' && value !== '0') notes.push(`${label}: ${value}`);
  if (note !== '') notes.push(note);
  const added = survey.own.of('item_custom', id);
  const own = added.values.map(ownNote);
  notes.push(...own);
  const copyNote = notes.join('; ');
  if (added.hadNik) tell('identity_removed');
  if (added.isCut || copyNote.length > LONGEST_NOTE) tell('notes_cut');
  return {
    id,
    key,
    bib,
    said,
    says: copySays(row, around, own),
    item: {
      libraryId: place.libraryId,
      itemType: state.isNotLent ? 'referensi' : type.itemType,
      barcode,
      accessionNumber,
      callNumber: (one('call_number') || around.callNumbers.get(bib) || '').slice(0, 80) || null,
      status: state.status,
      source: SOURCES[row('source')?.trim() ?? ''] ?? null,
      price,
      supplier: (survey.codes.mst_supplier.get(row('supplier_id'))?.name ?? '').slice(0, 200) || null,
      acquiredOn: isFuture ? null : received,
      copyNote: cutOff(copyNote, LONGEST_NOTE) || null,
    },
  };
}
