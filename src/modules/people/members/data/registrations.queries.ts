import type { Insertable, Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Registration } from '#platform/database/db-types';
import type { CodeWay, RegistrationStatus } from '../rules/registration.ts';

const selectRegistrations = (db: Db | Tx) =>
  db
    .selectFrom('registration')
    .innerJoin('library', 'library.id', 'registration.homeLibraryId')
    .leftJoin('member', 'member.id', 'registration.memberId')
    .select([
      'registration.id',
      'registration.number',
      'registration.status',
      'registration.person',
      'registration.nikSealed',
      'registration.nikKeyId',
      'registration.nikLast4',
      'registration.consents',
      'registration.proven',
      'registration.codeHash',
      'registration.codeSentAt',
      'registration.codeFailed',
      'registration.codeWay',
      'registration.emailConfirmedAt',
      'registration.phoneConfirmedAt',
      'registration.homeLibraryId',
      'library.code as homeLibrary',
      'library.name as homeLibraryName',
      'library.timeZone',
      'registration.locale',
      'registration.createdAt',
      'registration.submittedAt',
      'registration.decidedAt',
      'registration.decidedBy',
      'registration.reason',
      'member.number as memberNumber',
    ])
    .$narrowType<{ status: RegistrationStatus; locale: 'id' | 'en'; codeWay: CodeWay | null }>();
export type RegistrationRow = NonNullable<Awaited<ReturnType<typeof findByToken>>>;

export const findByToken = async (db: Db | Tx, tokenHash: Buffer) =>
  selectRegistrations(db).where('registration.tokenHash', '=', tokenHash).executeTakeFirst();
export const lockByToken = async (trx: Tx, tokenHash: Buffer) =>
  selectRegistrations(trx).where('registration.tokenHash', '=', tokenHash).forUpdate('registration').executeTakeFirst();
export const findByNumber = async (db: Db | Tx, number: string) =>
  selectRegistrations(db).where('registration.number', '=', number).executeTakeFirst();
export const lockByNumber = async (trx: Tx, number: string) =>
  selectRegistrations(trx).where('registration.number', '=', number).forUpdate('registration').executeTakeFirst();

/** Those that wait for a librarian, the longest waiting first. */
export async function selectPending(
  db: Db | Tx,
  filter: { within: readonly number[] | null; confirmedOnly: boolean; afterId: number | null; limit: number },
) {
  let query = selectRegistrations(db).where('registration.status', '=', 'submitted');
  if (filter.within !== null) {
    query = query.where('registration.homeLibraryId', 'in', filter.within.length > 0 ? [...filter.within] : [0]);
  }
  if (filter.confirmedOnly) {
    query = query.where((eb) =>
      eb.or([
        eb('registration.proven', '=', true),
        eb('registration.emailConfirmedAt', 'is not', null),
        eb('registration.phoneConfirmedAt', 'is not', null),
      ]),
    );
  }
  if (filter.afterId !== null) query = query.where('registration.id', '>', filter.afterId);
  return query.orderBy('registration.id').limit(filter.limit).execute();
}

export async function insertRegistration(trx: Tx, row: Insertable<Registration>): Promise<void> {
  await trx.insertInto('registration').values(row).execute();
}

export async function updateRegistration(trx: Tx, id: number, changes: Updateable<Registration>): Promise<void> {
  await trx.updateTable('registration').set(changes).where('id', '=', id).execute();
}

/** What is kept of a decided registration: when, by whom, and which member it became. */
export const WIPED = {
  person: null,
  nikSealed: null,
  nikKeyId: null,
  nikLast4: null,
  codeHash: null,
} as const;
