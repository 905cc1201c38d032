import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { AttachmentAccess } from '../rules/terms.ts';

export interface AttachmentRow {
  id: number;
  bibId: number;
  title: string;
  fileKey: string;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  access: AttachmentAccess;
  categoryCodes: string[];
  createdAt: Date;
  downloads: number;
}

const rows = (db: Db | Tx) =>
  db
    .selectFrom('attachment')
    .select(['id', 'bibId', 'title', 'fileKey', 'fileName', 'mediaType', 'sizeBytes', 'categoryCodes', 'createdAt'])
    .select([
      sql<AttachmentAccess>`access`.as('access'),
      sql<number>`(select count(*) from attachment_download d where d.attachment_id = attachment.id)`.as('downloads'),
    ]);

export const selectAttachments = async (db: Db | Tx, bibId: number): Promise<AttachmentRow[]> =>
  rows(db).where('bibId', '=', bibId).orderBy('id').execute();

export const selectAttachment = async (db: Db | Tx, id: number): Promise<AttachmentRow | undefined> =>
  rows(db).where('id', '=', id).executeTakeFirst();

export async function insertAttachment(trx: Tx, values: Omit<AttachmentRow, 'id' | 'downloads'>): Promise<number> {
  const row = await trx.insertInto('attachment').values(values).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

export async function deleteAttachment(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('attachment').where('id', '=', id).execute();
}

/** A download is counted by kind of reader, never by person. */
export async function insertDownload(
  db: Db,
  attachmentId: number,
  memberCategory: string | null,
  at: Date,
): Promise<void> {
  await db.insertInto('attachmentDownload').values({ attachmentId, memberCategory, at }).execute();
}

/** The category of a member who may use the library, or null. */
export async function selectMemberCategory(db: Db, memberId: number): Promise<string | null> {
  const row = await db
    .selectFrom('member')
    .innerJoin('memberCategory', 'memberCategory.id', 'member.categoryId')
    .select('memberCategory.code')
    .where('member.id', '=', memberId)
    .where('member.status', '=', 'active')
    .executeTakeFirst();
  return row?.code ?? null;
}

export async function moveAttachments(trx: Tx, fromBibId: number, toBibId: number): Promise<number[]> {
  const moved = await trx
    .updateTable('attachment')
    .set({ bibId: toBibId })
    .where('bibId', '=', fromBibId)
    .returning('id')
    .execute();
  return moved.map((row) => row.id);
}

/** Puts files that were moved back on their record. */
export async function moveAttachmentsBack(
  trx: Tx,
  { ids, from, to }: { ids: readonly number[]; from: number; to: number },
): Promise<void> {
  await trx
    .updateTable('attachment')
    .set({ bibId: to })
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('bibId', '=', from)
    .execute();
}

/** @returns where their files lie */
export async function deleteAttachments(trx: Tx, ids: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ fileKey: string }>`
    delete from attachment where id = any(${[...ids]}::bigint[]) returning file_key`.execute(trx);
  return rows.map(({ fileKey }) => fileKey);
}
