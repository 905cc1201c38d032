import { isDataField, type MarcDataField, type MarcRecord, type MarcSubfield } from '#shared/marc/record';

/** Notes as another system's 952 brought them, and the note that was made of them. */
export interface SourceNotes {
  note: string;
  subfields: readonly MarcSubfield[];
}

export interface ItemForField {
  barcode: string;
  accessionNumber: string;
  callNumber: string | null;
  itemType: string;
  libraryCode: string;
  spaceName: string | null;
  price: number | null;
  acquiredOn: string | null;
  supplier: string | null;
  copyNote: string | null;
  deskNote: string | null;
  /** See `DraftItem`. */
  sourceSubfields: readonly MarcSubfield[] | null;
  sourceNotes: SourceNotes | null;
  source: string | null;
  status: string;
}

/** A copy as Koha's field 952, which many systems read. Source: Koha manual, "Holdings data fields (9XX)". */
function itemField(item: ItemForField): MarcDataField {
  const subfields: [string, string | null][] = [
    ['1', item.status === 'lost' ? '1' : null],
    ['3', item.deskNote],
    ['4', item.status === 'damaged' ? '1' : null],
    ['a', item.libraryCode],
    ['b', item.libraryCode],
    ['c', item.spaceName],
    ['d', item.acquiredOn],
    ['e', item.source],
    ['e', item.supplier],
    ['g', item.price === null ? null : String(item.price)],
    ['i', item.accessionNumber],
    ['o', item.callNumber],
    ['p', item.barcode],
    ['y', item.itemType],
  ];
  return {
    tag: '952',
    ind1: ' ',
    ind2: ' ',
    subfields: [
      ...subfields.flatMap(([code, value]) => (value === null || value === '' ? [] : [{ code, value }])),
      ...notesOf(item),
      ...(item.sourceSubfields ?? []).map(({ code, value }) => ({ code, value })),
    ],
  };
}

/** The note of a copy, as it came as long as nobody has changed it; what was no price is said by the price, once there is one. */
function notesOf({ copyNote, sourceNotes, price }: ItemForField): MarcSubfield[] {
  if (copyNote === null || copyNote === '') return [];
  if (sourceNotes?.note !== copyNote) return [{ code: 'z', value: copyNote }];
  return sourceNotes.subfields
    .filter(({ code }) => code !== 'g' || price === null)
    .map(({ code, value }) => ({ code, value }));
}

/** Does the record hold what may be copies of another system (952)? */
export const hasForeignItems = (marc: MarcRecord): boolean => marc.fields.some(({ tag }) => tag === '952');

/**
 * The record without the fields 952 of another system that tell of a copy which is here, by its barcode or accession number. The others
 * could not be placed when they came, or are no copies: they stay.
 * @param numbers of all copies of the record
 */
export const withoutOwnItems = (marc: MarcRecord, numbers: ReadonlySet<string>): MarcRecord => ({
  leader: marc.leader,
  fields: marc.fields.filter(
    (field) =>
      !(field.tag === '952' && isDataField(field)) ||
      !field.subfields.some(({ code, value }) => (code === 'p' || code === 'i') && numbers.has(value.trim())),
  ),
});

/** The record with its copies. */
export const withItemFields = (marc: MarcRecord, items: readonly ItemForField[]): MarcRecord => ({
  leader: marc.leader,
  fields: [...marc.fields, ...items.map(itemField)],
});
