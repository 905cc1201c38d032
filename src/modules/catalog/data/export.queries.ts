import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { MarcRecord } from '#shared/marc/record';

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

/** The next records of an export, by id. */
export async function selectBibsForExport(
  db: Db,
  filter: ExportFilter,
  afterId: number,
  limit: number,
): Promise<ExportedBib[]> {
  let query = db
    .selectFrom('bib')
    .select(['id', sql<MarcRecord>`marc`.as('marc')])
    .where('deletedAt', 'is', null)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit);
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
  return query.execute();
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
  createdAt: Date;
  updatedAt: Date;
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
      'item.createdAt',
      'item.updatedAt',
    ])
    .where('item.bibId', '=', sql<number>`any(${bibIds}::bigint[])`)
    .where('item.status', '!=', 'withdrawn')
    .orderBy('item.id');
  if (libraryId !== undefined) query = query.where('item.libraryId', '=', libraryId);
  return query.execute();
}
