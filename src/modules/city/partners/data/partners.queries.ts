import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Partner as PartnerTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { Partner, PartnerLine } from '../client.ts';
import type { PartnerKind, PartnerState } from '../rules/terms.ts';
import { moveMails } from './mails.queries.ts';

/** The last day of a note, or of a meeting that was held. */
export const lastContact = sql<LocalDate | null>`(select max(on_day)::text from (
  select on_day from partner_note n where n.partner_id = partner.id
  union all select on_day from partner_meeting g where g.partner_id = partner.id and g.state = 'held') met)`;
const inCharge = sql<string | null>`(select full_name from account a where a.id = partner.in_charge_id)`;
const kind = sql<PartnerKind>`partner.kind`;
const state = sql<PartnerState>`partner.state`;

const lines = (db: Db | Tx) =>
  db
    .selectFrom('partner')
    .select([
      'partner.id',
      'partner.name',
      'partner.kelurahan',
      'partner.libraryId',
      'partner.namedOn',
      'partner.since',
      'partner.createdAt',
      kind.as('kind'),
      state.as('state'),
      lastContact.as('lastContactOn'),
      inCharge.as('inCharge'),
    ]);

/** Which partners a list is of. */
export interface PartnersAsked {
  state: PartnerState;
  kind: PartnerKind | null;
  libraryId: number | null;
  /** Folded; '' = all. */
  words: string;
}

const asked = (db: Db | Tx, { state: wanted, kind: one, libraryId, words }: PartnersAsked) => {
  let query = lines(db).where('partner.state', '=', wanted).where('partner.mergedIntoId', 'is', null);
  if (one !== null) query = query.where('partner.kind', '=', one);
  if (libraryId !== null) query = query.where('partner.libraryId', '=', libraryId);
  for (const word of words.split(' ').filter(Boolean)) {
    const like = `%${word}%`;
    query = query.where(
      sql<boolean>`(partner.name_key like ${like} or partner.name ilike ${like} or partner.kelurahan ilike ${like} or exists (select from partner_role r
        join partner_person p on p.id = r.person_id where r.partner_id = partner.id and p.name ilike ${like}))`,
    );
  }
  return query;
};

/** By name. @param after the last of the page before */
export async function selectPartners(
  db: Db | Tx,
  { after, limit, ...which }: PartnersAsked & { after: readonly [string, number] | null; limit: number },
): Promise<PartnerLine[]> {
  let query = asked(db, which)
    .orderBy('partner.name')
    .orderBy('partner.id')
    .limit(limit + 1);
  if (after !== null) query = query.where(sql<boolean>`(partner.name, partner.id) > (${after[0]}, ${after[1]})`);
  return query.execute();
}

export async function countPartnerStates(db: Db | Tx): Promise<Map<PartnerState, number>> {
  const rows = await db
    .selectFrom('partner')
    .select((eb) => [state.as('state'), eb.fn.countAll<number>().as('count')])
    .where('mergedIntoId', 'is', null)
    .groupBy('state')
    .execute();
  return new Map(rows.map((row) => [row.state, row.count]));
}

export async function findPartner(
  db: Db | Tx,
  id: number,
): Promise<(Partner & { mergedIntoId: number | null }) | undefined> {
  return lines(db)
    .select([
      'partner.address',
      'partner.phone',
      'partner.email',
      'partner.site',
      'partner.about',
      'partner.aboutEn',
      'partner.story',
      'partner.storyEn',
      'partner.inChargeId',
      'partner.schoolLibraryId',
      'partner.offer',
      'partner.proven',
      'partner.createdBy',
      'partner.version',
      'partner.mergedIntoId',
    ])
    .where('partner.id', '=', id)
    .executeTakeFirst();
}

/** Holds a partner until the transaction ends. */
export const lockPartner = async (trx: Tx, id: number) =>
  trx
    .selectFrom('partner')
    .selectAll()
    .select([kind.as('kind'), state.as('state')])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
export type LockedPartner = NonNullable<Awaited<ReturnType<typeof lockPartner>>>;

/** Partners with all that was merged into them, and into those, by their numbers. */
export const selectWithMerged = async (trx: Tx, ids: readonly number[]): Promise<number[]> =>
  (
    await sql<{ id: number }>`with recursive whole (id) as (
        select id from partner where id = any(${[...ids]}::bigint[])
        union select p.id from partner p join whole w on p.merged_into_id = w.id
      ) select id from whole order by id`.execute(trx)
  ).rows.map(({ id }) => id);

