import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { MailRhythm } from '../rules/mail-rhythm.ts';

/** A kept report that goes to somebody, as it stands in the tables. */
export interface MailRow {
  keptId: number;
  name: string;
  query: unknown;
  rhythm: MailRhythm;
  ownerId: number;
  owner: string;
  readerId: number;
  toldOn: LocalDate;
  /** Of which libraries the last letter told; null = of the network. */
  toldOf: number[] | null;
}

/** @param about.keptIds of these reports, `about.readerId` to this account; left out: all */
export const selectMails = async (
  db: Db | Tx,
  about: { keptIds?: readonly number[]; readerId?: number } = {},
): Promise<MailRow[]> => {
  const rows = await db
    .selectFrom('reportMailReader')
    .innerJoin('reportMail', 'reportMail.keptReportId', 'reportMailReader.keptReportId')
    .innerJoin('keptReport', 'keptReport.id', 'reportMail.keptReportId')
    .innerJoin('account', 'account.id', 'keptReport.accountId')
    .select([
      'keptReport.id as keptId',
      'keptReport.name',
      'keptReport.query',
      sql<MailRhythm>`report_mail.rhythm`.as('rhythm'),
      'keptReport.accountId as ownerId',
      'account.fullName as owner',
      'reportMailReader.accountId as readerId',
      'reportMailReader.toldOn',
      'reportMailReader.toldOf',
    ])
    .$if(about.keptIds !== undefined, (query) =>
      query.where('keptReport.id', '=', sql<number>`any(${[...(about.keptIds ?? [])]}::bigint[])`),
    )
    .$if(about.readerId !== undefined, (query) => query.where('reportMailReader.accountId', '=', about.readerId ?? 0))
    .orderBy('keptReport.name')
    .orderBy('keptReport.id')
    .orderBy('reportMailReader.accountId')
    .execute();
  // numbers in an array come as texts
  return rows.map((row) => ({ ...row, toldOf: row.toldOf?.map(Number) ?? null }));
};

/** The query of a kept report of an account, which waits for whoever else changes it; undefined: it has none of this id. */
export const lockOwnKept = async (
  trx: Tx,
  { accountId, id }: { accountId: number; id: number },
): Promise<{ name: string; query: unknown } | undefined> =>
  trx
    .selectFrom('keptReport')
    .select(['name', 'query'])
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst();

/** Sends it from now on in this rhythm to these; what was told to them in the same rhythm stays told. */
export async function saveMail(
  trx: Tx,
  keptReportId: number,
  mail: { rhythm: MailRhythm; readers: readonly number[]; on: LocalDate; at: Date },
): Promise<void> {
  const { rhythm, readers, on, at } = mail;
  const before = await trx
    .selectFrom('reportMail')
    .select('rhythm')
    .where('keptReportId', '=', keptReportId)
    .executeTakeFirst();
  if (before?.rhythm !== rhythm) await deleteMail(trx, keptReportId);
  await trx
    .insertInto('reportMail')
    .values({ keptReportId, rhythm, setAt: at })
    .onConflict((conflict) => conflict.column('keptReportId').doUpdateSet({ setAt: at }))
    .execute();
  await trx
    .deleteFrom('reportMailReader')
    .where('keptReportId', '=', keptReportId)
    .where(sql<boolean>`account_id <> all(${[...readers]}::bigint[])`)
    .execute();
  await trx
    .insertInto('reportMailReader')
    .values(readers.map((accountId) => ({ keptReportId, accountId, toldOn: on })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** It is sent to nobody any more. */
export async function deleteMail(trx: Tx, keptReportId: number): Promise<void> {
  await trx.deleteFrom('reportMail').where('keptReportId', '=', keptReportId).execute();
}

/** @returns false where it did not go to them */
export async function deleteReader(
  trx: Tx,
  { keptId, readerId }: { keptId: number; readerId: number },
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('reportMailReader')
    .where('keptReportId', '=', keptId)
    .where('accountId', '=', readerId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Notes that it is told to them of this day, once, and of which libraries; it was told last of `toldOn`. @returns false where it was, or does not go to them any more */
export async function markTold(
  trx: Tx,
  { keptId, readerId, toldOn }: Pick<MailRow, 'keptId' | 'readerId' | 'toldOn'>,
  { on, of }: { on: LocalDate; of: number[] | null },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('reportMailReader')
    .set({ toldOn: on, toldOf: of })
    .where('keptReportId', '=', keptId)
    .where('accountId', '=', readerId)
    .where('toldOn', '=', toldOn)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
