import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

export interface LicenseRow {
  attachmentId: number;
  copies: number;
  loanDays: number;
}

/** How much of a license is in use at an instant. */
export interface LicenseUse extends LicenseRow {
  lent: number;
  offered: number;
  queued: number;
}

/** The terms of a license, its row locked until the transaction ends: loans and queue of a file change one after another. */
export const lockLicense = async (trx: Tx, attachmentId: number): Promise<LicenseRow | undefined> =>
  trx
    .selectFrom('digitalLicense')
    .select(['attachmentId', 'copies', 'loanDays'])
    .where('attachmentId', '=', attachmentId)
    .forUpdate()
    .executeTakeFirst();

export async function upsertLicense(trx: Tx, row: LicenseRow & { changedAt: Date }): Promise<void> {
  const { copies, loanDays, changedAt } = row;
  await trx
    .insertInto('digitalLicense')
    .values(row)
    .onConflict((conflict) => conflict.column('attachmentId').doUpdateSet({ copies, loanDays, changedAt }))
    .execute();
}

export async function selectLicenseUses(
  db: Db | Tx,
  attachmentIds: readonly number[],
  now: Date,
): Promise<LicenseUse[]> {
  if (attachmentIds.length === 0) return [];
  const query = sql<LicenseUse>`
    select l.attachment_id, l.copies, l.loan_days,
      (select count(*)::int from digital_loan d
        where d.attachment_id = l.attachment_id and d.ended_at is null and d.due_at > ${now}) as lent,
      (select count(*)::int from digital_request r
        where r.attachment_id = l.attachment_id and r.status = 'offered' and r.offer_ends_at > ${now}) as offered,
      (select count(*)::int from digital_request r
        where r.attachment_id = l.attachment_id and r.status = 'queued') as queued
    from digital_license l where l.attachment_id = any(${[...attachmentIds]}::bigint[])`;
  return (await query.execute(db)).rows;
}

/** Licenses in which a loan or an offer has run out, somebody waits who has left, or a free copy waits for somebody who waits for it. */
export async function selectUnsettled(
  db: Db | Tx,
  now: Date,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const query = sql<{ attachmentId: number }>`
    select l.attachment_id from digital_license l
    where l.attachment_id > ${after} and (exists (select from digital_loan d
        where d.attachment_id = l.attachment_id and d.ended_at is null and d.due_at <= ${now})
      or exists (select from digital_request r
        where r.attachment_id = l.attachment_id and r.status = 'offered' and r.offer_ends_at <= ${now})
      or exists (select from digital_request r join member m on m.id = r.member_id
        where r.attachment_id = l.attachment_id and r.ended_at is null and m.status = 'withdrawn')
      or (exists (select from digital_request r where r.attachment_id = l.attachment_id and r.status = 'queued')
        and l.copies > (select count(*) from digital_loan d where d.attachment_id = l.attachment_id and d.ended_at is null)
          + (select count(*) from digital_request r where r.attachment_id = l.attachment_id and r.status = 'offered')))
    order by l.attachment_id limit ${limit}`;
  return (await query.execute(db)).rows.map((row) => row.attachmentId);
}

/** Who has a licensed file now or waits for it, in whose name they are told, and the title of the record; `requestId`: of who waits. */
export async function selectReaders(
  trx: Tx,
  attachmentId: number,
  now: Date,
): Promise<{ memberId: number; homeLibraryId: number; title: string; requestId: number | null }[]> {
  const query = sql<{ memberId: number; homeLibraryId: number; title: string; requestId: number | null }>`
    select m.id as member_id, m.home_library_id, b.title, reading.request_id
    from (select member_id, null::bigint as request_id from digital_loan
        where attachment_id = ${attachmentId} and ended_at is null and due_at > ${now}
      union all
      select member_id, id from digital_request where attachment_id = ${attachmentId} and ended_at is null) reading
    join member m on m.id = reading.member_id
    join attachment a on a.id = ${attachmentId} join bib b on b.id = a.bib_id
    order by m.id`;
  return (await query.execute(trx)).rows;
}