/** @returns its id; null = the same form made one before */
export async function insertPartner(trx: Tx, row: Insertable<PartnerTable>): Promise<number | null> {
  const made = await trx
    .insertInto('partner')
    .values(row)
    .onConflict((conflict) => conflict.column('formToken').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

export const updatePartner = async (trx: Tx, id: number, changes: Updateable<PartnerTable>) =>
  trx
    .updateTable('partner')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

/** Two partners that may be one, and why. */
export interface Pair {
  lowId: number;
  lowName: string;
  highId: number;
  highName: string;
  sameName: boolean;
  samePhone: boolean;
  sameEmail: boolean;
  sameSite: boolean;
}

/** What shares a name, a number, an address or a site, and is not said to be two. @param id left out: all */
export async function selectPairs(db: Db | Tx, limit: number, id: number | null = null): Promise<Pair[]> {
  // by each key of its own: so each is found by its index, however many partners there are
  const pairs = sql<Pair>`with hit as (
      select a.id as low_id, b.id as high_id, 1 as by_name, 0 as by_phone, 0 as by_email, 0 as by_site
        from partner a join partner b on b.name_key = a.name_key and b.id > a.id where a.name_key <> ''
      union all select a.id, b.id, 0, 1, 0, 0 from partner a join partner b on b.phone_key = a.phone_key and b.id > a.id where a.phone_key <> ''
      union all select a.id, b.id, 0, 0, 1, 0 from partner a join partner b on b.email_key = a.email_key and b.id > a.id where a.email_key <> ''
      union all select a.id, b.id, 0, 0, 0, 1 from partner a join partner b on b.site_key = a.site_key and b.id > a.id where a.site_key <> '')
    select h.low_id, a.name as low_name, h.high_id, b.name as high_name, max(h.by_name) > 0 as same_name, max(h.by_phone) > 0 as same_phone,
      max(h.by_email) > 0 as same_email, max(h.by_site) > 0 as same_site
    from hit h join partner a on a.id = h.low_id join partner b on b.id = h.high_id
    where a.merged_into_id is null and b.merged_into_id is null
      and (${id}::bigint is null or ${id}::bigint in (a.id, b.id))
      and not exists (select from partner_distinct d where d.low_id = a.id and d.high_id = b.id)
    group by h.low_id, a.name, h.high_id, b.name
    order by a.name, h.low_id, h.high_id limit ${limit}`;
  return (await pairs.execute(db)).rows;
}

export const insertDistinct = async (
  trx: Tx,
  row: { lowId: number; highId: number; saidBy: string; saidAt: Date },
): Promise<void> => {
  await trx
    .insertInto('partnerDistinct')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Who lies at the end of the road of mergings. */
export const followMerged = async (trx: Tx, dropId: number, keepId: number) =>
  trx.updateTable('partner').set({ mergedIntoId: keepId }).where('mergedIntoId', '=', dropId).execute();

/** What points at one of two partners points at the other from now on; what would then be there twice, or point at itself, goes. */
export async function movePartnerRows(trx: Tx, dropId: number, keepId: number): Promise<void> {
  await trx.updateTable('partnerRole').set({ partnerId: keepId }).where('partnerId', '=', dropId).execute();
  await trx.updateTable('partnerWish').set({ partnerId: keepId }).where('partnerId', '=', dropId).execute();
  await trx.updateTable('partnerNote').set({ partnerId: keepId }).where('partnerId', '=', dropId).execute();
  await trx.updateTable('agreement').set({ partnerId: keepId }).where('partnerId', '=', dropId).execute();
  await trx.updateTable('contribution').set({ partnerId: keepId }).where('partnerId', '=', dropId).execute();
  await trx.updateTable('partnerMeeting').set({ partnerId: keepId }).where('partnerId', '=', dropId).execute();
  await trx.updateTable('partnerStanding').set({ partnerId: keepId }).where('partnerId', '=', dropId).execute();
  await moveMails(trx, dropId, keepId);
  await sql`delete from partner_relation r where (r.from_id in (${keepId}, ${dropId}) and r.to_id in (${keepId}, ${dropId}))
      or (${dropId} in (r.from_id, r.to_id) and exists (select from partner_relation k where k.id <> r.id and k.kind = r.kind
        and k.from_id = case r.from_id when ${dropId} then ${keepId} else r.from_id end
        and k.to_id = case r.to_id when ${dropId} then ${keepId} else r.to_id end))`.execute(trx);
  await trx.updateTable('partnerRelation').set({ fromId: keepId }).where('fromId', '=', dropId).execute();
  await trx.updateTable('partnerRelation').set({ toId: keepId }).where('toId', '=', dropId).execute();
  // it was said of the one that is gone
  await trx
    .deleteFrom('partnerDistinct')
    .where((eb) => eb.or([eb('lowId', '=', dropId), eb('highId', '=', dropId)]))
    .execute();
}

/** Those that everybody may know of, by name. */
export async function selectNamed(db: Db | Tx, limit: number) {
  return db
    .selectFrom('partner')
    .select(['id', 'name', 'story', 'storyEn', 'site', 'since', kind.as('kind')])
    .where('state', '=', 'active')
    .where('namedOn', 'is not', null)
    .where('name', '<>', '')
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .execute();
}
