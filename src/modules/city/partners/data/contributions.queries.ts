import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Contribution as ContributionTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { Contribution, ContributionLetter, KindSum } from '../contributions/shown.ts';
import type { ContributionKind, ContributionState, ContributionUnit, ValueRule } from '../rules/contribution.ts';

/** Null until it is decided of every book how many the library keeps. */
const giftCopies = sql<
  number | null
>`(select case when bool_and(b.accepted is not null) then sum(b.accepted)::integer end from donation_book b where b.donation_id = contribution.donation_id)`;
const quantity = sql<
  number | null
>`case when contribution.donation_id is null then contribution.quantity else ${giftCopies} end`;
const unit = sql<ContributionUnit | null>`case when contribution.donation_id is null then contribution.unit else 'copies' end`;
const loans = sql<number | null>`case when contribution.donation_id is not null then
  (select count(*)::integer from donation_book b join donation_item g on g.book_id = b.id join loan l on l.item_id = g.item_id
    where b.donation_id = contribution.donation_id) end`;
const people = sql<number | null>`case when contribution.session_id is not null then
  (select coalesce(sum(e.people), 0)::integer from program_attendance a join program_enrolment e on e.id = a.enrolment_id
    where a.session_id = contribution.session_id) end`;

const lines = (db: Db | Tx) =>
  db
    .selectFrom('contribution')
    .innerJoin('partner', 'partner.id', 'contribution.partnerId')
    .leftJoin('donation', 'donation.id', 'contribution.donationId')
    .leftJoin('program', 'program.id', 'contribution.programId')
    .leftJoin('programSession', 'programSession.id', 'contribution.sessionId')
    .leftJoin('programSpeaker', 'programSpeaker.id', 'contribution.speakerId')
    .leftJoin('letter as receipt', 'receipt.id', 'contribution.receiptLetterId')
    .leftJoin('letter as thanks', 'thanks.id', 'contribution.thanksLetterId')
    .leftJoin('letter as giftThanks', 'giftThanks.id', 'donation.letterId')
    .select([
      'contribution.id',
      'contribution.partnerId',
      'partner.name as partner',
      'contribution.libraryId',
      'contribution.fromOn',
      'contribution.untilOn',
      'contribution.what',
      'contribution.whatEn',
      'contribution.value',
      'contribution.valueBasis',
      'contribution.voidReason',
      'contribution.donationId',
      'donation.number as donationNumber',
      'contribution.programId',
      'program.title as program',
      'contribution.sessionId',
      'programSession.title as session',
      'contribution.speakerId',
      'programSpeaker.name as speaker',
      'contribution.evidence',
      'contribution.receivedAt',
      'contribution.receivedBy',
      'contribution.createdAt',
      'contribution.createdBy',
      'contribution.version',
      'contribution.receiptLetterId',
      'receipt.number as receiptNumber',
      'receipt.revokedAt as receiptRevokedAt',
      'contribution.thanksLetterId',
      'thanks.number as thanksNumber',
      'thanks.revokedAt as thanksRevokedAt',
      sql<boolean>`gift_thanks.id is not null and gift_thanks.revoked_at is null`.as('isThankedByGift'),
      sql<boolean>`contribution.donation_id is not null and gift_thanks.revoked_at is null`.as('thanksAtGift'),
      sql<ContributionKind>`contribution.kind`.as('kind'),
      sql<ContributionState>`contribution.state`.as('state'),
      sql<ValueRule>`contribution.valued_by`.as('valuedBy'),
      quantity.as('quantity'),
      unit.as('unit'),
      loans.as('loans'),
      people.as('people'),
    ]);
type Row = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number];

const letterOf = (letterId: number | null, number: string | null, revokedAt: Date | null): ContributionLetter | null =>
  letterId === null ? null : { letterId, number: number ?? '', isRevoked: revokedAt !== null };

function shown({
  receiptLetterId,
  receiptNumber,
  receiptRevokedAt,
  thanksLetterId,
  thanksNumber,
  thanksRevokedAt,
  isThankedByGift,
  ...row
}: Row): Contribution {
  const thanks = letterOf(thanksLetterId, thanksNumber, thanksRevokedAt);
  const own = thanks !== null && !thanks.isRevoked ? 'letter' : null;
  return {
    ...row,
    receipt: letterOf(receiptLetterId, receiptNumber, receiptRevokedAt),
    thanks,
    thankedBy: own ?? (isThankedByGift ? 'gift' : null),
  };
}

/** Neither by a letter of its own that holds, nor by that of its gift; whoever is forgotten cannot be thanked any more. */
const isUnthanked = sql<boolean>`not exists (select from letter l where l.id = contribution.thanks_letter_id and l.revoked_at is null)
  and not exists (select from donation d join letter l on l.id = d.letter_id where d.id = contribution.donation_id and l.revoked_at is null)
  and exists (select from partner p where p.id = contribution.partner_id and p.name <> '')`;

/** Which contributions a list is of. */
export interface ContributionsAsked {
  state: ContributionState;
  partnerId: number | null;
  /** null = of all. */
  libraries: readonly number[] | null;
  kind: ContributionKind | null;
  /** Those that began in a year. */
  year: number | null;
  isUnthanked: boolean;
}

const asked = (wanted: ContributionsAsked) => {
  const { state, partnerId, libraries, kind, year } = wanted;
  const parts = [sql<boolean>`contribution.state = ${state}`];
  if (partnerId !== null) parts.push(sql`contribution.partner_id = ${partnerId}`);
  if (libraries) parts.push(sql`contribution.library_id = any(${[...libraries]}::bigint[])`);
  if (kind !== null) parts.push(sql`contribution.kind = ${kind}`);
  if (year !== null)
    parts.push(
      sql`contribution.from_on between make_date(${year}::integer, 1, 1) and make_date(${year}::integer, 12, 31)`,
    );
  if (wanted.isUnthanked) parts.push(sql`contribution.state = 'received' and ${isUnthanked}`);
  return sql<boolean>`(${sql.join(parts, sql` and `)})`;
};

