import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PartnerLink as LinkTable } from '#platform/database/db-types';
import { stakesIn } from '#platform/stakes';
import type { LocalDate } from '#shared/dates';
import type { AgreementState, DutySide, PartnerState } from '../rules/terms.ts';
import type { ContributionShown, PageLine, PartnerLink } from '../rules/page-types.ts';

const link = (db: Db | Tx) =>
  db
    .selectFrom('partnerLink')
    .innerJoin('partner', 'partner.id', 'partnerLink.partnerId')
    .leftJoin('agreement', 'agreement.id', 'partnerLink.agreementId')
    .select([
      'partnerLink.id',
      'partnerLink.partnerId',
      'partner.name as partner',
      'partner.libraryId',
      'partnerLink.whole',
      'partnerLink.agreementId',
      'agreement.title as agreement',
      'partnerLink.code',
      'partnerLink.sections',
      'partnerLink.createdAt',
      'partnerLink.createdBy',
      'partnerLink.renewedOn',
      'partnerLink.sentOn',
      'partnerLink.openedOn',
      'partnerLink.endedAt',
      'partnerLink.endedBy',
      'partnerLink.version',
      sql<PartnerState>`partner.state`.as('state'),
    ])
    .select(
      sql<number>`((select count(*) from partner_file f where f.link_id = partner_link.id and f.state = 'waiting')
        + (select count(*) from partner_named n where n.link_id = partner_link.id and n.state = 'waiting')
        + (select count(*) from partner_claim c join agreement_duty d on d.id = c.duty_id where c.link_id = partner_link.id and c.state = 'waiting' and d.done_on is null)
        + (select count(*) from partner_message m where m.link_id = partner_link.id and m.side = 'theirs' and m.seen_at is null))::integer`.as(
        'waiting',
      ),
    );
export type LinkRow = Awaited<ReturnType<ReturnType<typeof link>['execute']>>[number];

/** Those that open first, then the latest. */
export const selectLinks = async (db: Db | Tx, partnerId: number): Promise<LinkRow[]> =>
  link(db)
    .where('partnerLink.partnerId', '=', partnerId)
    .orderBy(sql`partner_link.ended_at is not null`)
    .orderBy('partnerLink.id', 'desc')
    .limit(200)
    .execute();

export const findLink = async (db: Db | Tx, id: number): Promise<LinkRow | undefined> =>
  link(db).where('partnerLink.id', '=', id).executeTakeFirst();

/** The one that a code opens, whoever it belongs to. */
export const findLinkByCode = async (db: Db | Tx, code: string): Promise<LinkRow | undefined> =>
  link(db)
    .where('partnerLink.code', '=', code)
    .where('partnerLink.endedAt', 'is', null)
    .where('partner.state', '<>', 'archived')
    .where('partner.mergedIntoId', 'is', null)
    .executeTakeFirst();

/** Pages of all partners that open, or on which something waits: what waits first, then the latest. @param after the last of the page before */
export async function selectPageLines(
  db: Db | Tx,
  { after, limit }: { after: readonly [number, number] | null; limit: number },
): Promise<(PageLine & { idle: number })[]> {
  const bound = after === null ? sql`` : sql`where (x.idle, -x.id) > (${after[0]}::integer, ${-after[1]}::bigint)`;
  const { rows } = await sql<
    PageLine & { idle: number }
  >`select x.id, x.partner_id, x.partner, x.agreement, x.whole, x.waiting, x.opened_on,
      x.is_over, x.idle
    from (select l.id, l.partner_id, p.name as partner, a.title as agreement, l.whole, w.waiting, l.opened_on::text as opened_on,
        l.ended_at is not null as is_over, case when w.waiting > 0 then 0 else 1 end as idle
      from partner_link l join partner p on p.id = l.partner_id left join agreement a on a.id = l.agreement_id
      cross join lateral (select ((select count(*) from partner_file f where f.link_id = l.id and f.state = 'waiting')
        + (select count(*) from partner_named n where n.link_id = l.id and n.state = 'waiting')
        + (select count(*) from partner_claim c join agreement_duty d on d.id = c.duty_id where c.link_id = l.id and c.state = 'waiting' and d.done_on is null)
        + (select count(*) from partner_message m where m.link_id = l.id and m.side = 'theirs' and m.seen_at is null))::integer as waiting) w
      where l.ended_at is null or w.waiting > 0) x
    ${bound} order by x.idle, x.id desc limit ${limit}`.execute(db);
  return rows;
}

export const lockLink = async (trx: Tx, id: number) =>
  trx.selectFrom('partnerLink').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** @returns its id; null = one for the same purpose opens already */
