import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { sheetFile, type Cell } from '#platform/papers/sheet-file';
import { deriveBib } from '#shared/marc/derive';
import type { ExportedItem } from '../data/export.queries.ts';
import type { ExportPage } from './export-pages.ts';

const headers = (locale: Locale): string[] =>
  [
    m.catalog_column_title,
    m.catalog_column_subtitle,
    m.catalog_column_authors,
    m.catalog_column_edition,
    m.catalog_column_place,
    m.catalog_column_publisher,
    m.catalog_column_year,
    m.catalog_column_standard_number,
    m.catalog_column_class,
    m.catalog_column_subjects,
    m.catalog_column_languages,
    m.catalog_column_library,
    m.catalog_column_accession,
    m.catalog_column_barcode,
    m.catalog_column_call_number,
    m.catalog_column_item_type,
    m.catalog_column_status,
    m.catalog_column_source,
    m.catalog_column_price,
    m.catalog_column_acquired,
  ].map((message) => message({}, { locale }));

const statusName = (status: string, locale: Locale): string =>
  sentenceOf('catalog_status', status, {}, locale) ?? status;
const sourceName = (source: string, locale: Locale): string =>
  sentenceOf('catalog_source', source, {}, locale) ?? source;

/** One row for each copy, records without copies once. */
async function* rowsOf(locale: Locale, pages: AsyncIterable<ExportPage>): AsyncGenerator<Cell[]> {
  for await (const { bibs, items } of pages) {
    for (const bib of bibs) {
      const work = deriveBib(bib.marc);
      const copies: (ExportedItem | null)[] = items.get(bib.id) ?? [null];
      for (const item of copies) {
        yield [
          work.title,
          work.subtitle,
          work.authors.map((author) => author.name).join('; '),
          work.edition,
          work.place,
          work.publisher,
          work.year,
          work.isbns[0] ?? work.issns[0] ?? null,
          work.ddc,
          work.subjects.map((subject) => subject.heading).join('; '),
          work.languages.join(', '),
          ...(item ? copyCells(item, locale) : []),
        ];
      }
    }
  }
}

const copyCells = (item: ExportedItem, locale: Locale): Cell[] => [
  item.libraryName,
  item.accessionNumber,
  item.barcode,
  item.callNumber,
  locale === 'en' ? item.itemTypeNameEn : item.itemTypeName,
  statusName(item.status, locale),
  item.source === null ? null : sourceName(item.source, locale),
  item.price,
  item.acquiredOn,
];

/** The catalogue as a workbook, written while it is read. */
export const xlsxOf = (locale: Locale, pages: AsyncIterable<ExportPage>): AsyncGenerator<Uint8Array> =>
  sheetFile(headers(locale), rowsOf(locale, pages));
