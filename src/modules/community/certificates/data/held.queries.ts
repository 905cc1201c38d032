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

/** One of them with where it was given, for staff. */
export interface HeldAtRow {
  code: string;
  number: string;
  content: CertificateContent;
  libraryId: number;
  timeZone: string;
  /** Of the member whose it is; null: of nobody who is a member. */
  homeLibraryId: number | null;
  issuedAt: Date;
  revokedAt: Date | null;
  mayGiveAgain: boolean;
}

/** Certificates that libraries (null: any) gave outside programmes, the newest first; one whose name stands on the paper alone only by its whole number or code. @param about.words what they have in them; empty: anything */
export async function selectHeldAt(
  db: Db | Tx,
  { libraryIds, words, limit }: { libraryIds: readonly number[] | null; words: string; limit: number },
): Promise<HeldAtRow[]> {
  const sought = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await sql<HeldAtRow>`
    select c.code, c.number, c.content, c.library_id, l.time_zone, m.home_library_id, c.issued_at, c.revoked_at,
      c.revoked_at is not null and num_nonnulls(c.member_id, c.account_id) = 1 and not exists (select from certificate o
        where o.subject = c.subject and o.revoked_at is null
          and (o.member_id = c.member_id or o.account_id = c.account_id)) as may_give_again
    from certificate c join library l on l.id = c.library_id left join member m on m.id = c.member_id
    where c.subject is not null
      and (not coalesce((c.content->>'isNameless')::boolean, false) or (${words} <> '' and ${words} in (c.number, c.code)))
      and (${libraryIds === null ? null : [...libraryIds]}::bigint[] is null or c.library_id = any(${libraryIds === null ? null : [...libraryIds]}::bigint[]))
      and (${words} = '' or concat_ws(' ', c.content->>'name', c.content->>'program', c.number, c.code) ilike ${sought})
    order by c.id desc limit ${limit}`.execute(db);
  return rows;
}

/** The true name of a holder as it is now. */
export const findHolderName = async (db: Db | Tx, holder: CertificateHolder): Promise<string | undefined> =>
  'memberId' in holder
    ? (await db.selectFrom('member').select('fullName').where('id', '=', holder.memberId).executeTakeFirst())?.fullName
    : (await db.selectFrom('account').select('fullName').where('id', '=', holder.accountId).executeTakeFirst())
        ?.fullName;
