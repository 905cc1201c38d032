import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { AttachmentAccess } from '../rules/terms.ts';
import type { BibRow } from './bibs.queries.ts';
import type { ItemWithNames } from './items.queries.ts';

/** What of a copy is shown to everyone. */
export type ShownItem = Pick<
  ItemWithNames,
  | 'id'
  | 'bibId'
  | 'libraryId'
  | 'libraryCode'
  | 'libraryName'
  | 'spaceId'
  | 'spaceName'
  | 'barcode'
  | 'callNumber'
  | 'itemType'
  | 'itemTypeNameId'
  | 'itemTypeNameEn'
  | 'status'
  | 'onLoan'
  | 'setAside'
> & {
  timeZone: string;
  /** Its library does not lend it; only looked at for what is on the shelf. */
  readHere: boolean;
  /** When it is expected back, as written in JSON. */
  until: string | null;
};
/** What of an attachment is shown before it is opened. */
export interface ShownAttachment {
  id: number;
  title: string;
  mediaType: string;
  sizeBytes: number;
  access: AttachmentAccess;
}
type ShownBib = Pick<
  BibRow,
  | 'id'
  | 'version'
  | 'marc'
  | 'coverKey'
  | 'coverLargeKey'
  | 'loanCount'
  | 'hidden'
  | 'createdAt'
  | 'updatedAt'
  | 'deletedAt'
  | 'deletedReason'
  | 'mergedIntoId'
>;
export type BibPageRow = ShownBib & {
  items: ShownItem[];
  attachments: ShownAttachment[];
  /** The record leads to the text in the web. */
  online: boolean;
};

const shownItems = (bib: RawBuilder<unknown>): RawBuilder<ShownItem[]> => sql<ShownItem[]>`
  (select coalesce(json_agg(json_build_object('id', i.id, 'bibId', i.bib_id, 'libraryId', l.id, 'libraryCode', l.code,
      'libraryName', l.name, 'timeZone', l.time_zone, 'spaceId', s.id, 'spaceName', s.name, 'barcode', i.barcode,
      'callNumber', i.call_number, 'itemType', t.code, 'itemTypeNameId', t.name_id, 'itemTypeNameEn', t.name_en,
      'status', i.status, 'onLoan', i.on_loan, 'setAside', i.set_aside,
      'readHere', i.status = 'available' and not i.on_loan and i.set_aside is null and read_here_only(l.id, t.code),
      'until', case when i.on_loan or i.set_aside = 'program' then copy_until(i.id, i.on_loan, i.set_aside) end)
      order by l.sort_order, l.name, l.id, i.id), '[]')
    from item i join library l on l.id = i.library_id join item_type t on t.code = i.item_type
      left join space s on s.id = i.space_id
    where i.bib_id = ${bib} and i.status <> 'withdrawn')`;

/** The copies of a record as everyone may see them, library by library, withdrawn ones left out. */
export async function selectShownItems(db: Db | Tx, bibId: number): Promise<ShownItem[]> {
  const query = sql<{ items: ShownItem[] }>`select ${shownItems(sql`${bibId}::bigint`)} as items`;
  return (await query.execute(db)).rows[0]?.items ?? [];
}

/**
 * A record with its copies (library by library, withdrawn ones left out) and attachments in one round trip: its page is asked for
 * more often than any other.
 */
export async function selectBibPage(db: Db, id: number): Promise<BibPageRow | undefined> {
  const query = sql<BibPageRow>`
    select b.id, b.version, b.marc, b.cover_key, b.cover_large_key, b.loan_count, b.hidden, b.created_at, b.updated_at,
      b.deleted_at, b.deleted_reason, b.merged_into_id,
      bib_online(b.marc) as online, ${shownItems(sql`b.id`)} as items,
      (select coalesce(json_agg(json_build_object('id', a.id, 'title', a.title, 'mediaType', a.media_type,
          'sizeBytes', a.size_bytes, 'access', a.access) order by a.id), '[]')
        from attachment a where a.bib_id = b.id) as attachments
    from bib b where b.id = ${id}`;
  return (await query.execute(db)).rows[0];
}
