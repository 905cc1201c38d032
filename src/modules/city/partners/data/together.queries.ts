import { sql, type Insertable, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PartnerTie as TieTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { TiePart } from '../rules/tie-parts.ts';

/** More than any partner is tied to. */
const MOST = 2000;

/** A programme, a course or a collection. */
export type Thing = { programId: number } | { courseId: number } | { collectionId: number };

/** What a partner is tied to. */
export interface PartnerTie {
  id: number;
  part: TiePart;
  since: LocalDate | null;
  /** Whether everybody reads it, as far as the partner agreed to be named. */
  shown: boolean;
  programId: number | null;
  courseId: number | null;
  collectionId: number | null;
  /** Of a programme or a course; of a collection its own module knows it: null. */
  title: string | null;
  slug: string | null;
}

/** A tie by names: of the partner, and of a programme or the address of a course; null = the other one. */
export interface NamedTie {
  partner: string;
  program: string | null;
  course: string | null;
  part: TiePart;
  since: LocalDate | null;
}

/** By what it is: programmes, courses, collections; by title. */
export async function selectTies(db: Db | Tx, partnerId: number): Promise<PartnerTie[]> {
  const { rows } = await sql<PartnerTie>`
    select t.id, t.part, t.since::text as since, t.shown, t.program_id, t.course_id, t.collection_id,
      coalesce(p.title, c.title) as title, coalesce(p.slug, c.slug) as slug
    from partner_tie t left join program p on p.id = t.program_id left join course c on c.id = t.course_id
    where t.partner_id = ${partnerId}
    order by t.program_id is null, t.course_id is null, lower(coalesce(p.title, c.title)), t.id limit ${MOST}`.execute(
    db,
  );
  return rows;
}

/** A programme that can be tied. */
export interface FoundProgram {
  id: number;
  title: string;
  /** Of its first session; null: it has none. */
  startsAt: Date | null;
  timeZone: string;
}

/** Programmes that everybody sees whose title has what was typed, the latest first. */
export async function selectProgramsByTitle(db: Db | Tx, typed: string, limit: number): Promise<FoundProgram[]> {
  const { rows } = await sql<FoundProgram>`
    select p.id, p.title, (select min(s.starts_at) from program_session s where s.program_id = p.id) as starts_at, l.time_zone
    from program p join library l on l.id = p.library_id
    where not p.is_template and p.state in ('published', 'running', 'closed', 'archived')
      and strpos(lower(p.title), lower(${typed})) > 0
    order by p.id desc limit ${limit}`.execute(db);
  return rows;
}

/** @returns its id; null = it is there */
export async function insertTie(trx: Tx, row: Insertable<TieTable>): Promise<number | null> {
  const made = await trx
    .insertInto('partnerTie')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

/** Ties a partner of that name to all programmes of that title, or to the course at that address. @returns how many ties were made */
export async function insertTiesByName(
  trx: Tx,
  { partner, program, course, part, since, createdAt, createdBy }: NamedTie & { createdAt: Date; createdBy: string },
): Promise<number> {
  const { rows } = await sql`
    insert into partner_tie (partner_id, program_id, course_id, part, since, created_at, created_by)
    select p.id, thing.program_id, thing.course_id, ${part}, ${since}::date, ${createdAt}::timestamptz, ${createdBy}
    from partner p cross join (
      select id as program_id, null::bigint as course_id from program where title = ${program} and not is_template
      union all select null, id from course where slug = ${course}
    ) thing
    where p.name = ${partner} and p.merged_into_id is null on conflict do nothing returning id`.execute(trx);
  return rows.length;
}

/** Holds a tie until the transaction ends, with the library of its partner. */
export const lockTie = async (trx: Tx, id: number) =>
  trx
    .selectFrom('partnerTie')
    .select(['id', 'partnerId', 'programId', 'courseId', 'collectionId', 'shown', sql<TiePart>`part`.as('part')])
    .select(sql<number>`(select library_id from partner where partner.id = partner_tie.partner_id)`.as('libraryId'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const deleteTie = async (trx: Tx, id: number) => trx.deleteFrom('partnerTie').where('id', '=', id).execute();

export const setTieShown = async (trx: Tx, id: number, shown: boolean) =>
  trx.updateTable('partnerTie').set({ shown }).where('id', '=', id).execute();

/** Whoever is tied to something, and whether everybody reads it. */
export interface TiedRow {
  partnerId: number;
  name: string;
  part: TiePart;
  isSeen: boolean;
}

const isOf = (thing: Thing): RawBuilder<boolean> => {
  if ('programId' in thing) return sql`t.program_id = ${thing.programId}`;
  return 'courseId' in thing ? sql`t.course_id = ${thing.courseId}` : sql`t.collection_id = ${thing.collectionId}`;
};

/** By name; the parts of a partner one after the other. */
export async function selectTied(db: Db | Tx, thing: Thing): Promise<TiedRow[]> {
  const { rows } = await sql<TiedRow>`
    select p.id as partner_id, p.name, t.part,
      t.shown and p.state = 'active' and p.named_on is not null and p.name <> '' as is_seen
    from partner_tie t join partner p on p.id = t.partner_id
    where ${isOf(thing)} order by p.name, p.id, t.id limit ${MOST}`.execute(db);
  return rows;
}

/** What one of two partners is tied to the other is tied to from now on, each part once. */
export async function moveTies(trx: Tx, dropId: number, keepId: number): Promise<void> {
  await sql`delete from partner_tie d where d.partner_id = ${dropId} and exists (select from partner_tie k
    where k.partner_id = ${keepId} and k.part = d.part and k.program_id is not distinct from d.program_id
      and k.course_id is not distinct from d.course_id and k.collection_id is not distinct from d.collection_id)`.execute(
    trx,
  );
  await trx.updateTable('partnerTie').set({ partnerId: keepId }).where('partnerId', '=', dropId).execute();
}
