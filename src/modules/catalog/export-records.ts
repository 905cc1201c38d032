import Papa from 'papaparse';
import writeXlsxFile from 'write-excel-file/node';
import { authorize } from '#platform/authorize';
import { m } from '#i18n/messages';
import type { Ctx, Locale } from '#platform/context';
import { sentenceOf } from '#platform/problem';
import { deriveBib } from '#shared/marc/derive';
import { writeIso2709 } from '#shared/marc/iso2709-write';
import { MARCXML_COLLECTION_CLOSE, MARCXML_COLLECTION_OPEN, writeMarcXml } from '#shared/marc/marcxml-write';
import { recordAudit } from '#modules/audit';
import {
  selectBibsForExport,
  selectItemsForExport,
  type ExportedBib,
  type ExportedItem,
  type ExportFilter,
} from './data/export.queries.ts';
import { withItemFields } from './rules/formats/item-fields.ts';
import { SLIMS_BIBLIO_COLUMNS, SLIMS_ITEM_COLUMNS, slimsBiblioRow, slimsItemRow } from './rules/formats/slims.ts';
import type { ExportFormat } from './rules/terms.ts';

/** A file on its way out, in pieces: memory stays flat however large the catalogue is (XLSX excepted, see below). */
export interface ExportFile {
  fileName: string;
  mediaType: string;
  body: AsyncIterable<Uint8Array | string>;
}

const BATCH = 500;
/** A sheet of Excel holds 1,048,576 rows; a workbook is built in memory. */
const XLSX_ROWS = 200_000;

interface Page {
  bibs: ExportedBib[];
  items: Map<number, ExportedItem[]>;
}

async function* pages(ctx: Ctx, filter: ExportFilter, withItems: boolean): AsyncGenerator<Page> {
  let afterId = 0;
  for (;;) {
    const bibs = await selectBibsForExport(ctx.db, filter, afterId, BATCH);
    const last = bibs.at(-1);
    if (!last) return;
    afterId = last.id;
    const items = withItems
      ? await selectItemsForExport(
          ctx.db,
          bibs.map((bib) => bib.id),
          filter.libraryId,
        )
      : [];
    yield { bibs, items: Map.groupBy(items, (item) => item.bibId) };
  }
}

/** A value that a spreadsheet could take for a formula gets an apostrophe before it. */
const csvLines = (rows: readonly (readonly string[])[]): string =>
  Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\n', escapeFormulae: true },
  ) + '\n';

async function* marc(ctx: Ctx, filter: ExportFilter, unwritten: number[]): AsyncGenerator<Uint8Array> {
  for await (const { bibs, items } of pages(ctx, filter, true)) {
    for (const bib of bibs) {
      const written = writeIso2709(withItemFields(bib.marc, items.get(bib.id) ?? []));
      if (written.ok) yield written.bytes;
      else unwritten.push(bib.id);
    }
  }
}

async function* marcXml(ctx: Ctx, filter: ExportFilter): AsyncGenerator<string> {
  yield MARCXML_COLLECTION_OPEN;
  for await (const { bibs, items } of pages(ctx, filter, true)) {
    yield bibs.map((bib) => writeMarcXml(withItemFields(bib.marc, items.get(bib.id) ?? []))).join('\n') + '\n';
  }
  yield MARCXML_COLLECTION_CLOSE;
}

async function* slimsBiblio(ctx: Ctx, filter: ExportFilter): AsyncGenerator<string> {
  yield csvLines([[...SLIMS_BIBLIO_COLUMNS]]);
  for await (const { bibs, items } of pages(ctx, filter, true)) {
    yield csvLines(bibs.map((bib) => slimsBiblioRow(deriveBib(bib.marc), items.get(bib.id) ?? [])));
  }
}

async function* slimsItems(ctx: Ctx, filter: ExportFilter): AsyncGenerator<string> {
  yield csvLines([[...SLIMS_ITEM_COLUMNS]]);
  for await (const { bibs, items } of pages(ctx, filter, true)) {
    const rows = bibs.flatMap((bib) => {
      const { title } = deriveBib(bib.marc);
      return (items.get(bib.id) ?? []).map((item) => slimsItemRow(title, item));
    });
    if (rows.length > 0) yield csvLines(rows);
  }
}

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

/** One row for each copy, records without copies once. Cells are typed text and numbers: nothing can become a formula. */
async function* xlsx(ctx: Ctx, filter: ExportFilter): AsyncGenerator<Uint8Array> {
  const rows: (string | number | null)[][] = [];
  for await (const { bibs, items } of pages(ctx, filter, true)) {
    for (const bib of bibs) {
      const work = deriveBib(bib.marc);
      const copies: (ExportedItem | null)[] = items.get(bib.id) ?? [null];
      for (const item of copies) {
        rows.push([
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
          ...(item
            ? [
                item.libraryName,
                item.accessionNumber,
                item.barcode,
                item.callNumber,
                ctx.locale === 'en' ? item.itemTypeNameEn : item.itemTypeName,
                statusName(item.status, ctx.locale),
                item.source === null ? null : sourceName(item.source, ctx.locale),
                item.price,
                item.acquiredOn,
              ]
            : []),
        ]);
      }
    }
    if (rows.length >= XLSX_ROWS) break;
  }
  const sheet = [
    headers(ctx.locale).map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    ...rows.map((row) =>
      row.map((value) =>
        value === null
          ? null
          : typeof value === 'number'
            ? { value, type: Number }
            : { value: value.slice(0, 32_767), type: String },
      ),
    ),
  ];
  yield await writeXlsxFile(sheet).toBuffer();
}

const KINDS: Readonly<Record<ExportFormat, { name: string; mediaType: string }>> = {
  marc: { name: 'katalog.mrc', mediaType: 'application/marc' },
  marcxml: { name: 'katalog.xml', mediaType: 'application/marcxml+xml; charset=utf-8' },
  'slims-csv': { name: 'slims-biblio.csv', mediaType: 'text/csv; charset=utf-8' },
  'slims-items-csv': { name: 'slims-item.csv', mediaType: 'text/csv; charset=utf-8' },
  xlsx: { name: 'katalog.xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
};

/**
 * Records with their copies as a file: MARC (copies as 952), MARCXML, SLiMS' two CSV files, or an Excel sheet (up to 200,000
 * rows). Needs `exports.run`. The trace is written when the file has been read to its end; it names records that ISO 2709
 * cannot hold (longer than 99,999 bytes), which MARCXML can.
 */
export function exportRecords(ctx: Ctx, input: { format: ExportFormat; filter?: ExportFilter }): ExportFile {
  authorize(ctx, 'exports.run');
  const filter = input.filter ?? {};
  const unwritten: number[] = [];
  const bodies: Readonly<Record<ExportFormat, () => AsyncIterable<Uint8Array | string>>> = {
    marc: () => marc(ctx, filter, unwritten),
    marcxml: () => marcXml(ctx, filter),
    'slims-csv': () => slimsBiblio(ctx, filter),
    'slims-items-csv': () => slimsItems(ctx, filter),
    xlsx: () => xlsx(ctx, filter),
  };
  async function* traced(): AsyncGenerator<Uint8Array | string> {
    yield* bodies[input.format]();
    await ctx.db.transaction().execute((trx) =>
      recordAudit(trx, ctx, {
        action: 'catalog.exported',
        entity: 'export',
        entityId: input.format,
        after: { filter, ...(unwritten.length > 0 ? { unwritten } : {}) },
      }),
    );
  }
  const kind = KINDS[input.format];
  return { fileName: kind.name, mediaType: kind.mediaType, body: traced() };
}
