import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { GuardianConsent } from '../client.ts';

/** One list at a time is written for a library; goes with the transaction. */
export async function lockClassLists(trx: Tx, libraryId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('members.class-list'), ${libraryId}::int)`.execute(trx);
}

/** Members with one of these numbers, or with one of these folded names and a birth date of the list. */
export const selectAlike = async (
  db: Db | Tx,
  wanted: { numbers: readonly string[]; foldedNames: readonly string[]; birthDates: readonly LocalDate[] },
) =>
  db
    .selectFrom('member')
    .select(['id', 'number', 'fullName', 'foldedName', 'birthDate', 'homeLibraryId', 'className', 'status'])
    .where((eb) =>
      eb.or([
        eb('number', '=', sql<string>`any(${[...wanted.numbers]}::text[])`),
        eb.and([
          eb('foldedName', '=', sql<string>`any(${[...wanted.foldedNames]}::text[])`),
          eb('birthDate', '=', sql<LocalDate>`any(${[...wanted.birthDates]}::date[])`),
          eb('status', '=', 'active'),
        ]),
      ]),
    )
    .execute();

/** The classes of a library with how many pupils and how many consents of guardians are missing; below 18, active. */
export const selectClasses = async (db: Db | Tx, libraryId: number, bornAfter: LocalDate) =>
  db
    .selectFrom('member')
    .select('className')
    .select((eb) => [
      eb.fn.countAll<number>().as('pupils'),
      sql<number>`count(*) filter (where guardian_consent <> 'given' and birth_date > ${bornAfter}::date)`.as(
        'missing',
      ),
    ])
    .where('homeLibraryId', '=', libraryId)
    .where('status', '=', 'active')
    .where('className', 'is not', null)
    .groupBy('className')
    .orderBy('className')
    .$narrowType<{ className: string }>()
    .execute();

/** The pupils of a class in the order of their names. */
export const selectPupils = async (db: Db | Tx, libraryId: number, className: string) =>
  db
    .selectFrom('member')
    .select(['id', 'number', 'fullName', 'birthDate', 'guardianName', 'guardianRelation', 'guardianConsent'])
    .where('homeLibraryId', '=', libraryId)
    .where('status', '=', 'active')
    .where('className', '=', className)
    .orderBy('fullName')
    .orderBy('id')
    .limit(500)
    .$narrowType<{ guardianConsent: GuardianConsent }>()
    .execute();
