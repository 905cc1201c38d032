import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { ErrorParams } from '#platform/errors';
import { localDate } from '#shared/dates';
import type { MarcSubfield } from '#shared/marc/record';
import { getSettings } from '#modules/ground/libraries';
import { insertItems, itemsByAccession, itemsByBarcode, selectItemTypes, type NewItem } from '../data/items.queries.ts';
import { selectLibrariesForItems, type LibraryForItems } from '../data/surroundings.queries.ts';
import { buildCallNumber, callNumberSortKey, type CallNumberParts } from '../rules/build-call-number.ts';
import { storable } from '../rules/bib-columns.ts';
import type { ItemSource, ItemStatus } from '../rules/terms.ts';
import { takeAccessionNumbers, takeBarcodes } from './take-numbers.ts';

/** A copy as an import brings it. Numbers that are missing are made. */
export interface DraftItem {
  libraryId: number;
  /** A code of `item_type`. */
  itemType: string;
  barcode?: string | null;
  accessionNumber?: string | null;
  callNumber?: string | null;
  spaceId?: number | null;
  status?: ItemStatus;
  /** Needed for the status `withdrawn`. */
  withdrawnReason?: string | null;
  source?: ItemSource | null;
  /** Whole rupiah. */
  price?: number | null;
  supplier?: string | null;
  /** `YYYY-MM-DD` */
  acquiredOn?: string | null;
  copyNote?: string | null;
  deskNote?: string | null;
  /** What another system said of the copy (952) and this one has no place for: it comes out with the copy again. */
  sourceSubfields?: readonly MarcSubfield[];
  /** Of which subfields `copyNote` was made: while it is not changed, they come out instead of it. */
  sourceNotes?: readonly MarcSubfield[];
}

/** Why a copy was not saved. */
export interface DraftItemProblem {
  /** Place among the draft's copies. */
  at: number;
  code:
    | 'catalog.barcode_taken'
    | 'catalog.barcode_invalid'
    | 'catalog.accession_taken'
    | 'catalog.library_unknown'
    | 'catalog.item_type_unknown';
  params: ErrorParams;
}

export interface DraftItemsResult {
  itemIds: number[];
  /** Copies that the record has already (same barcode, or same library and accession number). */
  itemsKept: number;
  itemProblems: DraftItemProblem[];
}

interface BibWithItems {
  bibId: number;
  items: readonly DraftItem[];
  shelving: CallNumberParts;
}

const accessionKey = (libraryId: number, number: string): string => `${libraryId} ${number}`;
const LONGEST_NUMBER = 100;

const asJson = (subfields: readonly MarcSubfield[]): string | null =>
  subfields.length === 0 ? null : JSON.stringify(subfields.map(storableSubfield));
const storableSubfield = ({ code, value }: MarcSubfield) => ({ code: storable(code), value: storable(value) });
const storableText = (text: string | null | undefined): string | null => (text ? storable(text) : null);

/** Notes as they came, where they are not the note itself. */
const asNotes = (note: string | null, came: readonly MarcSubfield[]): string | null =>
  note === null || came.length === 0 || (came.length === 1 && came[0]?.code === 'z' && came[0].value === note)
    ? null
    : JSON.stringify({ note, subfields: came.map(storableSubfield) });

/** A copy that will be saved, waiting for its numbers. */
interface Accepted {
  draft: number;
  item: DraftItem;
  library: LibraryForItems;
  barcode: string | null;
  accessionNumber: string | null;
}

