import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PartnerPerson as PersonTable, PartnerRole as RoleTable } from '#platform/database/db-types';
import { stakesIn } from '#platform/stakes';
import type { PartnerPerson, PersonRole } from '../client.ts';

const people = (db: Db | Tx) =>
  db
    .selectFrom('partnerPerson')
    .select(['id', 'name', 'phone', 'email', 'consentOn', 'consentHow', 'version'])
    .select(sql<boolean>`erased_at is not null`.as('erased'));

/** With all that they are and were, wherever: the latest first. */
async function withRoles(db: Db | Tx, found: Omit<PartnerPerson, 'roles'>[]): Promise<PartnerPerson[]> {
  if (found.length === 0) return [];
  const roles = await db
    .selectFrom('partnerRole')
    .innerJoin('partner', 'partner.id', 'partnerRole.partnerId')
    .select([
      'partnerRole.id',
      'partnerRole.personId',
      'partnerRole.partnerId',
      'partner.name as partner',
      'partnerRole.role',
      'partnerRole.fromOn',
      'partnerRole.untilOn',
    ])
    .where(
      'personId',
      'in',
      found.map(({ id }) => id),
    )
    .orderBy('partnerRole.untilOn', (order) => order.desc().nullsFirst())
    .orderBy('partnerRole.id', 'desc')
    .execute();
  const of = Map.groupBy(roles, ({ personId }) => personId);
  return found.map((person) => ({
    ...person,
    roles: (of.get(person.id) ?? []).map(({ personId: _, ...role }): PersonRole => role),
  }));
}

/** Who is or was somebody at a partner, by name. */
export async function selectPeople(db: Db | Tx, partnerId: number): Promise<PartnerPerson[]> {
  const found = await people(db)
    .where('id', 'in', db.selectFrom('partnerRole').select('personId').where('partnerId', '=', partnerId))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return withRoles(db, found);
}

export async function findPerson(db: Db | Tx, id: number): Promise<PartnerPerson | undefined> {
  const found = await people(db).where('id', '=', id).execute();
  return (await withRoles(db, found))[0];
}

