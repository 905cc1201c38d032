import type { z } from 'zod';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, violatedValue, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import { recordAudits } from '#modules/ground/audit';
import { getSettings } from '#modules/ground/libraries';
import { selectBibForItems } from '../data/bibs.queries.ts';
import {
  insertItems,
  selectItemsWithNames,
  selectItemTypes,
  takenAccessionNumbers,
  takenBarcodes,
  type ItemWithNames,
  type NewItem,
} from '../data/items.queries.ts';
import { isSpaceOfLibrary, selectLibraryForItems } from '../data/surroundings.queries.ts';
import { catalogErrors } from '../errors.ts';
import { buildCallNumber, callNumberSortKey } from '../rules/build-call-number.ts';
import { addItemsInput, type AddItemsInput } from '../schema.ts';
import { takeAccessionNumbers, takeBarcodes } from './take-numbers.ts';

/** Copies as they were saved. */
export type AddedItem = ItemWithNames;

/** The parsed form of {@link AddItemsInput}, with numbers that were given rather than counted. */
export type ItemsToAdd = z.output<typeof addItemsInput> & { accessionNumber?: string | undefined };

/** Refuses what the copy's fields cannot mean: unknown type, a shelf of another library. */
export async function checkItemPlace(
  trx: Tx,
  place: { libraryId: number; spaceId?: number | null | undefined; itemType: string },
): Promise<void> {
  if (!(await selectItemTypes(trx)).some((type) => type.code === place.itemType)) {
    throw catalogErrors.itemTypeUnknown({}, { itemType: 'unknown' });
  }
  if (place.spaceId && !(await isSpaceOfLibrary(trx, place.spaceId, place.libraryId))) {
    throw catalogErrors.spaceUnknown({}, { spaceId: 'unknown' });
  }
}

/** A unique constraint of `item` as the refusal that people understand. */
export function asItemConflict(error: unknown): unknown {
  const constraint = violatedUnique(error);
  if (constraint === 'item_barcode_key') {
    return catalogErrors.barcodeTaken({ barcode: violatedValue(error) }, { barcode: 'taken' });
  }
  if (constraint === 'item_library_id_accession_number_key') {
    return catalogErrors.accessionTaken({ accessionNumber: violatedValue(error) }, { accessionNumber: 'taken' });
  }
  return error;
}

/** Adds copies inside a transaction; permission is the caller's affair. */
export async function insertCopies(trx: Tx, ctx: Ctx, input: ItemsToAdd): Promise<AddedItem[]> {
  const library = await selectLibraryForItems(trx, input.libraryId);
  if (!library) throw catalogErrors.libraryUnknown({}, { libraryId: 'unknown' });
  const bib = await selectBibForItems(trx, input.bibId);
  if (!bib) throw catalogErrors.bibNotFound();
  if (bib.deletedAt) throw catalogErrors.bibDeleted();
  await checkItemPlace(trx, input);
  const settings = await getSettings(trx);
  const date = localDate(ctx.clock.now(), library.timeZone);
  const count = input.barcodes?.length ?? input.copies ?? 1;

  const given = input.barcodes ?? [];
  const twice = given.find((barcode, i) => given.indexOf(barcode) !== i);
  const clash = twice ?? (await takenBarcodes(trx, given))[0];
  if (clash !== undefined) throw catalogErrors.barcodeTaken({ barcode: clash }, { barcode: 'taken' });
  const barcodes =
    input.barcodes ?? (await takeBarcodes(trx, settings.barcodePattern, { code: library.code, date }, count));
  if (input.accessionNumber && (await takenAccessionNumbers(trx, library.id, [input.accessionNumber])).length > 0) {
    const accessionNumber = input.accessionNumber;
    throw catalogErrors.accessionTaken({ accessionNumber }, { accessionNumber: 'taken' });
  }
  const accessions = input.accessionNumber
    ? [input.accessionNumber]
    : await takeAccessionNumbers(
        trx,
        settings.accessionPattern,
        library.id,
        { source: input.source ?? null, code: library.code, date },
        count,
      );

  const callNumber = input.callNumber ?? buildCallNumber(bib, input.itemType, settings.callNumberPolicy);
  const rows = barcodes.map((barcode, i): NewItem => ({
    bibId: bib.id,
    libraryId: library.id,
    spaceId: input.spaceId ?? null,
    barcode,
    accessionNumber: accessions[i] ?? '',
    callNumber,
    callNumberSort: callNumberSortKey(callNumber),
    itemType: input.itemType,
    status: input.status ?? 'available',
    source: input.source ?? null,
    price: input.price ?? null,
    supplier: input.supplier ?? null,
    acquiredOn: input.acquiredOn ?? null,
    copyNote: input.copyNote ?? null,
    deskNote: input.deskNote ?? null,
  }));
  const ids = await insertItems(trx, rows, ctx.clock.now());
  await recordAudits(
    trx,
    ctx,
    rows.map((row, i) => ({
      action: 'item.created',
      entity: 'item',
      entityId: ids[i] ?? 0,
      libraryId: library.id,
      after: row,
    })),
  );
  return selectItemsWithNames(trx, ids);
}

/**
 * Adds copies of a record: `copies` of them with barcodes from the counter, or one for each scanned barcode. Needs
 * `items.edit` for the library. Refuses `catalog.barcode_taken`, `catalog.bib_not_found`, `catalog.bib_deleted`,
 * `catalog.library_unknown`, `catalog.item_type_unknown`, `catalog.space_unknown`.
 */
export async function addItems(ctx: Ctx, input: AddItemsInput): Promise<AddedItem[]> {
  const parsed = parseInput(addItemsInput, input);
  authorize(ctx, 'items.edit', parsed.libraryId);
  return ctx.db.transaction().execute(async (trx) => addItemsWithin(trx, ctx, input));
}

/** The same in a transaction that is already open; the caller has checked the permission. */
export async function addItemsWithin(trx: Tx, ctx: Ctx, input: AddItemsInput): Promise<AddedItem[]> {
  const parsed = parseInput(addItemsInput, input);
  try {
    return await insertCopies(trx, ctx, parsed);
  } catch (error) {
    throw asItemConflict(error);
  }
}
