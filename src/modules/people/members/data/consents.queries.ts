import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ConsentEvent, ConsentText, MemberDeskHelp } from '#platform/database/db-types';
import type {
  ConsentChannel,
  ConsentPurpose,
  GuardianConsent,
  LedgerPurpose,
  LetterPurpose,
  LetterWay,
} from '../rules/consent.ts';
import { asWritten, spellings } from './card-numbers.queries.ts';

/** The wording that holds now, of each purpose. */
export const selectCurrentTexts = async (db: Db | Tx) =>
  db
    .selectFrom('consentText')
    .distinctOn('purpose')
    .select(['purpose', 'version', 'titleId', 'titleEn', 'bodyId', 'bodyEn', 'publishedAt', 'publishedBy'])
    .orderBy('purpose')
    .orderBy('version', 'desc')
    .$narrowType<{ purpose: LedgerPurpose }>()
    .execute();

/** All wordings of all times, the newest first. */
export const selectTexts = async (db: Db | Tx) =>
  db
    .selectFrom('consentText')
    .select(['purpose', 'version', 'titleId', 'titleEn', 'bodyId', 'bodyEn', 'publishedAt', 'publishedBy'])
    .orderBy('purpose')
    .orderBy('version', 'desc')
    .$narrowType<{ purpose: LedgerPurpose }>()
    .execute();

