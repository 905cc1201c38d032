import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Paper, PaperWish } from '../client.ts';
import type { Period } from '../rules/hours.ts';

/** Certificates of somebody, also those taken back, the newest first. */
export const selectPapers = async (db: Db | Tx, volunteerId: number): Promise<Paper[]> =>
  (
    await sql<Paper>`select p.from_on::text, p.until_on::text, p.minutes, c.code, c.number, c.issued_at, c.revoked_at
      from volunteer_certificate p join certificate c on c.id = p.certificate_id
      where p.volunteer_id = ${volunteerId} order by p.certificate_id desc`.execute(db)
  ).rows;

export const insertPaper = async (
  trx: Tx,
  row: Period & { certificateId: number; volunteerId: number; minutes: number },
): Promise<void> => {
  await trx.insertInto('volunteerCertificate').values(row).execute();
};

/** What somebody did in a period of days of a zone and left again, by tasks, the most first. */
export async function selectWork(
  db: Db | Tx,
  volunteerId: number,
  { fromOn, untilOn, zone }: Period & { zone: string },
): Promise<{ title: string; shifts: number; minutes: number; byRuleMinutes: number }[]> {
  const query = sql<{ title: string; shifts: number; minutes: number; byRuleMinutes: number }>`
    select t.title, count(*)::integer as shifts, sum(w.n)::integer as minutes,
      coalesce(sum(w.n) filter (where p.left_by_rule), 0)::integer as by_rule_minutes
    from volunteer_place p join volunteer_shift s on s.id = p.shift_id join volunteer_task t on t.id = s.task_id
      cross join lateral (select floor(extract(epoch from p.left_at - p.came_at) / 60) as n) w
    where p.volunteer_id = ${volunteerId} and p.left_at is not null
      and (p.came_at at time zone ${zone}::text)::date between ${fromOn} and ${untilOn}
    group by t.id, t.title order by 3 desc, t.title`;
  return (await query.execute(db)).rows;
}

export const findWish = async (db: Db | Tx, volunteerId: number): Promise<PaperWish | undefined> =>
  (
    await sql<PaperWish>`select from_on::text, until_on::text, asked_at from volunteer_certificate_wish
      where volunteer_id = ${volunteerId}`.execute(db)
  ).rows[0];

/** Who asks for one at these libraries (null = all), the longest first. */
export async function selectWishes(db: Db | Tx, libraryIds: readonly number[] | null) {
  const query = sql<PaperWish & { volunteerId: number; name: string; library: string }>`
    select w.volunteer_id, coalesce(m.full_name, v.name) as name, l.name as library, w.from_on::text, w.until_on::text, w.asked_at
    from volunteer_certificate_wish w join volunteer v on v.id = w.volunteer_id join library l on l.id = v.library_id
      left join member m on m.id = v.member_id
    where (${libraryIds === null} or v.library_id = any(${[...(libraryIds ?? [])]}::bigint[])) order by w.asked_at, w.volunteer_id limit 500`;
  return (await query.execute(db)).rows;
}

export const insertWish = async (trx: Tx, row: Period & { volunteerId: number; askedAt: Date }): Promise<void> => {
  await trx.insertInto('volunteerCertificateWish').values(row).execute();
};

export const deleteWish = async (trx: Tx, volunteerId: number): Promise<void> => {
  await trx.deleteFrom('volunteerCertificateWish').where('volunteerId', '=', volunteerId).execute();
};

/** Nothing leads from somebody to their certificates any more; the documents stay. */
export async function cutPapers(trx: Tx, volunteerId: number): Promise<void> {
  await trx.deleteFrom('volunteerCertificate').where('volunteerId', '=', volunteerId).execute();
  await deleteWish(trx, volunteerId);
}
