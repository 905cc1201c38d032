import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Agreement as AgreementTable, AgreementDuty as DutyTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { Duty } from '../client.ts';
import type { AgreementKind, AgreementState, AgreementView, DutySide } from '../rules/terms.ts';

const late = (today: LocalDate) => sql<number>`(select count(*)::integer from agreement_duty d
  where d.agreement_id = agreement.id and d.done_on is null and d.due_on < ${today}::date and agreement.state = 'signed')`;
const isFollowed = sql<boolean>`exists (select from agreement f where f.follows_id = agreement.id)`;

const lines = (db: Db | Tx, today: LocalDate) =>
  db
    .selectFrom('agreement')
    .innerJoin('partner', 'partner.id', 'agreement.partnerId')
    .select([
      'agreement.id',
      'agreement.partnerId',
      'partner.name as partner',
      'agreement.libraryId',
      'agreement.number',
      'agreement.title',
      'agreement.fromOn',
      'agreement.untilOn',
      'agreement.alarmSeen',
      sql<AgreementKind>`agreement.kind`.as('kind'),
      sql<AgreementState>`agreement.state`.as('state'),
      late(today).as('late'),
      isFollowed.as('isFollowed'),
    ]);
export type AgreementRow = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number];

/** So many days before its end an agreement stands among those that end. */
export const ENDING_DAYS = 30;

const shown = (view: AgreementView, today: LocalDate) =>
  ({
    open: sql<boolean>`agreement.state in ('draft', 'sent')`,
    active: sql<boolean>`agreement.state = 'signed' and agreement.until_on >= ${today}::date`,
    ending: sql<boolean>`agreement.state = 'signed' and agreement.until_on between ${today}::date and ${today}::date + ${ENDING_DAYS}::integer`,
    late: sql<boolean>`${late(today)} > 0`,
    over: sql<boolean>`(agreement.state = 'ended' or (agreement.state = 'signed' and agreement.until_on < ${today}::date))`,
  })[view];

/** The first to end first. @param after the last of the page before */
export async function selectAgreements(
  db: Db | Tx,
  {
    view,
    today,
    libraryId,
    after,
    limit,
  }: {
    view: AgreementView;
    today: LocalDate;
    libraryId: number | null;
    after: readonly [string, number] | null;
    limit: number;
  },
): Promise<AgreementRow[]> {
  let query = lines(db, today)
    .where(shown(view, today))
    .orderBy('agreement.untilOn')
    .orderBy('agreement.id')
    .limit(limit + 1);
  if (libraryId !== null) query = query.where('agreement.libraryId', '=', libraryId);
  if (after !== null)
    query = query.where(sql<boolean>`(agreement.until_on, agreement.id) > (${after[0]}::date, ${after[1]})`);
  return query.execute();
}

/** Of one partner, the latest first. */
export const selectAgreementsOf = async (db: Db | Tx, partnerId: number, today: LocalDate): Promise<AgreementRow[]> =>
  lines(db, today)
    .where('agreement.partnerId', '=', partnerId)
    .orderBy('agreement.fromOn', 'desc')
    .orderBy('agreement.id', 'desc')
    .limit(200)
    .execute();

export async function countViews(db: Db | Tx, today: LocalDate): Promise<Record<AgreementView, number>> {
  const count = (view: AgreementView) => sql<number>`count(*) filter (where ${shown(view, today)})::integer`;
  return db
    .selectFrom('agreement')
    .select([
      count('open').as('open'),
      count('active').as('active'),
      count('ending').as('ending'),
      count('late').as('late'),
      count('over').as('over'),
    ])
    .executeTakeFirstOrThrow();
}

