import { itemsFromMarc, type EmbeddedItem } from '#shared/marc/items-from-marc';
import { isDataField, type MarcRecord } from '#shared/marc/record';
import { dateOrWord, itemPrice, itemSource, joinNotes } from './item-values.ts';
import { findItemType, findLibrary, type Surroundings, type Word } from './surroundings.ts';

export interface MarcCopy {
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

function copyOf(item: EmbeddedItem, around: Surroundings): { copy: MarcCopy | null; words: Word[] } {
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
  const source = itemSource(item.acquisitionSource ?? '');
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
      supplier: source === null ? (item.acquisitionSource?.slice(0, 200) ?? null) : null,
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

/**
 * The copies that a record brings (Koha's 952, INLISLite's 990), and the record without the fields that became copies. When a
 * copy cannot be placed its record keeps all those fields, so that nothing is lost.
 */
export function takeCopies(
  marc: MarcRecord,
  around: Surroundings,
): { marc: MarcRecord; copies: MarcCopy[]; words: Word[] } {
  const embedded = itemsFromMarc(marc);
  if (embedded.length === 0) return { marc, copies: [], words: [] };
  const made = embedded.map((item) => copyOf(item, around));
  const copies = made.flatMap(({ copy }) => (copy ? [copy] : []));
  const words = made.flatMap((one) => one.words);
  if (copies.length < embedded.length) return { marc, copies, words };
  const fields = marc.fields.filter(
    (field) => !isDataField(field) || itemsFromMarc({ leader: marc.leader, fields: [field] }).length === 0,
  );
  return { marc: { leader: marc.leader, fields }, copies, words };
}