/** Saves the copies of a batch of records in the transaction of that batch. */
export async function saveDraftItems(trx: Tx, ctx: Ctx, bibs: readonly BibWithItems[]): Promise<DraftItemsResult[]> {
  const results = bibs.map((): DraftItemsResult => ({ itemIds: [], itemsKept: 0, itemProblems: [] }));
  const all = bibs.flatMap((bib) => bib.items);
  if (all.length === 0) return results;
  const settings = await getSettings(trx);
  const accepted = await sortOut(trx, bibs, results);
  const now = ctx.clock.now();

  const unlabelled = Map.groupBy(
    accepted.filter((copy) => copy.barcode === null),
    (copy) => copy.library.id,
  );
  for (const copies of unlabelled.values()) {
    const library = copies[0]?.library;
    if (!library) continue;
    const values = { code: library.code, date: localDate(now, library.timeZone) };
    const barcodes = await takeBarcodes(trx, settings.barcodePattern, values, copies.length);
    copies.forEach((copy, i) => (copy.barcode = barcodes[i] ?? null));
  }
  const unnumbered = Map.groupBy(
    accepted.filter((copy) => copy.accessionNumber === null),
    (copy) => `${copy.library.id} ${copy.item.source ?? ''}`,
  );
  for (const copies of unnumbered.values()) {
    const [{ library, item } = {}] = copies;
    if (!library) continue;
    const values = { source: item?.source ?? null, code: library.code, date: localDate(now, library.timeZone) };
    const numbers = await takeAccessionNumbers(trx, settings.accessionPattern, library.id, values, copies.length);
    copies.forEach((copy, i) => (copy.accessionNumber = numbers[i] ?? null));
  }

  const rows = accepted.map(
    ({
      draft,
      item,
      barcode,
      accessionNumber,
    }): NewItem & { withdrawnAt: Date | null; withdrawnReason: string | null } => {
      const bib = bibs[draft];
      const callNumber =
        storableText(item.callNumber) ||
        (bib ? buildCallNumber(bib.shelving, item.itemType, settings.callNumberPolicy) : null);
      const status = item.status ?? 'available';
      const copyNote = storableText(item.copyNote);
      return {
        bibId: bib?.bibId ?? 0,
        libraryId: item.libraryId,
        spaceId: item.spaceId ?? null,
        barcode: barcode ?? '',
        accessionNumber: accessionNumber ?? '',
        callNumber,
        callNumberSort: callNumberSortKey(callNumber),
        itemType: item.itemType,
        status,
        source: item.source ?? null,
        price: item.price ?? null,
        supplier: storableText(item.supplier),
        acquiredOn: item.acquiredOn ?? null,
        copyNote,
        deskNote: storableText(item.deskNote),
        sourceSubfields: asJson(item.sourceSubfields ?? []),
        sourceNotes: asNotes(copyNote, item.sourceNotes ?? []),
        withdrawnAt: status === 'withdrawn' ? now : null,
        withdrawnReason: status === 'withdrawn' ? (item.withdrawnReason ?? null) : null,
      };
    },
  );
  const ids = await insertItems(trx, rows, now);
  accepted.forEach((copy, i) => results[copy.draft]?.itemIds.push(ids[i] ?? 0));
  return results;
}

/** Tells copies that are new from those that are there already and those that cannot be. */
async function sortOut(trx: Tx, bibs: readonly BibWithItems[], results: DraftItemsResult[]): Promise<Accepted[]> {
  const all = bibs.flatMap((bib) => bib.items);
  const barcodeOf = (item: DraftItem): string | null => storableText(item.barcode?.trim());
  const accessionOf = (item: DraftItem): string | null => storableText(item.accessionNumber?.trim());
  const libraries = await selectLibrariesForItems(trx, [...new Set(all.map((item) => item.libraryId))]);
  const types = new Set((await selectItemTypes(trx)).map((type) => type.code));
  const byBarcode = await itemsByBarcode(
    trx,
    all.map(barcodeOf).filter((barcode) => barcode !== null),
  );
  const numbered = all.flatMap((item) => {
    const accessionNumber = accessionOf(item);
    return accessionNumber === null ? [] : [{ libraryId: item.libraryId, accessionNumber }];
  });
  const byAccession = new Map(
    (await itemsByAccession(trx, numbered)).map((row) => [accessionKey(row.libraryId, row.accessionNumber), row.bibId]),
  );
  const barcodeOwner = new Map(byBarcode.map((row) => [row.barcode, row.bibId]));

  const accepted: Accepted[] = [];
  bibs.forEach((bib, draft) => {
    bib.items.forEach((item, at) => {
      const result = results[draft];
      const refuse = (code: DraftItemProblem['code'], params: ErrorParams): void => {
        result?.itemProblems.push({ at, code, params });
      };
      const barcode = barcodeOf(item);
      const accessionNumber = accessionOf(item);
      const library = libraries.get(item.libraryId);
      if (!library) return refuse('catalog.library_unknown', {});
      if (!types.has(item.itemType)) return refuse('catalog.item_type_unknown', { itemType: item.itemType });
      if ((barcode?.length ?? 0) > LONGEST_NUMBER || (accessionNumber?.length ?? 0) > LONGEST_NUMBER) {
        return refuse('catalog.barcode_invalid', {
          barcode: (barcode ?? accessionNumber ?? '').slice(0, LONGEST_NUMBER),
        });
      }
      const key = accessionNumber === null ? null : accessionKey(library.id, accessionNumber);
      const owner = barcode === null ? undefined : barcodeOwner.get(barcode);
      const numberOwner = key === null ? undefined : byAccession.get(key);
      if (owner !== undefined) {
        if (owner !== bib.bibId) return refuse('catalog.barcode_taken', { barcode });
        if (result) result.itemsKept += 1;
        return;
      }
      if (numberOwner !== undefined) {
        if (numberOwner !== bib.bibId || barcode !== null)
          return refuse('catalog.accession_taken', { accessionNumber });
        if (result) result.itemsKept += 1;
        return;
      }
      if (barcode !== null) barcodeOwner.set(barcode, bib.bibId);
      if (key !== null) byAccession.set(key, bib.bibId);
      accepted.push({ draft, item, library, barcode, accessionNumber });
    });
  });
  return accepted;
}
