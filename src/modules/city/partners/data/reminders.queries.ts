import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { DutySide } from '../rules/terms.ts';

/** Something that was promised: in a meeting, or in an agreement. */
export interface PromiseRef {
  what: 'commitment' | 'duty';
  id: number;
}
/** One of them that is not kept yet, with who is reminded of it. */
export interface OpenPromise extends PromiseRef {
  /** The meeting or the agreement. */
  withinId: number;
  partnerId: number;
  partner: string;
  libraryId: number;
  side: DutySide;
  text: string;
  dueOn: LocalDate;
  /** Who of ours; null = somebody of theirs. */
  accountId: number | null;
  personId: number | null;
  /** Of somebody of theirs who agreed to be written to and is still there; '' = of ours. */
  email: string;
  name: string;
}

/**
 * What is promised and not kept, with a day and somebody who is reminded of it: an account of ours, or somebody of the partner who agreed to be
 * written to and is something there today. Nothing of agreements that are not in force by signature, of meetings that were called off and of
 * partners that were put away.
 * @param only one of them, as it stands now
 */
export async function selectPromises(
  db: Db | Tx,
  {
    today,
    from,
    until,
    only = null,
  }: { today: LocalDate; from: LocalDate; until: LocalDate; only?: PromiseRef | null },
): Promise<OpenPromise[]> {
  const { rows } = await sql<OpenPromise>`
    with promised as (
      select 'commitment' as what, c.id, c.meeting_id as within_id, g.partner_id, g.library_id, c.side, c.text, c.due_on, c.account_id, c.person_id
        from partner_commitment c join partner_meeting g on g.id = c.meeting_id
        where c.state in ('agreed', 'doing') and g.state <> 'called_off' and c.due_on between ${from}::date and ${until}::date
      union all select 'duty', d.id, d.agreement_id, a.partner_id, a.library_id, d.side, d.text, d.due_on, d.account_id, d.person_id
        from agreement_duty d join agreement a on a.id = d.agreement_id
        where d.done_on is null and a.state = 'signed' and d.due_on between ${from}::date and ${until}::date)
    select m.what, m.id, m.within_id, m.partner_id, p.name as partner, m.library_id, m.side, m.text, m.due_on::text as due_on, m.account_id,
      m.person_id, coalesce(h.email, '') as email, coalesce(h.name, '') as name
    from promised m join partner p on p.id = m.partner_id left join partner_person h on h.id = m.person_id
    where p.state <> 'archived' and p.merged_into_id is null
      and (${only?.id ?? null}::bigint is null or (m.id = ${only?.id ?? null} and m.what = ${only?.what ?? null}))
      and (m.account_id is not null or (h.erased_at is null and h.email <> '' and h.consent_on is not null and exists (
        select from partner_role r where r.person_id = h.id and r.partner_id = m.partner_id
          and (r.from_on is null or r.from_on <= ${today}::date) and (r.until_on is null or r.until_on >= ${today}::date))))
    order by m.due_on, m.what, m.id`.execute(db);
  return rows;
}

const promises = async (trx: Tx, where: { personId: number } | { partnerId: number }): Promise<PromiseRef[]> => {
  const [person, partner] = 'personId' in where ? [where.personId, null] : [null, where.partnerId];
  const { rows } = await sql<PromiseRef>`
    select 'commitment' as what, c.id from partner_commitment c join partner_meeting g on g.id = c.meeting_id
      where c.state in ('agreed', 'doing') and c.due_on is not null
        and (c.person_id = ${person}::bigint or g.partner_id = ${partner}::bigint)
    union all select 'duty', d.id from agreement_duty d join agreement a on a.id = d.agreement_id
      where d.done_on is null and d.due_on is not null and (d.person_id = ${person}::bigint or a.partner_id = ${partner}::bigint)`.execute(
    trx,
  );
  return rows;
};
/** What somebody of a partner promised and has not kept yet, wherever. */
export const selectPromisesOfPerson = async (trx: Tx, personId: number): Promise<PromiseRef[]> =>
  promises(trx, { personId });
/** What both sides promised each other there. */
export const selectPromisesOfPartner = async (trx: Tx, partnerId: number): Promise<PromiseRef[]> =>
  promises(trx, { partnerId });

/** The obligations of an agreement. */
export const selectDutyIds = async (trx: Tx, agreementId: number): Promise<number[]> =>
  (await trx.selectFrom('agreementDuty').select('id').where('agreementId', '=', agreementId).execute()).map(
    ({ id }) => id,
  );
/** What was promised in a meeting. */
export const selectCommitmentIds = async (trx: Tx, meetingId: number): Promise<number[]> =>
  (await trx.selectFrom('partnerCommitment').select('id').where('meetingId', '=', meetingId).execute()).map(
    ({ id }) => id,
  );

/** Under which reminders to people of partners are kept. */
export const ABOUT_PEOPLE = sql`about ~ '^(partner-commitment|agreement-duty):[0-9]+$'`;

/** What reminders that did not go out by themselves are about. */
export async function selectUntoldAbouts(db: Db | Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ about: string }>`
    select distinct about from guest_message where state = 'phone' and expires_at > ${now} and ${ABOUT_PEOPLE} order by about`.execute(
    db,
  );
  return rows.map(({ about }) => about);
}
