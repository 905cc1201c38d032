import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/db';
import type { ProgramSession, ProgramSpeaker } from '../client.ts';
import type { SessionValues, SpeakerValues } from '../schema.ts';

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

/** Sessions that begin within a time, of programmes that take place. */
export async function selectSessionsBetween(db: Db | Tx, from: Date, to: Date): Promise<ProgramSession[]> {
  const where = sql`s.starts_at > ${from} and s.starts_at <= ${to} and exists (select 1 from program p
    where p.id = s.program_id and p.state in ('published', 'running') and not p.is_template)`;
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

export interface SpeakerRow extends ProgramSpeaker {
  programId: number;
  email: string;
  invitedAt: Date | null;
  answer: 'accepted' | 'declined' | null;
}

export async function selectSpeakers(db: Db | Tx, about: { programId?: number; id?: number }): Promise<SpeakerRow[]> {
  const { programId, id } = about;
  const query = sql<SpeakerRow>`select id, program_id, name, title, email, role, invited_at, answer from program_speaker
    where ${id === undefined ? sql`program_id = ${programId ?? 0}` : sql`id = ${id}`} order by id`;
  return (await query.execute(db)).rows;
}

export async function insertSpeaker(trx: Tx, programId: number, values: SpeakerValues): Promise<number> {
  const row = await trx
    .insertInto('programSpeaker')
    .values({ programId, ...values })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function updateSpeaker(
  trx: Tx,
  id: number,
  values: SpeakerValues & Partial<Pick<SpeakerRow, 'invitedAt' | 'answer'>>,
): Promise<void> {
  await trx.updateTable('programSpeaker').set(values).where('id', '=', id).execute();
}

export async function deleteSpeaker(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('programSpeaker').where('id', '=', id).execute();
}
