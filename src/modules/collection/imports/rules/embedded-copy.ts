import type { EmbeddedItem } from '#shared/marc/items-from-marc';
import type { MarcSubfield } from '#shared/marc/record';
import { foldedKey } from '#shared/text/fold';
import { dateOrWord, itemPrice, itemSource, joinNotes } from './item-values.ts';
import { kohaItemType } from './koha-codes.ts';
import { findLibrary, type Surroundings, type Word } from './surroundings.ts';

/** A copy as a row of a table brings it. */
export interface TableCopy {
  libraryId: number;
  itemType: string;
  barcode: string | null;
  accessionNumber: string | null;
  callNumber: string | null;
  status: 'available' | 'in_processing' | 'missing' | 'lost' | 'damaged' | 'withdrawn';
  withdrawnReason: string | null;
  source: 'beli' | 'hibah' | 'tukar' | null;
  price: number | null;
  supplier: string | null;
  acquiredOn: string | null;
  copyNote: string | null;
  /** What it comes with, said at the desk (952 $3). */
  deskNote: string | null;
  spaceId?: number | null;
}

/** Koha's list LOST as it is delivered: nobody knows where these are, the others are gone for good. */
const MISSING: ReadonlySet<string> = new Set(['4', '5']);

/**
 * The state of a copy. What is out, or only ordered, is not on its shelf: it is being dealt with until somebody has seen it. What may not be
 * lent, for whatever reason, is read in the library: that is said by its type.
 */
function stateOf(item: EmbeddedItem): { status: TableCopy['status']; isNotLent: boolean } {
  const isOrdered = item.notForLoanStatus?.startsWith('-') ?? false;
  const isNotLent = (item.isNotForLoan && !isOrdered) || item.isRestricted === true;
  if (item.isWithdrawn) return { status: 'withdrawn', isNotLent };
  if (item.isLost) return { status: MISSING.has(item.lostStatus ?? '') ? 'missing' : 'lost', isNotLent };
  if (item.isDamaged) return { status: 'damaged', isNotLent };
  const isAway = isOrdered || item.onLoanUntil !== undefined;
  return { status: isAway ? 'in_processing' : 'available', isNotLent };
}

/** What is told of it, copy by copy. @param isMoving is it ours from now on, with all that this means? */
function* stateWords(item: EmbeddedItem, isNotLent: boolean, number: string, isMoving: boolean): Generator<Word> {
  if (item.onLoanUntil !== undefined) {
    yield { code: 'imports.copy_on_loan', params: { barcode: number, due: item.onLoanUntil.slice(0, 40) } };
  }
  if (!isMoving) return;
  if (isNotLent) yield { code: 'imports.copy_not_lent', params: { barcode: number } };
  if (item.notForLoanStatus?.startsWith('-')) yield { code: 'imports.copy_ordered', params: { barcode: number } };
}

export interface MadeCopy {
  /** null: no library is known for it. */
  copy: TableCopy | null;
  /** What its note says that no subfield of it does in these words. */
  saidHere: MarcSubfield[];
  words: Word[];
}

/** A note of ours: for staff, like Koha's $x. */
export const noteHere = (value: string): MarcSubfield => ({ code: 'x', value });

/** What becomes of a copy that another system describes. @param typeOfTitle for copies that name none */
export function copyOf(item: EmbeddedItem, around: Surroundings, typeOfTitle: string): MadeCopy {
  const number = item.barcode ?? item.accessionNumber ?? '';
  const branch = item.libraryCode ?? item.holdingLibraryCode ?? '';
  const { libraryId, word } = findLibrary(around, branch);
  const isMoving = around.movingIn !== undefined;
  const words: Word[] = [];
  if (word) {
    const library = around.libraries.find(({ id }) => id === libraryId)?.name ?? '';
    const perCopy = { code: 'imports.branch_unknown', params: { barcode: number, value: branch, library } };
    if (!isMoving) words.push(word);
    else if (libraryId !== null) words.push(perCopy);
  }
  if (libraryId === null) {
    words.push({ code: 'imports.copy_without_library', params: { barcode: number } });
    return { copy: null, saidHere: [], words };
  }
  const { status, isNotLent } = stateOf(item);
  const type = kohaItemType(around, item.itemType ?? typeOfTitle);
  if (type.word) words.push(type.word);
  const { price, note, words: priceWords } = itemPrice(item.price ?? '', '');
  const acquired = dateOrWord(item.acquiredOn ?? '', '952 $d');
  words.push(...priceWords, ...acquired.words);
  words.push(...stateWords(item, isNotLent, number, isMoving));
  const cameBy = item.acquisitionSources.map(itemSource);
  const place = foldedKey(item.shelvingLocation ?? '');
  const space = around.movingIn?.spaces.find(
    ({ code, name, ...one }) =>
      one.libraryId === libraryId && place !== '' && [code, name].some((text) => foldedKey(text) === place),
  );
  const saidHere =
    item.onLoanUntil === undefined ? [] : [noteHere(`Dipinjam di Koha sampai ${item.onLoanUntil.slice(0, 40)}`)];
  return {
    words,
    saidHere,
    copy: {
      libraryId,
      itemType: isNotLent ? 'referensi' : type.itemType,
      barcode: item.barcode ?? null,
      accessionNumber: item.accessionNumber ?? null,
      callNumber: item.callNumber?.slice(0, 80) ?? null,
      status,
      withdrawnReason: item.isWithdrawn ? 'Koha 952 $0' : null,
      source: cameBy.find((one) => one !== null) ?? null,
      price,
      supplier: item.acquisitionSources.find((_, i) => cameBy[i] === null)?.slice(0, 200) ?? null,
      acquiredOn: acquired.date,
      deskNote: item.materials?.trim().slice(0, 200) || null,
      spaceId: space?.id ?? null,
      copyNote: joinNotes([
        ...saidHere.map(({ value }) => value),
        item.enumeration,
        item.copyNumber && `c. ${item.copyNumber}`,
        space ? undefined : item.shelvingLocation,
        item.publicNote,
        item.staffNote,
        note,
      ]),
    },
  };
}
