import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { CertificateContent } from '../rules/content.ts';

/** Whose it is: a member, or somebody of staff. */
export type CertificateHolder = { memberId: number } | { accountId: number };

/** A certificate as whoever holds it has it. */
export interface HeldRow {
  id: number;
  accountId: number | null;
  subject: string | null;
  number: string;
  code: string;
  content: CertificateContent;
  revokedAt: Date | null;
}

const held = (db: Db | Tx) =>
  db
    .selectFrom('certificate')
    .select(['id', 'accountId', 'subject', 'number', 'code', 'revokedAt'])
    .select(sql<CertificateContent>`content`.as('content'));

/** Nobody else issues one of this subject to this holder until the transaction ends. */
export async function lockHolder(trx: Tx, subject: string, holder: CertificateHolder): Promise<void> {
  const whose = 'memberId' in holder ? `member ${holder.memberId}` : `account ${holder.accountId}`;
  await sql`select pg_advisory_xact_lock(hashtext('certificates of holders'), hashtext(${`${subject} ${whose}`}))`.execute(
    trx,
  );
}

/** Those of a holder and subject, the newest first. */
export const selectHeld = async (db: Db | Tx, subject: string, holder: CertificateHolder): Promise<HeldRow[]> =>
  held(db)
    .where('subject', '=', subject)
    .where(
      'memberId' in holder
        ? sql<boolean>`member_id = ${holder.memberId}`
        : sql<boolean>`account_id = ${holder.accountId}`,
    )
    .orderBy('id', 'desc')
    .execute();

export const selectOfAccounts = async (db: Db | Tx, accountIds: readonly number[]): Promise<HeldRow[]> =>
  held(db)
    .where('accountId', '=', sql<number>`any(${[...accountIds]}::bigint[])`)
    .orderBy('id')
    .execute();

export const selectHeldOfMember = async (db: Db | Tx, memberId: number): Promise<HeldRow[]> =>
  held(db).where('memberId', '=', memberId).orderBy('id').execute();

export const selectHeldById = async (db: Db | Tx, ids: readonly number[]): Promise<HeldRow[]> =>
  held(db)
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .orderBy('id')
    .execute();

/** It is forgotten whose certificates these were; the documents stay. */
export const unlinkMember = async (trx: Tx, memberId: number): Promise<void> => {
  await trx.updateTable('certificate').set({ memberId: null }).where('memberId', '=', memberId).execute();
};