/** The next version of a wording; the table is locked against a second publisher until the transaction ends. */
export async function insertText(trx: Tx, row: Omit<Insertable<ConsentText>, 'version'>): Promise<number> {
  await sql`lock table consent_text in share row exclusive mode`.execute(trx);
  const { version } = await trx
    .insertInto('consentText')
    .values((eb) => ({
      ...row,
      version: eb
        .selectFrom('consentText')
        .select((last) => sql<number>`coalesce(${last.fn.max('version')}, 0) + 1`.as('next'))
        .where('purpose', '=', row.purpose),
    }))
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

export const selectEvents = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('consentEvent')
    .select(['id', 'purpose', 'textVersion', 'act', 'givenBy', 'guardianName', 'guardianRelation', 'guardianContact'])
    .select(['channel', 'topic', 'way', 'at', 'recordedBy'])
    .where('memberId', '=', memberId)
    .orderBy('id', 'desc')
    .$narrowType<{
      purpose: LedgerPurpose;
      act: 'given' | 'withdrawn';
      givenBy: 'member' | 'guardian';
      channel: ConsentChannel;
      way: LetterWay | null;
    }>()
    .execute();

export async function insertEvent(trx: Tx, row: Insertable<ConsentEvent>): Promise<void> {
  await trx.insertInto('consentEvent').values(row).execute();
}

export async function setGuardianConsent(trx: Tx, memberId: number, guardianConsent: GuardianConsent): Promise<void> {
  await trx.updateTable('member').set({ guardianConsent }).where('id', '=', memberId).execute();
}

/** Those of the members whose last word on a purpose is yes. */
export async function selectConsenting(
  db: Db | Tx,
  purpose: ConsentPurpose,
  memberIds: readonly number[],
): Promise<Set<number>> {
  if (memberIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('consentEvent')
    .innerJoin('member', 'member.id', 'consentEvent.memberId')
    .distinctOn('consentEvent.memberId')
    .select(['member.id as memberId', 'consentEvent.act'])
    .where('consentEvent.purpose', '=', purpose)
    .where('consentEvent.memberId', 'in', [...memberIds])
    .where('member.restrictedAt', 'is', null)
    .orderBy('consentEvent.memberId')
    .orderBy('consentEvent.id', 'desc')
    .execute();
  return new Set(rows.filter((row) => row.act === 'given').map((row) => row.memberId));
}

/** The last act of each member about a purpose. */
export async function selectLastConsents(
  db: Db | Tx,
  purpose: ConsentPurpose,
  memberIds: readonly number[],
): Promise<Map<number, 'given' | 'withdrawn'>> {
  if (memberIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('consentEvent')
    .distinctOn('memberId')
    .select(['memberId', 'act'])
    .$narrowType<{ memberId: number }>()
    .where('purpose', '=', purpose)
    .where('memberId', 'in', [...memberIds])
    .orderBy('memberId')
    .orderBy('id', 'desc')
    .$narrowType<{ act: 'given' | 'withdrawn' }>()
    .execute();
  return new Map(rows.map((row) => [row.memberId, row.act]));
}

/** What a subscriber to letters last said, of each topic and way; of a member what was last said under that card, and by no other since. */
export const selectLetterConsents = async (db: Db | Tx, of: { subscriberKey: string } | { memberId: number }) =>
  db
    .selectFrom(
      db
        .selectFrom('consentEvent')
        .distinctOn(['subscriberKey', 'purpose', 'topic', 'way'])
        .select(['id', 'subscriberKey', 'memberId', 'purpose', 'topic', 'way', 'act', 'textVersion', 'at'])
        .where('subscriberKey', 'is not', null)
        .$if('memberId' in of, (query) =>
          query.where('subscriberKey', 'in', (eb) =>
            eb
              .selectFrom('consentEvent')
              .select('subscriberKey')
              .where('memberId', '=', 'memberId' in of ? of.memberId : 0),
          ),
        )
        .$if('subscriberKey' in of, (query) =>
          query.where('subscriberKey', '=', 'subscriberKey' in of ? of.subscriberKey : ''),
        )
        .orderBy('subscriberKey')
        .orderBy('purpose')
        .orderBy('topic')
        .orderBy('way')
        .orderBy('id', 'desc')
        .as('last'),
    )
    .selectAll()
    .$if('memberId' in of, (query) => query.where('memberId', '=', 'memberId' in of ? of.memberId : 0))
    .orderBy('id', 'desc')
    .$narrowType<{ subscriberKey: string; purpose: LetterPurpose; way: LetterWay; act: 'given' | 'withdrawn' }>()
    .execute();

/** All that was ever said by one subscriber, the newest first. */
export const selectLetterEvents = async (db: Db | Tx, subscriberKey: string) =>
  db
    .selectFrom('consentEvent')
    .select(['purpose', 'topic', 'way', 'act', 'textVersion', 'channel', 'at', 'recordedBy'])
    .where('subscriberKey', '=', subscriberKey)
    .orderBy('id', 'desc')
    .$narrowType<{ purpose: LetterPurpose; way: LetterWay; act: 'given' | 'withdrawn'; channel: ConsentChannel }>()
    .execute();

/** What is kept of a member under `desk_help`. */
export const findDeskHelp = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('memberDeskHelp')
    .select(['sealed', 'keyId', 'updatedAt'])
    .where('memberId', '=', memberId)
    .executeTakeFirst();

/** The same by the number of a card that is used today, as scanned or typed, with where its owner belongs; of members whose data are only kept nothing. */
export const findDeskHelpByNumber = async (db: Db, number: string) =>
  db
    .selectFrom('memberDeskHelp')
    .innerJoin('member', 'member.id', 'memberDeskHelp.memberId')
    .select(['memberDeskHelp.memberId', 'memberDeskHelp.sealed', 'memberDeskHelp.keyId', 'member.homeLibraryId'])
    // whose card it is, is decided as everywhere else, whether something is kept of that member or not
    .where('member.id', '=', (eb) =>
      eb
        .selectFrom('member as holder')
        .select('holder.id')
        .where('holder.number', 'in', spellings(number))
        .orderBy(asWritten('holder.number', number))
        .limit(1),
    )
    .where('member.restrictedAt', 'is', null)
    .executeTakeFirst();

export async function writeDeskHelp(
  trx: Tx,
  memberId: number,
  values: Omit<Insertable<MemberDeskHelp>, 'memberId'>,
): Promise<void> {
  await trx
    .insertInto('memberDeskHelp')
    .values({ ...values, memberId })
    .onConflict((conflict) => conflict.column('memberId').doUpdateSet(values))
    .execute();
}

/** @returns whether there was something */
export const deleteDeskHelp = async (trx: Tx, memberId: number): Promise<boolean> =>
  (await trx.deleteFrom('memberDeskHelp').where('memberId', '=', memberId).executeTakeFirst()).numDeletedRows > 0n;
