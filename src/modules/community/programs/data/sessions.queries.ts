import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ProgramSession, ProgramState } from '../client.ts';
import type { SessionValues } from '../schema.ts';

const sessions = (where: RawBuilder<unknown>) => sql<ProgramSession>`
    select s.id, s.program_id, s.title, s.format, s.starts_at, s.ends_at, s.room, s.jp, s.materials, s.revision,
      coalesce((select json_agg(json_build_object('id', k.id, 'name', k.name, 'title', k.title, 'role', k.role) order by k.id)
        from program_session_speaker x join program_speaker k on k.id = x.speaker_id where x.session_id = s.id), '[]') as speakers
    from program_session s
    where ${where} order by s.starts_at, s.id`;

export async function selectSessions(
  db: Db | Tx,
  { id, programId }: { id?: number; programId?: number },
): Promise<ProgramSession[]> {
  const where = id === undefined ? sql`s.program_id = ${programId ?? 0}` : sql`s.id = ${id}`;
  return (await sessions(where).execute(db)).rows;
}

/** Sessions that begin within a time and are the first of their day, of programmes that take place. */
export async function selectFirstOfDays(db: Db | Tx, from: Date, to: Date): Promise<ProgramSession[]> {
  const where = sql`s.starts_at > ${from} and s.starts_at <= ${to} and exists (select 1 from program p
    join library l on l.id = p.library_id
    where p.id = s.program_id and p.state in ('published', 'running') and not p.is_template
      and not exists (select 1 from program_session o where o.program_id = p.id and o.starts_at < s.starts_at
        and (o.starts_at at time zone l.time_zone)::date = (s.starts_at at time zone l.time_zone)::date))`;
  return (await sessions(where).execute(db)).rows;
}

export async function insertSession(trx: Tx, programId: number, values: SessionValues): Promise<number> {
  const { speakerIds, ...rest } = values;
  const { id } = await trx
    .insertInto('programSession')
    .values({ programId, ...rest })
    .returning('id')
    .executeTakeFirstOrThrow();
  await setSpeakers(trx, id, speakerIds);
  return id;
}

/** All sessions count as changed: calendars take what they have with a higher number. */
export async function countChange(trx: Tx, programId: number): Promise<void> {
  await trx
    .updateTable('programSession')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('programId', '=', programId)
    .execute();
}

