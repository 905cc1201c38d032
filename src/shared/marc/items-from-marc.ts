import { values } from './field-index.ts';
import { isDataField, type MarcDataField, type MarcRecord } from './record.ts';

/** A copy described inside a bibliographic record by another system. Values are text as they came, blanks trimmed. */
export interface EmbeddedItem {
  /** 952 (Koha) or 990 (INLISLite). */
  sourceTag: string;
  barcode?: string;
  /** Nomor induk. */
  accessionNumber?: string;
  /** Code of the library that owns it. */
  libraryCode?: string;
  /** Code of the library where it is now. */
  holdingLibraryCode?: string;
  callNumber?: string;
  classScheme?: string;
  itemType?: string;
  collectionCode?: string;
  shelvingLocation?: string;
  /** Purchase price as written, in an unknown currency. */
  price?: string;
  replacementPrice?: string;
  /** Date of acquisition as written, usually YYYY-MM-DD. */
  acquiredOn?: string;
  /** How it came, or from whom; Koha has one subfield for both. */
  acquisitionSources: string[];
  copyNumber?: string;
  /** Volume or issue. */
  enumeration?: string;
  materials?: string;
  publicNote?: string;
  staffNote?: string;
  /** Koha's codes as they stand there: why it is lost, and why it is not for loan. */
  lostStatus?: string;
  notForLoanStatus?: string;
  /** It is out until that day, as written. */
  onLoanUntil?: string;
  /** Something other than "not for loan" restricts its use. */
  isRestricted?: true;
  isNotForLoan: boolean;
  isWithdrawn: boolean;
  isLost: boolean;
  isDamaged: boolean;
}

type TextKey = {
  [Key in keyof EmbeddedItem]-?: Exclude<EmbeddedItem[Key], undefined> extends boolean | string[] ? never : Key;
}[keyof EmbeddedItem];

/** Koha's subfields of 952. Source: Koha manual, "Holdings data fields (9XX)". */
const KOHA_TEXT: readonly (readonly [code: string, key: Exclude<TextKey, 'sourceTag'>])[] = [
  ['p', 'barcode'],
  ['i', 'accessionNumber'],
  ['a', 'libraryCode'],
  ['b', 'holdingLibraryCode'],
  ['o', 'callNumber'],
  ['2', 'classScheme'],
  ['y', 'itemType'],
  ['8', 'collectionCode'],
  ['c', 'shelvingLocation'],
  ['g', 'price'],
  ['v', 'replacementPrice'],
  ['d', 'acquiredOn'],
  ['t', 'copyNumber'],
  ['h', 'enumeration'],
  ['3', 'materials'],
  ['z', 'publicNote'],
  ['x', 'staffNote'],
  ['q', 'onLoanUntil'],
];

const first = (field: MarcDataField, code: string): string => values(field, code)[0]?.trim() ?? '';

// Koha's codes: 0 or nothing is no; any other authorised value, -1 (on order) too, is yes.
const isSet = (field: MarcDataField, code: string): boolean => !['', '0'].includes(first(field, code));

const fromKoha = (field: MarcDataField): EmbeddedItem => {
  const item: EmbeddedItem = {
    sourceTag: field.tag,
    acquisitionSources: values(field, 'e').flatMap((value) => value.trim() || []),
    isNotForLoan: isSet(field, '7'),
    isWithdrawn: isSet(field, '0'),
    isLost: isSet(field, '1'),
    isDamaged: isSet(field, '4'),
  };
  for (const [code, key] of KOHA_TEXT) {
    const value = first(field, code);
    if (value !== '') item[key] = value;
  }
  if (item.isLost) item.lostStatus = first(field, '1');
  if (item.isNotForLoan) item.notForLoanStatus = first(field, '7');
  if (isSet(field, '5')) item.isRestricted = true;
  return item;
};

const fromInlislite = (field: MarcDataField): EmbeddedItem[] =>
  values(field, 'a').map((value) => ({
    sourceTag: field.tag,
    accessionNumber: value.trim(),
    acquisitionSources: [],
    isNotForLoan: false,
    isWithdrawn: false,
    isLost: false,
    isDamaged: false,
  }));

// Both are local tags, and other systems put other things there: a copy has a number, or a library and a shelf or type.
const isKohaItem = (item: EmbeddedItem): boolean =>
  Boolean(item.barcode ?? item.accessionNumber) ||
  Boolean((item.libraryCode ?? item.holdingLibraryCode) && (item.callNumber ?? item.itemType));
const isInlisliteItem = (field: MarcDataField): boolean =>
  field.subfields.every(({ code, value }) => code === 'a' && /\d/.test(value));

/** The copies that a field describes: Koha's 952 one, INLISLite's 990 one for each nomor induk ($a). */
export const itemsFromField = (field: MarcDataField): EmbeddedItem[] => {
  if (field.tag === '952') return [fromKoha(field)].filter(isKohaItem);
  return field.tag === '990' && isInlisliteItem(field) ? fromInlislite(field) : [];
};

/** The copies that a record brings along. */
export const itemsFromMarc = (record: MarcRecord): EmbeddedItem[] =>
  record.fields.filter(isDataField).flatMap(itemsFromField);