/** The latest first. @param after the last of the page before */
export async function selectContributions(
  db: Db | Tx,
  { after, limit, ...wanted }: ContributionsAsked & { after: readonly [string, number] | null; limit: number },
): Promise<Contribution[]> {
  let query = lines(db)
    .where(asked(wanted))
    .orderBy('contribution.fromOn', 'desc')
    .orderBy('contribution.id', 'desc')
    .limit(limit + 1);
  if (after !== null)
    query = query.where(sql<boolean>`(contribution.from_on, contribution.id) < (${after[0]}::date, ${after[1]})`);
  return (await query.execute()).map(shown);
}

/** How many they are, and what they are worth. */
export async function sumContributions(
  db: Db | Tx,
  wanted: ContributionsAsked,
): Promise<{ count: number; value: number }> {
  return db
    .selectFrom('contribution')
    .select([sql<number>`count(*)::integer`.as('count'), sql<number>`coalesce(sum(value), 0)::bigint`.as('value')])
    .where(asked(wanted))
    .executeTakeFirstOrThrow();
}

export const findContribution = async (db: Db | Tx, id: number): Promise<Contribution | undefined> => {
  const row = await lines(db).where('contribution.id', '=', id).executeTakeFirst();
  return row && shown(row);
};

/** Holds a contribution until the transaction ends; who writes of it has locked its partner. */
export const lockContribution = async (trx: Tx, id: number) =>
  trx
    .selectFrom('contribution')
    .selectAll()
    .select([
      sql<ContributionKind>`kind`.as('kind'),
      sql<ContributionState>`state`.as('state'),
      sql<ContributionUnit | null>`unit`.as('unit'),
      sql<ValueRule>`valued_by`.as('valuedBy'),
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
export type LockedContribution = NonNullable<Awaited<ReturnType<typeof lockContribution>>>;

export const insertContribution = async (trx: Tx, row: Insertable<ContributionTable>): Promise<number> =>
  (await trx.insertInto('contribution').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateContribution = async (trx: Tx, id: number, changes: Updateable<ContributionTable>) =>
  trx
    .updateTable('contribution')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

interface Span {
  from: LocalDate;
  until: LocalDate;
}

/** What came of a partner in a period, the latest first. */
export const selectReceived = async (
  db: Db | Tx,
  { partnerId, from, until, limit }: Span & { partnerId: number; limit: number },
): Promise<Contribution[]> =>
  (
    await lines(db)
      .where('contribution.partnerId', '=', partnerId)
      .where('contribution.state', '=', 'received')
      .where('contribution.fromOn', '>=', from)
      .where('contribution.fromOn', '<=', until)
      .orderBy('contribution.fromOn', 'desc')
      .orderBy('contribution.id', 'desc')
      .limit(limit)
      .execute()
  ).map(shown);

/** The same in sums, by kinds. */
export async function sumReceived(
  db: Db | Tx,
  { partnerId, from, until }: Span & { partnerId: number },
): Promise<KindSum[]> {
  const { rows } = await sql<KindSum>`with came as (
      select contribution.kind, contribution.value, ${quantity} as quantity, ${unit} as unit from contribution
      where contribution.partner_id = ${partnerId} and contribution.state = 'received'
        and contribution.from_on between ${from}::date and ${until}::date)
    select c.kind, count(*)::integer as count, coalesce(sum(c.value), 0)::bigint as value,
      count(*) filter (where c.value is null)::integer as unvalued,
      coalesce((select json_agg(json_build_object('unit', q.unit, 'quantity', q.quantity) order by q.unit)
        from (select unit, sum(quantity) as quantity from came where came.kind = c.kind and quantity is not null group by unit) q), '[]') as quantities
    from came c group by c.kind order by c.kind`.execute(db);
  return rows;
}

/** What came to libraries and was not thanked for, since a day; null = to all. */
export async function countUnthanked(
  db: Db,
  libraries: readonly number[] | null,
  before: LocalDate,
): Promise<{ count: number; day: LocalDate | null }> {
  const at = libraries === null ? sql`true` : sql`contribution.library_id = any(${[...libraries]}::bigint[])`;
  const { rows } = await sql<{ count: number; day: LocalDate | null }>`
    select count(*)::integer as count, min(until_on)::text as day from contribution
    where state = 'received' and until_on <= ${before}::date and ${at} and ${isUnthanked}`.execute(db);
  return rows[0] ?? { count: 0, day: null };
}

/** Who gave something, for what is written of a gift: the partner of a gift. */
export const findGiver = async (db: Db | Tx, donationId: number) =>
  db
    .selectFrom('contribution')
    .innerJoin('partner', 'partner.id', 'contribution.partnerId')
    .select(['contribution.id', 'contribution.libraryId', 'contribution.partnerId', 'partner.name as partner'])
    .where('donationId', '=', donationId)
    .where('contribution.state', '<>', 'void')
    .executeTakeFirst();

/** What was written of contributions of partners, which may name who stands for them. */
export const selectContributionTexts = async (trx: Tx, partnerIds: readonly number[]) =>
  trx
    .selectFrom('contribution')
    .select(['id', 'what', 'whatEn', 'valueBasis', 'voidReason', 'evidence'])
    .where('partnerId', 'in', partnerIds)
    .orderBy('id')
    .forUpdate()
    .execute();
