/**
 * What a Koha exports: records with their copies (MARC 21 or MARCXML, after misc/export_records.pl) and its patrons as CSV (after a report on
 * `borrowers`). Made after the source and the manual of Koha; no export of a real library was at hand. Everybody in it is invented.
 */
import { writeIso2709 } from '#shared/marc/iso2709/iso2709-write';
import { MARCXML_COLLECTION_CLOSE, MARCXML_COLLECTION_OPEN, writeMarcXml } from '#shared/marc/marcxml/marcxml-write';
import type { MarcDataField, MarcField, MarcRecord } from '#shared/marc/record';

/** Columns of `items`, by the subfield of 952 in which Koha writes them. */
const ITEM_COLUMNS = {
  withdrawn: '0',
  itemlost: '1',
  cn_source: '2',
  materials: '3',
  damaged: '4',
  restricted: '5',
  notforloan: '7',
  ccode: '8',
  itemnumber: '9',
  homebranch: 'a',
  holdingbranch: 'b',
  location: 'c',
  dateaccessioned: 'd',
  booksellerid: 'e',
  price: 'g',
  enumchron: 'h',
  stocknumber: 'i',
  stack: 'j',
  issues: 'l',
  renewals: 'm',
  reserves: 'n',
  itemcallnumber: 'o',
  barcode: 'p',
  onloan: 'q',
  datelastseen: 'r',
  datelastborrowed: 's',
  copynumber: 't',
  uri: 'u',
  replacementprice: 'v',
  replacementpricedate: 'w',
  itemnotes_nonpublic: 'x',
  itype: 'y',
  itemnotes: 'z',
} as const;
export type KohaItem = Partial<Record<keyof typeof ITEM_COLUMNS, string>>;

/** A title of a Koha and its copies. */
export interface KohaTitle {
  biblionumber: number;
  title: string;
  author?: string;
  isbn?: string;
  /** 001 and 003, as the record was copied with them. */
  control?: readonly [number: string, maker: string];
  /** 942 $c. */
  itemtype?: string;
  suppressed?: boolean;
  items?: readonly KohaItem[];
  more?: readonly MarcField[];
}

const field = (tag: string, ...subfields: readonly (readonly [string, string])[]): MarcDataField => ({
  tag,
  ind1: ' ',
  ind2: ' ',
  subfields: subfields.map(([code, value]) => ({ code, value })),
});

/** A copy as Koha writes it: what is not set is 0, what is not known is left out, in the order of the subfields. */
export function kohaItem(item: KohaItem): MarcDataField {
  const whole: KohaItem = {
    ...{ withdrawn: '0', itemlost: '0', cn_source: 'ddc', damaged: '0', notforloan: '0', issues: '0' },
    ...{ homebranch: 'PST', holdingbranch: item.homebranch ?? 'PST', dateaccessioned: '2021-02-03', itype: 'BK' },
    ...{ datelastseen: '2026-10-01', replacementpricedate: '2021-02-03' },
    ...item,
  };
  const subfields = Object.entries(ITEM_COLUMNS).flatMap(([column, code]): (readonly [string, string])[] => {
    const value = whole[column as keyof KohaItem];
    return value === undefined || value === '' ? [] : [[code, value]];
  });
  return field('952', ...subfields);
}

/** A record of Koha. */
export const kohaRecord = (one: KohaTitle): MarcRecord => ({
  leader: '00000nam a2200000 a 4500',
  fields: [
    ...(one.control
      ? [
          { tag: '001', value: one.control[0] },
          { tag: '003', value: one.control[1] },
        ]
      : []),
    { tag: '005', value: '20261101101112.0' },
    { tag: '008', value: '210203s2015    io            000 0 ind d' },
    ...(one.isbn === undefined ? [] : [field('020', ['a', one.isbn])]),
    ...(one.author === undefined ? [] : [field('100', ['a', one.author])]),
    { ...field('245', ['a', one.title]), ind1: '1', ind2: '0' },
    field('260', ['a', 'Blitar :'], ['b', 'Balai Uji,'], ['c', '2015.']),
    ...(one.more ?? []),
    field('942', ['2', 'ddc'], ['c', one.itemtype ?? 'BK'], ...(one.suppressed ? [['n', '1'] as const] : [])),
    field('999', ['c', String(one.biblionumber)], ['d', String(one.biblionumber)]),
    ...(one.items ?? []).map(kohaItem),
  ],
});

/** The records as ISO 2709. A record that is too long for it is left out without a word, as Koha does. */
export const kohaMarc = (titles: readonly KohaTitle[]): Buffer =>
  Buffer.concat(
    titles.flatMap((title) => {
      const written = writeIso2709(kohaRecord(title));
      return written.ok ? [Buffer.from(written.bytes)] : [];
    }),
  );

/** The records as MARCXML, of any length. */
export const kohaXml = (titles: readonly KohaTitle[]): string =>
  MARCXML_COLLECTION_OPEN +
  titles.map((title) => writeMarcXml(kohaRecord(title))).join('\n') +
  MARCXML_COLLECTION_CLOSE;

/** Columns of `borrowers` as a library asks for them in a report. */
export const PATRON_COLUMNS = [
  ...['cardnumber', 'surname', 'firstname', 'title', 'othernames', 'streetnumber', 'address', 'address2', 'city'],
  ...['zipcode', 'email', 'phone', 'mobile', 'dateofbirth', 'branchcode', 'categorycode', 'dateenrolled'],
  ...['dateexpiry', 'gonenoaddress', 'lost', 'debarred', 'debarredcomment', 'contactname', 'contactfirstname'],
  ...['relationship', 'borrowernotes', 'opacnote', 'sex', 'userid', 'password', 'patron_attributes'],
] as const;
export type KohaPatron = Partial<Record<(typeof PATRON_COLUMNS)[number], string>>;

/** bcrypt with eight rounds, as Koha makes it, of {@link KOHA_PASSWORD}. */
export const KOHA_PASSWORD = 'sawah-lama-99';
export const KOHA_HASH = '$2a$08$WlLDeHpDdQGbFbvV9a7wIOUdQVfxzLo6WlA3dIYi1ILjVQiPXKpwe';

const quoted = (value: string): string => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** The patrons as CSV. @param separator as the library has set it in Koha */
export const kohaPatrons = (
  patrons: readonly KohaPatron[],
  { separator = ',', columns = PATRON_COLUMNS }: { separator?: string; columns?: readonly string[] } = {},
): string =>
  [
    columns.join(separator),
    ...patrons.map((patron) => {
      const whole: Record<string, string> = {
        ...{ branchcode: 'PST', categorycode: 'PT', dateenrolled: '2024-01-02', dateexpiry: '2028-01-02', sex: 'F' },
        ...{ gonenoaddress: '0', lost: '0' },
        ...patron,
      };
      return columns.map((column) => quoted(whole[column] ?? '')).join(separator);
    }),
  ].join('\n') + '\n';
