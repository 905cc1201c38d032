import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Visit } from '#platform/database/db-types';

export type NewVisit = Omit<Insertable<Visit>, 'id' | 'people'>;

/** What the answer to a visit needs of it. */
const FACTS = ['id', 'libraryId', 'kind', 'at', 'people'] as const;

/** One row, or none where its nonce is known or the card is counted already: two connections at once make one row. */
export const insertVisit = async (trx: Tx, visit: NewVisit) =>
  trx
    .insertInto('visit')
    .values(visit)
    .onConflict((conflict) => conflict.doNothing())
    .returning(FACTS)
    .executeTakeFirst();

export const findByNonce = async (db: Db | Tx, nonce: string) =>
  db.selectFrom('visit').select(FACTS).where('nonce', '=', nonce).executeTakeFirst();

/** A guest's visit by the nonce of its device, its row locked. */
export const lockGuest = async (trx: Tx, nonce: string) =>
  trx
    .selectFrom('visit')
    .select(FACTS)
    .where('nonce', '=', nonce)
    .where('kind', '=', 'guest')
    .forUpdate()
    .executeTakeFirst();

export async function updateGuest(
  trx: Tx,
  id: number,
  facts: { sex: string | null; occupation: string | null; purpose: string | null; guestName: string | null },
): Promise<void> {
  await trx.updateTable('visit').set(facts).where('id', '=', id).execute();
}

/** People who came to a library within a time. */
export async function countPeople(db: Db | Tx, about: { libraryId: number; from: Date; until: Date }): Promise<number> {
  const { people } = await db
    .selectFrom('visit')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('people'), sql<string>`0`).as('people'))
    .where('libraryId', '=', about.libraryId)
    .where('at', '>=', about.from)
    .where('at', '<', about.until)
    .executeTakeFirstOrThrow();
  return Number(people);
}

/** From where groups came to a library, the most frequent first. */
export const selectOrigins = async (db: Db, libraryId: number, limit: number) =>
  db
    .selectFrom('visit')
    .select('origin')
    .where('libraryId', '=', libraryId)
    .where('kind', '=', 'group')
    .where('origin', 'is not', null)
    .$narrowType<{ origin: string }>()
    .groupBy('origin')
    .orderBy((eb) => eb.fn.countAll(), 'desc')
    .orderBy('origin')
    .limit(limit)
    .execute();

/** Many visits of the past in one statement. @returns ids in the order of the visits; null = its card was counted at that time already */
export async function insertPastVisits(trx: Tx, visits: readonly NewVisit[]): Promise<(number | null)[]> {
  const rows = visits.map((visit, nth) => ({
    nth,
    library_id: visit.libraryId,
    kind: visit.kind,
    at: visit.at,
    counted_until: visit.countedUntil,
    member_id: visit.memberId ?? null,
    age_group: visit.ageGroup ?? null,
    sex: visit.sex ?? null,
    occupation: visit.occupation ?? null,
    member_category: visit.memberCategory ?? null,
    kelurahan: visit.kelurahan ?? null,
    kecamatan: visit.kecamatan ?? null,
    purpose: visit.purpose ?? null,
    guest_name: visit.guestName ?? null,
    origin: visit.origin ?? null,
    girls: visit.girls ?? 0,
    boys: visit.boys ?? 0,
    women: visit.women ?? 0,
    men: visit.men ?? 0,
    companions: visit.companions ?? 0,
    wheelchairs: visit.wheelchairs ?? 0,
    via: visit.via,
  }));
  const columns = sql.raw(`library_id, kind, at, counted_until, member_id, age_group, sex, occupation, member_category,
    kelurahan, kecamatan, purpose, guest_name, origin, girls, boys, women, men, companions, wheelchairs, via`);
  const found = await sql<{ id: number | null }>`
    with past as materialized (
      select nextval(pg_get_serial_sequence('visit', 'id')) as id, nth, ${columns}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as past (nth integer, library_id bigint, kind text,
        at timestamptz, counted_until timestamptz, member_id bigint, age_group text, sex text, occupation text,
        member_category text, kelurahan text, kecamatan text, purpose text, guest_name text, origin text, girls integer,
        boys integer, women integer, men integer, companions integer, wheelchairs integer, via text)
    ), made as (
      insert into visit (id, ${columns}) overriding system value
      select id, ${columns} from past order by nth
      on conflict do nothing
      returning id
    )
    select made.id from past left join made on made.id = past.id order by past.nth`.execute(trx);
  return found.rows.map(({ id }) => id);
}

export async function deleteVisits(trx: Tx, ids: readonly number[]): Promise<void> {
  await sql`delete from visit where id = any(${[...ids]}::bigint[])`.execute(trx);
}