export const findAgreement = async (db: Db | Tx, id: number, today: LocalDate) =>
  lines(db, today)
    .leftJoin('agreement as before', 'before.id', 'agreement.followsId')
    .leftJoin('agreement as next', 'next.followsId', 'agreement.id')
    .leftJoin('partnerPerson as signer', 'signer.id', 'agreement.theirSignerId')
    .select([
      'agreement.titleEn',
      'agreement.scope',
      'agreement.scopeEn',
      'agreement.sentOn',
      'agreement.signedOn',
      'agreement.ourSigner',
      'agreement.ourOffice',
      'agreement.theirSignerId',
      'signer.name as theirSigner',
      'agreement.fileKey',
      'agreement.fileType',
      'agreement.endedOn',
      'agreement.endReason',
      'agreement.createdBy',
      'agreement.version',
      'before.id as followsId',
      'before.title as followsTitle',
      'next.id as followedById',
      'next.title as followedByTitle',
    ])
    .where('agreement.id', '=', id)
    .executeTakeFirst();

export const lockAgreement = async (trx: Tx, id: number) =>
  trx
    .selectFrom('agreement')
    .selectAll()
    .select([sql<AgreementKind>`kind`.as('kind'), sql<AgreementState>`state`.as('state'), isFollowed.as('isFollowed')])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
export type LockedAgreement = NonNullable<Awaited<ReturnType<typeof lockAgreement>>>;

export const insertAgreement = async (trx: Tx, row: Insertable<AgreementTable>): Promise<number> =>
  (await trx.insertInto('agreement').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateAgreement = async (trx: Tx, id: number, changes: Updateable<AgreementTable>) =>
  trx
    .updateTable('agreement')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const deleteAgreement = async (trx: Tx, id: number) =>
  trx.deleteFrom('agreement').where('id', '=', id).execute();

/** Ours first, then by their day. */
export const selectDuties = async (db: Db | Tx, agreementId: number): Promise<Duty[]> =>
  db
    .selectFrom('agreementDuty')
    .leftJoin('account', 'account.id', 'agreementDuty.accountId')
    .leftJoin('partnerPerson', 'partnerPerson.id', 'agreementDuty.personId')
    .select([
      'agreementDuty.id',
      sql<DutySide>`agreement_duty.side`.as('side'),
      'agreementDuty.text',
      'agreementDuty.dueOn',
      'agreementDuty.accountId',
      'agreementDuty.personId',
      sql<string | null>`coalesce(account.full_name, partner_person.name)`.as('inCharge'),
      'agreementDuty.doneOn',
      'agreementDuty.doneBy',
      'agreementDuty.version',
    ])
    .where('agreementId', '=', agreementId)
    .orderBy('agreementDuty.side')
    .orderBy('agreementDuty.dueOn', (order) => order.asc().nullsLast())
    .orderBy('agreementDuty.id')
    .execute();

export const insertDuty = async (trx: Tx, row: Insertable<DutyTable>): Promise<number> =>
  (await trx.insertInto('agreementDuty').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const findDuty = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('agreementDuty')
    .selectAll()
    .select(sql<DutySide>`side`.as('side'))
    .where('id', '=', id)
    .executeTakeFirst();

export const updateDuty = async (trx: Tx, id: number, changes: Updateable<DutyTable>) =>
  trx
    .updateTable('agreementDuty')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const deleteDuty = async (trx: Tx, id: number) => trx.deleteFrom('agreementDuty').where('id', '=', id).execute();

/** Files that agreements keep. */
export const selectAgreementFiles = async (db: Db | Tx): Promise<ReadonlySet<string>> =>
  new Set(
    (await db.selectFrom('agreement').select('fileKey').where('fileKey', 'is not', null).execute()).flatMap(
      ({ fileKey }) => fileKey ?? [],
    ),
  );

/** What agreements with these partners say in words. */
export const selectAgreementTexts = async (trx: Tx, partnerIds: readonly number[]) =>
  trx
    .selectFrom('agreement')
    .select(['id', 'title', 'titleEn', 'scope', 'scopeEn', 'endReason', 'ourSigner'])
    .where('partnerId', 'in', partnerIds)
    .orderBy('id')
    .forUpdate()
    .execute();

export const rewriteAgreement = async (
  trx: Tx,
  id: number,
  texts: Readonly<Record<'title' | 'titleEn' | 'scope' | 'scopeEn' | 'endReason' | 'ourSigner', string>>,
) =>
  trx
    .updateTable('agreement')
    .set({ ...texts, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
