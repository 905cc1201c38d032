import type { MarcDataField, MarcRecord } from '#shared/marc/record';

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
    ['e', item.supplier],
    ['g', item.price === null ? null : String(item.price)],
    ['i', item.accessionNumber],
    ['o', item.callNumber],
    ['p', item.barcode],
    ['y', item.itemType],
    ['z', item.copyNote],
  ];
  return {
    tag: '952',
    ind1: ' ',
    ind2: ' ',
    subfields: subfields.flatMap(([code, value]) => (value === null || value === '' ? [] : [{ code, value }])),
  };
}

/** The record with its copies; copies that another system left in it (952) are replaced. */
export const withItemFields = (marc: MarcRecord, items: readonly ItemForField[]): MarcRecord => ({
  leader: marc.leader,
  fields: [...marc.fields.filter((field) => field.tag !== '952'), ...items.map(itemField)],
});
