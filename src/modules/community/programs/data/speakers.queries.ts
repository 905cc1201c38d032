import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ProgramSpeaker, SpeakerAnswer } from '../client.ts';
import type { SpeakerValues } from '../schema.ts';

export interface SpeakerRow extends ProgramSpeaker {
  programId: number;
  email: string;
  /** In which they are written to. */
  language: 'id' | 'en';
  /** Of their own page, for whoever has it. */
  token: string;
  /** When they were first asked, by e-mail or otherwise. */
  invitedAt: Date | null;
  /** How often the invitation was sent by e-mail, and the last time when. */
  sentCount: number;
  sentAt: Date | null;
  answer: SpeakerAnswer | null;
  answeredAt: Date | null;
  answeredBy: 'speaker' | 'staff' | null;
  answerNote: string;
}

export async function selectSpeakers(
  db: Db | Tx,
  about: { programId: number } | { id: number } | { token: string },
): Promise<SpeakerRow[]> {
  const where =
    'programId' in about
      ? sql`program_id = ${about.programId}`
      : 'id' in about
        ? sql`id = ${about.id}`
        : sql`token = ${about.token}`;
  const query = sql<SpeakerRow>`select id, program_id, name, title, email, role, language, token, invited_at, sent_count, sent_at,
      answer, answered_at, answered_by, answer_note
    from program_speaker where ${where} order by id`;
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

export async function updateSpeaker(trx: Tx, id: number, values: Partial<SpeakerValues & SpeakerRow>): Promise<void> {
  await trx.updateTable('programSpeaker').set(values).where('id', '=', id).execute();
}

export async function deleteSpeaker(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('programSpeaker').where('id', '=', id).execute();
}
