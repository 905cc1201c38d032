import { itemsFromField, type EmbeddedItem } from '#shared/marc/items-from-marc';
import {
  isDataField,
  type MarcDataField,
  type MarcField,
  type MarcRecord,
  type MarcSubfield,
} from '#shared/marc/record';
import { dateOrWord, itemPrice, itemSource, joinNotes } from './item-values.ts';
import { findItemType, findLibrary, type Surroundings, type Word } from './surroundings.ts';

export interface MarcCopy extends TableCopy {
  /** The field that describes it, and it alone: it goes back into the record where the catalogue does not take the copy. */
  field: MarcDataField;
  /** See `DraftItem`. */
  sourceSubfields: MarcSubfield[];
  /** See `DraftItem`. */
  sourceNotes: MarcSubfield[];
}

/** A copy as a row of a table brings it. */
export interface TableCopy {
  libraryId: number;
  itemType: string;
  barcode: string | null;
  accessionNumber: string | null;
  callNumber: string | null;
  status: 'available' | 'lost' | 'damaged' | 'withdrawn';
  withdrawnReason: string | null;
  source: 'beli' | 'hibah' | 'tukar' | null;
  price: number | null;
  supplier: string | null;
  acquiredOn: string | null;
  copyNote: string | null;
  /** What it comes with, said at the desk (952 $3). */
  deskNote: string | null;
}

const KOHA_TYPES: Readonly<Record<string, string>> = {
  BK: 'umum',
  REF: 'referensi',
  CR: 'berkala',
  MU: 'av',
  VM: 'av',
  MP: 'umum',
  CF: 'umum',
  MX: 'umum',
};

function copyOf(item: EmbeddedItem, around: Surroundings): { copy: TableCopy | null; words: Word[] } {
  const { libraryId, word } = findLibrary(around, item.libraryCode ?? item.holdingLibraryCode ?? '');
  const words = word ? [word] : [];
  if (libraryId === null) {
    return {
      copy: null,
      words: [
        ...words,
        { code: 'imports.copy_without_library', params: { barcode: item.barcode ?? item.accessionNumber ?? '' } },
      ],
    };
  }
  const known = item.itemType === undefined ? undefined : KOHA_TYPES[item.itemType.toUpperCase()];
  const type = known ? { itemType: known, word: null } : findItemType(around, item.itemType ?? '');
  if (type.word) words.push(type.word);
  const { price, note, words: priceWords } = itemPrice(item.price ?? '', '');
  const acquired = dateOrWord(item.acquiredOn ?? '', '952 $d');
  const cameBy = item.acquisitionSources.map(itemSource);
  const source = cameBy.find((one) => one !== null) ?? null;
  const supplier = item.acquisitionSources.find((_, i) => cameBy[i] === null);
  return {
    words: [...words, ...priceWords, ...acquired.words],
    copy: {
      libraryId,
      itemType: item.isNotForLoan ? 'referensi' : type.itemType,
      barcode: item.barcode ?? null,
      accessionNumber: item.accessionNumber ?? null,
      callNumber: item.callNumber?.slice(0, 80) ?? null,
      status: item.isWithdrawn ? 'withdrawn' : item.isLost ? 'lost' : item.isDamaged ? 'damaged' : 'available',
      withdrawnReason: item.isWithdrawn ? 'Koha 952 $0' : null,
      source,
      price,
      supplier: supplier?.slice(0, 200) ?? null,
      acquiredOn: acquired.date,
      deskNote: item.materials?.trim().slice(0, 200) || null,
      copyNote: joinNotes([
        item.enumeration,
        item.copyNumber && `c. ${item.copyNumber}`,
        item.shelvingLocation,
        item.publicNote,
        item.staffNote,
        note,
      ]),
    },
  };
}

/** What a copy holds of its field, by the first subfield of each code; $e may say how it came and from whom. */
const HELD = new Set('abcdeghioptxyz01347');
const NOTES = new Set('chtxz');

/** Has a text come in whole? What is longer than its place is cut there, and a supplier beside another has none. */
function isWhole(code: string, value: string, copy: TableCopy): boolean {
  const text = value.trim();
  if (NOTES.has(code)) return copy.copyNote?.includes(text) ?? text === '';
  if (code === 'o') return copy.callNumber === text;
  if (code === '3') return copy.deskNote === text;
  if (code === 'd') return copy.acquiredOn !== null || /^[0\s:/.-]*$/.test(text);
  return code !== 'e' || copy.supplier === text || itemSource(text) !== null;
}

/**
 * What of a field stays with its copy as it came: what the copy has no place for, and the notes that are one note here, where a price
 * that is no number stands too.
 */
function staysOf(field: MarcDataField, copy: TableCopy): Pick<MarcCopy, 'sourceSubfields' | 'sourceNotes'> {
  if (field.tag !== '952') return { sourceSubfields: [], sourceNotes: [] };
  const seen = new Set<string>();
  const stays = { sourceSubfields: [] as MarcSubfield[], sourceNotes: [] as MarcSubfield[] };
  for (const subfield of field.subfields) {
    const { code, value } = subfield;
    if (value.trim() === '') continue;
    const isHeld = HELD.has(code) && (code === 'e' || !seen.has(code)) && isWhole(code, value, copy);
    seen.add(code);
    if (!isHeld) stays.sourceSubfields.push(subfield);
    else if (NOTES.has(code) || (code === 'g' && copy.copyNote?.includes(value.trim()) && copy.price === null))
      stays.sourceNotes.push(subfield);
  }
  return stays;
}

/** A copy and the field that describes it alone. */
const described = (field: MarcDataField, item: EmbeddedItem): MarcDataField =>
  field.tag === '952' ? field : { ...field, subfields: [{ code: 'a', value: item.accessionNumber ?? '' }] };

/**
 * The copies that a record brings (Koha's 952, INLISLite's 990), and the record without what became copies. A copy that cannot be placed
 * stays in the record as it came, so that nothing is lost.
 */
export function takeCopies(
  marc: MarcRecord,
  around: Surroundings,
): { marc: MarcRecord; copies: MarcCopy[]; words: Word[] } {
  const copies: MarcCopy[] = [];
  const words: Word[] = [];
  const fields = marc.fields.flatMap((field): MarcField[] => {
    const items = isDataField(field) ? itemsFromField(field) : [];
    if (!isDataField(field) || items.length === 0) return [field];
    const made = items.map((item) => ({ ...copyOf(item, around), own: described(field, item) }));
    words.push(...made.flatMap((one) => one.words));
    const rest: MarcSubfield[] = [];
    for (const { copy, own } of made) {
      if (copy) copies.push({ ...copy, field: own, ...staysOf(own, copy) });
      else rest.push(...own.subfields);
    }
    return rest.length === 0 ? [] : [{ ...field, subfields: rest }];
  });
  return { marc: copies.length === 0 ? marc : { leader: marc.leader, fields }, copies, words };
}