export async function insertLink(trx: Tx, row: Insertable<LinkTable>): Promise<number | null> {
  const made = await trx
    .insertInto('partnerLink')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

export const updateLink = async (trx: Tx, id: number, changes: Updateable<LinkTable>) =>
  trx
    .updateTable('partnerLink')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

/** The day on which a page was opened last; an older day of a clock that was set back stays out. */
export const noteOpened = async (db: Db | Tx, id: number, today: LocalDate): Promise<void> => {
  await sql`update partner_link set opened_on = ${today}::date
    where id = ${id} and (opened_on is null or opened_on < ${today}::date)`.execute(db);
};

/** Those of a partner for one agreement each that open and show what was given. */
export const selectOpenResults = async (trx: Tx, partnerId: number): Promise<{ id: number; sections: string[] }[]> =>
  trx
    .selectFrom('partnerLink')
    .select(['id', 'sections'])
    .where('partnerId', '=', partnerId)
    .where('endedAt', 'is', null)
    .where('whole', '=', false)
    .where(sql<boolean>`'results' = any(sections)`)
    .orderBy('id')
    .forUpdate()
    .execute();

/** Those of a partner that open. */
export const selectOpenLinks = async (
  trx: Tx,
  partnerId: number,
  onlyWhole: boolean,
): Promise<{ id: number; code: string }[]> => {
  let query = trx
    .selectFrom('partnerLink')
    .select(['id', 'code'])
    .where('partnerId', '=', partnerId)
    .where('endedAt', 'is', null)
    .orderBy('id')
    .forUpdate();
  if (onlyWhole) query = query.where('agreementId', 'is', null);
  return query.execute();
};

/** Links of partners, whichever state they are in. */
export const selectLinkIds = async (trx: Tx, partnerIds: readonly number[]): Promise<number[]> =>
  (await trx.selectFrom('partnerLink').select('id').where('partnerId', 'in', partnerIds).orderBy('id').execute()).map(
    ({ id }) => id,
  );

/** Those for an agreement, whichever state they are in. */
export const selectLinksOfAgreement = async (trx: Tx, agreementId: number): Promise<number[]> =>
  (await trx.selectFrom('partnerLink').select('id').where('agreementId', '=', agreementId).orderBy('id').execute()).map(
    ({ id }) => id,
  );

/** What a partner would bring to a page: anything that one for all shows, and what one for a single agreement shows as given. */
export async function selectBrought(trx: Tx, partnerId: number): Promise<{ anything: boolean; given: boolean }> {
  const { rows } = await sql<{ anything: boolean; given: boolean }>`
    select b.given or b.other as anything, b.given from (select
      exists (select from contribution c where c.partner_id = ${partnerId}) as given,
      exists (select from agreement a where a.partner_id = ${partnerId})
        or exists (select from partner_tie t where t.partner_id = ${partnerId})
        or exists (select from ${stakesIn('partner')} s where s.partner_id = ${partnerId}) as other) b`.execute(trx);
  return rows[0] ?? { anything: false, given: false };
}

/** All links of one partner are another's from now on. */
export const moveLinks = async (trx: Tx, dropId: number, keepId: number) =>
  trx.updateTable('partnerLink').set({ partnerId: keepId }).where('partnerId', '=', dropId).execute();

type Scope = Pick<PartnerLink, 'partnerId' | 'whole' | 'agreementId'>;

/** Which agreements a link is for: never a draft, nor what is ended. */
const within = ({ partnerId, whole, agreementId }: Scope) => sql<boolean>`agreement.partner_id = ${partnerId}
  and agreement.state in ('sent', 'signed') and (${whole} or agreement.id = ${agreementId}::bigint)`;

export const selectPageAgreements = async (db: Db | Tx, scope: Scope) =>
  db
    .selectFrom('agreement')
    .select(['id', 'title', 'titleEn', 'fromOn', 'untilOn', sql<AgreementState>`state`.as('state')])
    .where(within(scope))
    .orderBy('untilOn')
    .orderBy('id')
    .limit(100)
    .execute();

/** Obligations of signed agreements of a link, theirs and ours, the first to be due first. */
export const selectPageDuties = async (db: Db | Tx, scope: Scope) =>
  db
    .selectFrom('agreementDuty')
    .innerJoin('agreement', 'agreement.id', 'agreementDuty.agreementId')
    .select([
      'agreementDuty.id',
      'agreementDuty.text',
      'agreementDuty.dueOn',
      'agreementDuty.doneOn',
      'agreement.title',
      'agreement.titleEn',
      sql<DutySide>`agreement_duty.side`.as('side'),
    ])
    .where(within(scope))
    .where('agreement.state', '=', 'signed')
    .orderBy('agreementDuty.dueOn', (order) => order.asc().nullsLast())
    .orderBy('agreementDuty.id')
    .limit(300)
    .execute();

/** What was received of a partner; for a link of one agreement, in its days. */
export async function selectPageContributions(db: Db | Tx, scope: Scope): Promise<ContributionShown[]> {
  let query = db
    .selectFrom('contribution')
    .select([
      'contribution.id',
      sql<ContributionShown['kind']>`contribution.kind`.as('kind'),
      'contribution.what',
      'contribution.whatEn',
      'contribution.fromOn',
      'contribution.untilOn',
      'contribution.value',
    ])
    .where('contribution.partnerId', '=', scope.partnerId)
    .where('contribution.state', '=', 'received')
    .orderBy('contribution.fromOn', 'desc')
    .orderBy('contribution.id', 'desc')
    .limit(100);
  if (!scope.whole)
    query = query.where(
      sql<boolean>`exists (select from agreement where ${within(scope)}
        and contribution.from_on between agreement.from_on and agreement.until_on)`,
    );
  return query.execute();
}
