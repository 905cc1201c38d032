import { itemsFromField, type EmbeddedItem } from '#shared/marc/items-from-marc';
import {
  isDataField,
  type MarcDataField,
  type MarcField,
  type MarcRecord,
  type MarcSubfield,
} from '#shared/marc/record';
import { copyOf, type TableCopy } from './embedded-copy.ts';
import { itemSource } from './item-values.ts';
import { typeOfTitle } from './koha-codes.ts';
import type { Surroundings, Word } from './surroundings.ts';

export interface MarcCopy extends TableCopy {
  /** The field that describes it, and it alone: it goes back into the record where the catalogue does not take the copy. */
  field: MarcDataField;
  /** See `DraftItem`. */
  sourceSubfields: MarcSubfield[];
  /** See `DraftItem`. */
  sourceNotes: MarcSubfield[];
}

/**
 * What a copy holds of its field, by the first subfield of each code; $e may say how it came and from whom. Until when it was out ($q) is over
 * with the next return, and stands in its note.
 */
const HELD = new Set('abcdeghiopqtxyz01347');
const NOTES = new Set('chtxz');

/** Has a text come in whole? What is longer than its place is cut there, and a supplier beside another has none. */
function isWhole(code: string, value: string, copy: TableCopy): boolean {
  const text = value.trim();
  if (code === 'c' && copy.spaceId) return true;
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
    else if (code === 'c' && copy.spaceId) continue;
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
  const ofTitle = typeOfTitle(marc);
  const fields = marc.fields.flatMap((field): MarcField[] => {
    const items = isDataField(field) ? itemsFromField(field) : [];
    if (!isDataField(field) || items.length === 0) return [field];
    const made = items.map((item) => ({ ...copyOf(item, around, ofTitle), own: described(field, item) }));
    words.push(...made.flatMap((one) => one.words));
    const rest: MarcSubfield[] = [];
    for (const { copy, own, saidHere } of made) {
      if (!copy) {
        rest.push(...own.subfields);
        continue;
      }
      const { sourceSubfields, sourceNotes } = staysOf(own, copy);
      copies.push({ ...copy, field: own, sourceSubfields, sourceNotes: [...saidHere, ...sourceNotes] });
    }
    return rest.length === 0 ? [] : [{ ...field, subfields: rest }];
  });
  return { marc: copies.length === 0 ? marc : { leader: marc.leader, fields }, copies, words };
}
