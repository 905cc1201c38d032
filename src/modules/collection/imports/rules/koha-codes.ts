import { itemsFromMarc } from '#shared/marc/items-from-marc';
import { values } from '#shared/marc/field-index';
import { isDataField, type MarcRecord } from '#shared/marc/record';
import type { CodeKind } from './code-kinds.ts';
import { findCategory, findItemType, findLibrary, meaningOf, type Surroundings, type Word } from './surroundings.ts';

/** The item types of a new Koha. */
const TYPES: Readonly<Record<string, string>> = {
  BK: 'umum',
  REF: 'referensi',
  CR: 'berkala',
  MU: 'av',
  VM: 'av',
  MP: 'umum',
  CF: 'umum',
  MX: 'umum',
};

/** The categories of patrons of a new Koha. */
const CATEGORIES: Readonly<Record<string, string>> = {
  PT: 'umum',
  BH: 'umum',
  HB: 'umum',
  S: 'umum',
  B: 'umum',
  ST: 'pelajar',
  YA: 'pelajar',
  J: 'anak',
  K: 'anak',
  T: 'guru',
  SC: 'lembaga',
  L: 'lembaga',
  IL: 'lembaga',
  ILL: 'lembaga',
};

/** The item type that a code of Koha means: what was said of it, else what it means in a new Koha, else by its words. */
export function kohaItemType(around: Surroundings, code: string): { itemType: string; word: Word | null } {
  const said = meaningOf(around, 'item_type', code);
  if (said !== undefined && around.itemTypes.some((type) => type.code === said)) return { itemType: said, word: null };
  const usual = TYPES[code.trim().toUpperCase()];
  return usual === undefined ? findItemType(around, code) : { itemType: usual, word: null };
}

/** The same for a category of patrons. */
export function kohaCategory(around: Surroundings, code: string): { category: string; word: Word | null } {
  const isOurs = (category: string | undefined): category is string =>
    around.categories.some((one) => one.code === category);
  const said = meaningOf(around, 'category', code);
  if (isOurs(said)) return { category: said, word: null };
  const usual = CATEGORIES[code.trim().toUpperCase()];
  return isOurs(usual) ? { category: usual, word: null } : findCategory(around, code);
}

/** A code that an entry has. */
export interface FoundCode {
  kind: CodeKind;
  code: string;
}

/** The item type of a title (942 $c), for copies that name none. */
export const typeOfTitle = (record: MarcRecord): string =>
  record.fields
    .filter(isDataField)
    .filter(({ tag }) => tag === '942')
    .flatMap((field) => values(field, 'c'))
    .map((value) => value.trim())
    .find((value) => value !== '') ?? '';

/** The codes of all copies that a record brings. */
export function codesOfCopies(record: MarcRecord): FoundCode[] {
  const ofTitle = typeOfTitle(record);
  return itemsFromMarc(record).flatMap((item): FoundCode[] => [
    { kind: 'library', code: item.libraryCode ?? item.holdingLibraryCode ?? '' },
    { kind: 'item_type', code: item.itemType ?? ofTitle },
  ]);
}

/** What a code means here now, as a code of ours. `known` false: what everything unknown means. */
export function meaningNow(around: Surroundings, { kind, code }: FoundCode): { means: string | null; known: boolean } {
  if (kind === 'item_type') {
    const { itemType, word } = kohaItemType(around, code);
    return { means: itemType, known: word === null };
  }
  if (kind === 'category') {
    const { category, word } = kohaCategory(around, code);
    return { means: category, known: word === null };
  }
  const { libraryId, word } = findLibrary(around, code);
  return { means: around.libraries.find(({ id }) => id === libraryId)?.code ?? null, known: word === null };
}
