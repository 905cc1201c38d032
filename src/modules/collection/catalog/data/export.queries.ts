import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { MarcRecord, MarcSubfield } from '#shared/marc/record';
import type { SourceNotes } from '../rules/formats/item-fields.ts';

export interface ExportFilter {
  material?: string | undefined;
  libraryId?: number | undefined;
  /** Hidden records too. */
  includeHidden?: boolean | undefined;
  /** Only records entered or changed since. */
  changedSince?: Date | undefined;
  ids?: readonly number[] | undefined;
}
export interface ExportedBib {
  id: number;
  marc: MarcRecord;
}

/** The records that a filter leaves. */
function filtered(db: Db, filter: ExportFilter) {
  let query = db.selectFrom('bib').where('deletedAt', 'is', null);
  if (!filter.includeHidden) query = query.where('hidden', '=', false);
  if (filter.material) query = query.where('material', '=', filter.material);
  if (filter.changedSince) query = query.where('updatedAt', '>=', filter.changedSince);
  if (filter.ids) query = query.where('id', '=', sql<number>`any(${filter.ids}::bigint[])`);
  const { libraryId } = filter;
  if (libraryId !== undefined) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('item')
          .select('item.id')
          .whereRef('item.bibId', '=', 'bib.id')
          .where('item.libraryId', '=', libraryId)
          .where('item.status', '!=', 'withdrawn'),
      ),
    );
  }
  return query;
}

/** The next records of an export, by id. */
export async function selectBibsForExport(
  db: Db,
  filter: ExportFilter,
  afterId: number,
  limit: number,
): Promise<ExportedBib[]> {
  return filtered(db, filter)
    .select(['id', sql<MarcRecord>`marc`.as('marc')])
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** How many records an export has. */
export async function countExportBibs(db: Db, filter: ExportFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Copies that an export has of the record at hand. */
const copies = (filter: ExportFilter) => sql<number>`(
  select count(*)::int from item
  where item.bib_id = bib.id and item.status <> 'withdrawn'
    and ${filter.libraryId === undefined ? sql`true` : sql`item.library_id = ${filter.libraryId}`})`;

/** How many lines an export has that writes one for each copy, and one for a record without copies. */
export async function countExportLines(db: Db, filter: ExportFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select(sql<number>`coalesce(sum(greatest(1, ${copies(filter)})), 0)::int`.as('lines'))
    .executeTakeFirstOrThrow();
  return row.lines;
}

/** Records that are so long, or have so many copies, that ISO 2709 may not hold them; few, and each is to be tried. */
export async function selectLongBibIds(db: Db, filter: ExportFilter): Promise<number[]> {
  const rows = await filtered(db, filter)
    .select('id')
    // the text of the JSON is always longer than the record in ISO 2709; a field may have 9,999 bytes
    .where((eb) => eb.or([sql<boolean>`octet_length(marc::text) > 9999`, sql<boolean>`${copies(filter)} > 100`]))
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

export interface ExportedItem {
  bibId: number;
  barcode: string;
  accessionNumber: string;
  callNumber: string | null;
  itemType: string;
  /** In Indonesian. */
  itemTypeName: string;
  itemTypeNameEn: string;
  libraryCode: string;
  libraryName: string;
  spaceName: string | null;
  status: string;
  source: string | null;
  price: number | null;
  supplier: string | null;
  acquiredOn: string | null;
  copyNote: string | null;
  deskNote: string | null;
  sourceSubfields: MarcSubfield[] | null;
  sourceNotes: SourceNotes | null;
  createdAt: Date;
  updatedAt: Date;
}

/** Barcodes and accession numbers of all copies of these records, withdrawn ones too. */
export async function selectNumbersOfCopies(db: Db, bibIds: readonly number[]): Promise<Map<number, Set<string>>> {
  const rows = await db
    .selectFrom('item')
    .select(['bibId', 'barcode', 'accessionNumber'])
    .where('bibId', '=', sql<number>`any(${bibIds}::bigint[])`)
    .execute();
  const byBib = Map.groupBy(rows, (row) => row.bibId);
  return new Map([...byBib].map(([id, of]) => [id, new Set(of.flatMap((row) => [row.barcode, row.accessionNumber]))]));
}

/** Copies of these records that are in the collection. @param libraryId only this library's */
export async function selectItemsForExport(
  db: Db,
  bibIds: readonly number[],
  libraryId?: number,
): Promise<ExportedItem[]> {
  if (bibIds.length === 0) return [];
  let query = db
    .selectFrom('item')
    .innerJoin('library', 'library.id', 'item.libraryId')
    .innerJoin('itemType', 'itemType.code', 'item.itemType')
    .leftJoin('space', 'space.id', 'item.spaceId')
    .select([
      'item.bibId',
      'item.barcode',
      'item.accessionNumber',
      'item.callNumber',
      'item.itemType',
      'itemType.nameId as itemTypeName',
      'itemType.nameEn as itemTypeNameEn',
      'library.code as libraryCode',
      'library.name as libraryName',
      'space.name as spaceName',
      'item.status',
      'item.source',
      'item.price',
      'item.supplier',
      'item.acquiredOn',
      'item.copyNote',
      'item.deskNote',
      sql<MarcSubfield[] | null>`item.source_subfields`.as('sourceSubfields'),
      sql<SourceNotes | null>`item.source_notes`.as('sourceNotes'),
      'item.createdAt',
      'item.updatedAt',
    ])
    .where('item.bibId', '=', sql<number>`any(${bibIds}::bigint[])`)
    .where('item.status', '!=', 'withdrawn')
    .orderBy('item.id');
  if (libraryId !== undefined) query = query.where('item.libraryId', '=', libraryId);
  return query.execute();
}