export const lockPerson = async (trx: Tx, id: number) =>
  trx.selectFrom('partnerPerson').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const insertPerson = async (trx: Tx, row: Insertable<PersonTable>): Promise<number> =>
  (await trx.insertInto('partnerPerson').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updatePerson = async (trx: Tx, id: number, changes: Updateable<PersonTable>) =>
  trx
    .updateTable('partnerPerson')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const insertRole = async (trx: Tx, row: Insertable<RoleTable>): Promise<number> =>
  (await trx.insertInto('partnerRole').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** Whoever is something at a partner is it no more from a day on. */
export const endOpenRoles = async (trx: Tx, partnerId: number, day: string): Promise<void> => {
  await sql`update partner_role set until_on = greatest(coalesce(from_on, ${day}::date), ${day}::date)
    where partner_id = ${partnerId} and until_on is null`.execute(trx);
};

export const findRole = async (db: Db | Tx, id: number) =>
  db.selectFrom('partnerRole').selectAll().where('id', '=', id).executeTakeFirst();

export const lockRole = async (trx: Tx, id: number) =>
  trx.selectFrom('partnerRole').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const updateRole = async (trx: Tx, id: number, changes: Updateable<RoleTable>) =>
  trx.updateTable('partnerRole').set(changes).where('id', '=', id).execute();

/** Whether somebody is somebody there, now or before. */
export const isOfPartner = async (db: Db | Tx, personId: number, partnerId: number): Promise<boolean> =>
  (await db
    .selectFrom('partnerRole')
    .innerJoin('partnerPerson', 'partnerPerson.id', 'partnerRole.personId')
    .select('partnerRole.id')
    .where('personId', '=', personId)
    .where('partnerId', '=', partnerId)
    .where('erasedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Whoever is reached though they are nothing anywhere since a day. */
const left = (before: string) => sql<boolean>`(phone <> '' or email <> '')
  and exists (select from partner_role r where r.person_id = partner_person.id)
  and not exists (select from partner_role r where r.person_id = partner_person.id and (r.until_on is null or r.until_on >= ${before}::date))`;

/** Partners who are people and were put away before a day, and are reached still. */
const putAway = (before: string) => sql<boolean>`kind = 'person' and state = 'archived' and merged_into_id is null
  and changed_at < ${before}::date and (phone <> '' or email <> '' or address <> '' or phone_key <> '' or email_key <> '')`;

export async function countLeft(db: Db | Tx, before: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select ((select count(*) from partner_person where ${left(before)})
    + (select count(*) from partner where ${putAway(before)}))::integer as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** How they are reached goes, also from the keys by which a form of theirs is found twice; who they were there stays. @returns how many */
export async function forgetReach(trx: Tx, before: string): Promise<number> {
  // partners first, as whoever forgets somebody does; an organisation's own number or address is nobody's
  await sql`update partner set
      phone_key = case when phone = '' then '' else phone_key end, email_key = case when email = '' then '' else email_key end, version = version + 1
    where state = 'archived' and form_token is not null and (phone_key <> '' or email_key <> '')
      and id in (select partner_id from partner_role where person_id in (select id from partner_person where ${left(before)}))`.execute(
    trx,
  );
  const away =
    await sql`update partner set phone = '', email = '', address = '', phone_key = '', email_key = '', version = version + 1
    where ${putAway(before)}`.execute(trx);
  const people =
    await sql`update partner_person set phone = '', email = '', version = version + 1 where ${left(before)}`.execute(
      trx,
    );
  return Number(people.numAffectedRows ?? 0n) + Number(away.numAffectedRows ?? 0n);
}

const unanswered = (
  before: Date,
) => sql<boolean>`state = 'prospect' and created_at < ${before} and form_token is not null
  and not exists (select from partner_note n where n.partner_id = partner.id)
  and not exists (select from partner_wish w where w.partner_id = partner.id)
  and not exists (select from agreement a where a.partner_id = partner.id)
  and not exists (select from contribution c where c.partner_id = partner.id)
  and not exists (select from partner_meeting g where g.partner_id = partner.id)
  and not exists (select from partner_mail e where e.partner_id = partner.id)
  and not exists (select from partner_tie t where t.partner_id = partner.id)
  and not exists (select from partner_link l where l.partner_id = partner.id)
  and not exists (select from ${stakesIn('partner')} s where s.partner_id = partner.id)`;

export const countUnanswered = async (db: Db | Tx, before: Date): Promise<number> =>
  (
    await db
      .selectFrom('partner')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where(unanswered(before))
      .executeTakeFirstOrThrow()
  ).count;

/** Those whom nobody answered go with whoever wrote. @returns how many */
export async function dropUnanswered(trx: Tx, before: Date): Promise<number> {
  const rows = await trx
    .selectFrom('partner')
    .select('id')
    .where(unanswered(before))
    .orderBy('id')
    .forUpdate()
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await trx
    .deleteFrom('partnerRelation')
    .where((eb) => eb.or([eb('fromId', 'in', ids), eb('toId', 'in', ids)]))
    .execute();
  await trx.deleteFrom('partnerStanding').where('partnerId', 'in', ids).execute();
  const roles = await trx.deleteFrom('partnerRole').where('partnerId', 'in', ids).returning('personId').execute();
  // what was merged into them has nothing of its own any more
  await trx.deleteFrom('partner').where('mergedIntoId', 'in', ids).execute();
  await trx.deleteFrom('partner').where('id', 'in', ids).execute();
  const people = [...new Set(roles.map(({ personId }) => personId))];
  if (people.length > 0)
    await trx
      .deleteFrom('partnerPerson')
      .where('id', 'in', people)
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom('partnerRole').select('id').whereRef('personId', '=', 'partnerPerson.id'))),
      )
      .execute();
  return ids.length;
}

/** The partners at which somebody is or was. */
export const selectPartnersOf = async (trx: Tx, personId: number): Promise<number[]> =>
  (await trx.selectFrom('partnerRole').select('partnerId').distinct().where('personId', '=', personId).execute()).map(
    ({ partnerId }) => partnerId,
  );

/** What was written about partners, which may name those who stand for them. */
export async function selectTextsOf(trx: Tx, partnerIds: readonly number[]) {
  return {
    notes: await trx
      .selectFrom('partnerNote')
      .select(['id', 'text', 'nextStep'])
      .where('partnerId', 'in', partnerIds)
      .orderBy('id')
      .forUpdate()
      .execute(),
    wishes: await trx
      .selectFrom('partnerWish')
      .select(['id', 'text', 'answer'])
      .where('partnerId', 'in', partnerIds)
      .orderBy('id')
      .forUpdate()
      .execute(),
    partners: await trx
      .selectFrom('partner')
      .select(['id', 'about', 'aboutEn', 'story', 'storyEn', 'offer'])
      .where('id', 'in', partnerIds)
      .execute(),
    duties: await trx
      .selectFrom('agreementDuty')
      .innerJoin('agreement', 'agreement.id', 'agreementDuty.agreementId')
      .select(['agreementDuty.id', 'agreementDuty.text'])
      .where('agreement.partnerId', 'in', partnerIds)
      .orderBy('agreementDuty.id')
      .forUpdate('agreementDuty')
      .execute(),
  };
}

/** Takes out of partners how somebody alone is reached, who may stand there as the partner's own number or address, and found by. */
export async function clearReachOf(
  trx: Tx,
  partnerIds: readonly number[],
  { phoneKey, emailKey }: { phoneKey: string; emailKey: string },
): Promise<void> {
  await sql`update partner set
      phone = case when phone_key = ${phoneKey} and ${phoneKey} <> '' then '' else phone end,
      phone_key = case when phone_key = ${phoneKey} then '' else phone_key end,
      email = case when email_key = ${emailKey} and ${emailKey} <> '' then '' else email end,
      email_key = case when email_key = ${emailKey} then '' else email_key end
    where id = any(${[...partnerIds]}::bigint[])`.execute(trx);
}

export const rewriteNote = async (trx: Tx, id: number, texts: { text: string; nextStep: string }) =>
  trx.updateTable('partnerNote').set(texts).where('id', '=', id).execute();
export const rewriteWish = async (trx: Tx, id: number, texts: { text: string; answer: string }) =>
  trx
    .updateTable('partnerWish')
    .set({ ...texts, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
export const rewritePartner = async (
  trx: Tx,
  id: number,
  texts: Readonly<Record<'about' | 'aboutEn' | 'story' | 'storyEn' | 'offer', string>>,
) =>
  trx
    .updateTable('partner')
    .set({ ...texts, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
export const rewriteDuty = async (trx: Tx, id: number, text: string) =>
  trx
    .updateTable('agreementDuty')
    .set({ text, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