export async function updateSession(trx: Tx, id: number, values: SessionValues): Promise<void> {
  const { speakerIds, ...rest } = values;
  await trx
    .updateTable('programSession')
    .set((eb) => ({ ...rest, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
  await trx.deleteFrom('programSessionSpeaker').where('sessionId', '=', id).execute();
  await setSpeakers(trx, id, speakerIds);
}

async function setSpeakers(trx: Tx, sessionId: number, speakerIds: readonly number[]): Promise<void> {
  if (speakerIds.length === 0) return;
  // those of another programme are none of this session
  await sql`insert into program_session_speaker (session_id, speaker_id)
    select s.id, k.id from program_session s join program_speaker k on k.program_id = s.program_id
    where s.id = ${sessionId} and k.id = any(${speakerIds})`.execute(trx);
}

/**
 * Holds a session as it is until the transaction ends: neither it nor its programme changes meanwhile, and others may hold it, too.
 * @returns of the programme: its state, and since when it was not changed; undefined: there is no such session
 */
export async function holdSession(trx: Tx, id: number): Promise<{ state: ProgramState; changedAt: Date } | undefined> {
  const program = sql<{ state: ProgramState; changedAt: Date }>`select state, changed_at from program
    where id = (select program_id from program_session where id = ${id}) for share`;
  const held = (await program.execute(trx)).rows[0];
  // it may have been taken out while its programme was waited for
  const stands = await trx.selectFrom('programSession').select('id').where('id', '=', id).executeTakeFirst();
  return stands && held;
}

export async function deleteSession(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('programSession').where('id', '=', id).execute();
}

export async function hasAttendance(db: Db | Tx, sessionId: number): Promise<boolean> {
  const row = await db
    .selectFrom('programAttendance')
    .select('id')
    .where('sessionId', '=', sessionId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A session in the calendar, with what is said of its programme there. */
export interface CalendarEntry {
  session: ProgramSession;
  program: {
    id: number;
    slug: string;
    title: string;
    summary: string;
    place: string;
    state: 'published' | 'running' | 'closed' | 'archived' | 'cancelled';
    libraryName: string;
    timeZone: string;
    changedAt: Date;
  };
}
export interface CalendarFilter {
  programId?: number | undefined;
  libraryId?: number | undefined;
  audience?: string | undefined;
  theme?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** Sessions of what everybody sees, in the order of time. */
export async function selectCalendar(db: Db | Tx, filter: CalendarFilter): Promise<CalendarEntry[]> {
  const { programId, libraryId, audience, theme, from, to } = filter;
  const where = [sql`s.program_id = p.id and p.state not in ('draft', 'review') and not p.is_template`];
  if (programId !== undefined) where.push(sql`p.id = ${programId}`);
  if (libraryId !== undefined) where.push(sql`p.library_id = ${libraryId}`);
  if (audience) where.push(sql`p.audience in (${audience}, 'all')`);
  if (theme) where.push(sql`p.theme = ${theme}`);
  if (from) where.push(sql`s.ends_at > ${from}`);
  if (to) where.push(sql`s.starts_at < ${to}`);
  const any = sql.join(where, sql` and `);
  const shown = await sessions(sql`exists (select 1 from program p where ${any})`).execute(db);
  const ids = [...new Set(shown.rows.map((row) => row.programId))];
  const query = sql<CalendarEntry['program']>`select p.id, p.slug, p.title, p.summary, p.place, p.state, p.changed_at,
    l.name as library_name, l.time_zone from program p join library l on l.id = p.library_id where p.id = any(${ids})`;
  const programs = new Map((await query.execute(db)).rows.map((row) => [row.id, row]));
  return shown.rows.flatMap((session) => {
    const program = programs.get(session.programId);
    return program ? [{ session, program }] : [];
  });
}

/** Of each programme that everybody sees and that has one to come or under way, the next session; the nearest first. */
export async function selectNextSessions(
  db: Db | Tx,
  { now, limit }: { now: Date; limit: number },
): Promise<{ programId: number; startsAt: Date; endsAt: Date }[]> {
  const query = sql<{
    programId: number;
    startsAt: Date;
    endsAt: Date;
  }>`select next.program_id, next.starts_at, next.ends_at
    from (select distinct on (s.program_id) s.program_id, s.starts_at, s.ends_at
      from program_session s join program p on p.id = s.program_id
      where s.ends_at > ${now} and p.state in ('published', 'running') and not p.is_template
      order by s.program_id, s.starts_at, s.id) next
    order by next.starts_at, next.program_id limit ${limit}`;
  return (await query.execute(db)).rows;
}

/** A session of today, with its programme, for who opens its door. */
export interface SessionToday {
  id: number;
  programId: number;
  program: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  /** The room, else the place of the programme. */
  place: string;
  libraryName: string;
  timeZone: string;
  /** Who has a seat, and who of them came; guests of the door are among neither. */
  confirmed: number;
  came: number;
}

/** Sessions that begin today, by the calendar of their library, of programmes of libraries (null: of all) that take place. */
export async function selectToday(
  db: Db,
  libraryIds: readonly number[] | null,
  { now, limit }: { now: Date; limit: number },
): Promise<SessionToday[]> {
  const { rows } = await sql<SessionToday>`
    select s.id, s.program_id, p.title as program, s.title, s.starts_at, s.ends_at, coalesce(nullif(s.room, ''), p.place) as place,
      l.name as library_name, l.time_zone,
      (select coalesce(sum(e.people), 0) from program_enrolment e where e.program_id = p.id and e.status = 'confirmed')::integer as confirmed,
      (select count(*) from program_attendance a where a.session_id = s.id)::integer as came
    from program_session s join program p on p.id = s.program_id join library l on l.id = p.library_id
    where s.starts_at > ${now}::timestamptz - interval '1 day' and s.starts_at < ${now}::timestamptz + interval '1 day'
      and (s.starts_at at time zone l.time_zone)::date = (${now}::timestamptz at time zone l.time_zone)::date
      and p.state in ('published', 'running', 'closed') and not p.is_template
      and (${libraryIds}::bigint[] is null or p.library_id = any(${libraryIds}::bigint[]))
    order by s.starts_at, s.id limit ${limit}`.execute(db);
  return rows;
}
