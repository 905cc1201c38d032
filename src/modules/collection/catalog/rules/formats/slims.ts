import type { DerivedBib } from '#shared/marc/derived-bib';
import { formatIsbn13 } from '#shared/isbn';

/** Columns of SLiMS 9's biblio and item files, in their order. */
export const SLIMS_BIBLIO_COLUMNS = [
  'title',
  'gmd_name',
  'edition',
  'isbn_issn',
  'publisher_name',
  'publish_year',
  'collation',
  'series_title',
  'call_number',
  'language_name',
  'place_name',
  'classification',
  'notes',
  'image',
  'sor',
  'authors',
  'topics',
  'item_code',
] as const;
export const SLIMS_ITEM_COLUMNS = [
  'item_code',
  'call_number',
  'coll_type_name',
  'inventory_code',
  'received_date',
  'supplier_name',
  'order_no',
  'location_name',
  'order_date',
  'item_status_name',
  'site',
  'source',
  'invoice',
  'price',
  'price_currency',
  'invoice_date',
  'input_date',
  'last_update',
  'title',
] as const;

/** SLiMS' own names of its general material designations. */
const GMD: Readonly<Record<DerivedBib['materialKind'], string>> = {
  buku: 'Text',
  buku_anak: 'Text',
  terbitan_berkala: 'Serial',
  audio: 'Sound Recording',
  video: 'Video Recording',
  peta: 'Cartographic Material',
  karya_ilmiah: 'Text',
  berkas_digital: 'Computer File',
  alat_permainan: 'Game',
  lainnya: 'Mixed Materials',
};
const LANGUAGES: Readonly<Record<string, string>> = {
  ind: 'Indonesia',
  eng: 'English',
  jav: 'Jawa',
  ara: 'Arabic',
  may: 'Melayu',
  sun: 'Sunda',
  dut: 'Dutch',
};

/** A list as SLiMS writes it: `<A><B>`; the brackets themselves cannot be in a value. */
const list = (values: readonly string[]): string => values.map((value) => `<${value.replace(/[<>]/g, '')}>`).join('');
const oneLine = (text: string): string => text.replace(/\r?\n/g, '\\n');

export interface SlimsItem {
  barcode: string;
  callNumber: string | null;
  itemTypeName: string;
  accessionNumber: string;
  acquiredOn: string | null;
  supplier: string | null;
  libraryName: string;
  spaceName: string | null;
  status: string;
  source: string | null;
  price: number | null;
  createdAt: Date;
  updatedAt: Date;
}

/** One row of the biblio file. */
export const slimsBiblioRow = (bib: DerivedBib, items: readonly SlimsItem[]): string[] => [
  [bib.title, bib.subtitle].filter(Boolean).join(' : '),
  GMD[bib.materialKind],
  bib.edition ?? '',
  bib.isbns[0] ? formatIsbn13(bib.isbns[0]) : (bib.issns[0] ?? ''),
  bib.publisher ?? '',
  bib.year === null ? '' : String(bib.year),
  bib.extent ?? '',
  bib.series[0]?.title ?? '',
  bib.callNumber ?? items[0]?.callNumber ?? '',
  LANGUAGES[bib.languages[0] ?? ''] ?? bib.languages[0] ?? '',
  bib.place ?? '',
  bib.ddc ?? '',
  oneLine([bib.summary, ...bib.notes].filter(Boolean).join('\n')),
  '',
  bib.responsibility ?? '',
  list(bib.authors.map((author) => author.name)),
  list(bib.subjects.map((subject) => subject.heading)),
  list(items.map((item) => item.barcode)),
];

const SLIMS_STATUS: Readonly<Record<string, string>> = {
  available: '',
  repair: 'Repair',
  damaged: 'Repair',
  missing: 'Missing',
  lost: 'Missing',
  in_processing: 'No Loan',
};

/** One row of the item file. SLiMS knows two sources: 1 bought, 2 given. */
export const slimsItemRow = (title: string, item: SlimsItem): string[] => [
  item.barcode,
  item.callNumber ?? '',
  item.itemTypeName,
  item.accessionNumber,
  item.acquiredOn ?? '',
  item.supplier ?? '',
  '',
  item.libraryName,
  '',
  SLIMS_STATUS[item.status] ?? '',
  item.spaceName ?? '',
  item.source === 'beli' ? '1' : item.source === null ? '' : '2',
  '',
  item.price === null ? '' : String(item.price),
  item.price === null ? '' : 'Rupiah',
  '',
  item.createdAt.toISOString().slice(0, 19).replace('T', ' '),
  item.updatedAt.toISOString().slice(0, 19).replace('T', ' '),
  title,
];
