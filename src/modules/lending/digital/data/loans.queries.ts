import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DigitalLoan } from '../client.ts';

const shown = (db: Db | Tx) =>
  db
    .selectFrom('digitalLoan')
    .innerJoin('attachment', 'attachment.id', 'digitalLoan.attachmentId')
    .innerJoin('bib', 'bib.id', 'attachment.bibId')
    .select(['digitalLoan.id', 'attachmentId', 'attachment.title', 'bibId', 'bib.title as bibTitle'])
    .select(['borrowedAt', 'dueAt']);

/** What a member has at an instant, the first to end first. */
export const selectLoansOf = async (db: Db | Tx, memberId: number, now: Date): Promise<DigitalLoan[]> =>
  shown(db)
    .where('memberId', '=', memberId)
    .where('endedAt', 'is', null)
    .where('dueAt', '>', now)
    .orderBy('dueAt')
    .orderBy('digitalLoan.id')
    .execute();

export const selectLoanOf = async (
  db: Db | Tx,
  memberId: number,
  attachmentId: number,
  now: Date,
): Promise<DigitalLoan | undefined> =>
  shown(db)
    .where('memberId', '=', memberId)
    .where('attachmentId', '=', attachmentId)
    .where('endedAt', 'is', null)
    .where('dueAt', '>', now)
    .executeTakeFirst();

export const selectOpenLoan = async (
  db: Db | Tx,
  id: number,
): Promise<{ attachmentId: number; memberId: number | null; endedAt: Date | null } | undefined> =>
  db.selectFrom('digitalLoan').select(['attachmentId', 'memberId', 'endedAt']).where('id', '=', id).executeTakeFirst();

/** More than any license has: an offer holds also when staff have lowered the number of copies since. */
const SLOTS = 1000;

/** Takes the lowest free copy. The unique index is the last guard. @returns the loan's id */
export async function insertLoan(
  trx: Tx,
  loan: { attachmentId: number; memberId: number; borrowedAt: Date; dueAt: Date },
): Promise<number> {
  const { attachmentId, memberId, borrowedAt, dueAt } = loan;
  const query = sql<{ id: number }>`
    insert into digital_loan (attachment_id, member_id, slot, borrowed_at, due_at)
    select ${attachmentId}, ${memberId}, min(free.slot), ${borrowedAt}, ${dueAt}
    from digital_license l, generate_series(1, ${SLOTS}::int) free (slot)
    where l.attachment_id = ${attachmentId} and not exists (select from digital_loan d
      where d.attachment_id = l.attachment_id and d.slot = free.slot and d.ended_at is null)
    returning id`;
  const [row] = (await query.execute(trx)).rows;
  if (!row) throw new Error('no copy is free');
  return row.id;
}

/** Ends what has run out, at the instant at which it did. */
export async function endDueLoans(trx: Tx, attachmentId: number, now: Date): Promise<void> {
  await sql`update digital_loan set ended_at = due_at, end_reason = 'due'
    where attachment_id = ${attachmentId} and ended_at is null and due_at <= ${now}`.execute(trx);
}

export async function endLoan(trx: Tx, id: number, endedAt: Date): Promise<boolean> {
  const ended = await trx
    .updateTable('digitalLoan')
    .set({ endedAt, endReason: 'returned' })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

export async function countOpenLoans(trx: Tx, attachmentId: number): Promise<number> {
  const row = await trx
    .selectFrom('digitalLoan')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('attachmentId', '=', attachmentId)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Loans that ended before an instant and still say whose they were. */
export async function countNamedLoans(db: Db | Tx, before: Date): Promise<number> {
  const row = await db
    .selectFrom('digitalLoan')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('endedAt', '<', before)
    .where('memberId', 'is not', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** @returns of how many loans it is forgotten whose they were */
export async function cutNamedLoans(db: Db | Tx, before: Date): Promise<number> {
  const cut = await db
    .updateTable('digitalLoan')
    .set({ memberId: null })
    .where('endedAt', '<', before)
    .where('memberId', 'is not', null)
    .executeTakeFirst();
  return Number(cut.numUpdatedRows);
}

/** All loans that still name a member, for the member. */
export const selectNamedLoans = async (db: Db | Tx, memberId: number) =>
  shown(db).select(['endedAt', 'endReason']).where('memberId', '=', memberId).orderBy('digitalLoan.id').execute();

/** With a person their loans end, and nobody's name stays at those that ended before. */
export async function forgetLoansOf(trx: Tx, memberId: number, now: Date): Promise<void> {
  await sql`update digital_loan set member_id = null, end_reason = coalesce(end_reason, 'erased'),
    ended_at = coalesce(ended_at, ${now}) where member_id = ${memberId}`.execute(trx);
}
