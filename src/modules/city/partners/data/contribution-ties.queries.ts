import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { GiftChoice, SessionChoice } from '../contributions/shown.ts';

/** A gift of books, as far as a contribution is tied to it. */
export const findGift = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('donation')
    .leftJoin('letter', 'letter.id', 'donation.letterId')
    .select(['donation.id', 'donation.number', 'donation.libraryId', 'donation.receivedOn', 'donation.letterId'])
    .select(sql<boolean>`letter.revoked_at is not null`.as('isLetterRevoked'))
    .where('donation.id', '=', id)
    .executeTakeFirst();

export const findProgramLibrary = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('program')
    .select(['libraryId'])
    .where('id', '=', id)
    .where('isTemplate', '=', false)
    .executeTakeFirst();

/** A session of a programme that takes place or did. */
export const findSession = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('programSession')
    .innerJoin('program', 'program.id', 'programSession.programId')
    .select(['programSession.id', 'programSession.programId', 'program.libraryId'])
    .select(['programSession.startsAt', 'programSession.endsAt'])
    .where('programSession.id', '=', id)
    .where('program.isTemplate', '=', false)
    .where('program.state', '<>', 'cancelled')
    .executeTakeFirst();

export const speaksThere = async (db: Db | Tx, sessionId: number, speakerId: number): Promise<boolean> =>
  (await db
    .selectFrom('programSessionSpeaker')
    .select('speakerId')
    .where('sessionId', '=', sessionId)
    .where('speakerId', '=', speakerId)
    .executeTakeFirst()) !== undefined;

/**
 * Of two contributions of who spoke in a session, whether they may be one and the same: of the same speaker, or of one who was taken out of the
 * programme, of whom the number is not known any more.
 */
const sameSpeaker = (speaker: RawBuilder<unknown>) =>
  sql<boolean>`c.kind = 'speaker' and c.state <> 'void' and (c.speaker_id is null or c.speaker_id = ${speaker})`;

/**
 * A contribution of this very speaker in this session is there already: beside one of somebody who was taken out it is no second one of theirs.
 */
const isNamedThere = (id: number | null, session: RawBuilder<unknown>, speaker: RawBuilder<unknown>) =>
  sql<boolean>`c.speaker_id is null and exists (select from contribution own where own.id = ${id}::bigint
    and own.session_id = ${session} and own.speaker_id = ${speaker} and own.state <> 'void')`;

/** Whether somebody is named as who sent a speaker to a session. @param wanted.speakerId null: one who was taken out */
export async function isSpokenFor(
  db: Db | Tx,
  { id, sessionId, speakerId }: { id: number | null; sessionId: number; speakerId: number | null },
): Promise<boolean> {
  const { rows } = await sql`select from contribution c where c.session_id = ${sessionId}
    and c.id is distinct from ${id}::bigint and ${sameSpeaker(sql`coalesce(${speakerId}::bigint, c.speaker_id)`)}
    and not (${isNamedThere(id, sql`c.session_id`, sql`${speakerId}::bigint`)}) limit 1`.execute(db);
  return rows.length > 0;
}

interface Wanted {
  libraryId: number;
  /** Part of a number, a name or a title; '' = all. */
  words: string;
  /** The contribution that is changed: what it is tied to can be chosen again. */
  besides: number | null;
  limit: number;
}
const like = (words: string): string => `%${words}%`;

/** Gifts to a library that no contribution is tied to, the latest first. */
export async function selectGifts(db: Db, { libraryId, words, besides, limit }: Wanted): Promise<GiftChoice[]> {
  const { rows } = await sql<GiftChoice>`
    select d.id, d.number, d.donor_name, d.received_on::text as received_on,
      coalesce((select sum(b.accepted) from donation_book b where b.donation_id = d.id), 0)::integer as copies
    from donation d
    where d.library_id = ${libraryId} and (d.number ilike ${like(words)} or d.donor_name ilike ${like(words)})
      and not exists (select from contribution c where c.donation_id = d.id and c.state <> 'void' and c.id is distinct from ${besides}::bigint)
    order by d.id desc limit ${limit}`.execute(db);
  return rows;
}

const takesPlaceAt = (libraryId: number) =>
  sql`p.library_id = ${libraryId} and not p.is_template and p.state <> 'cancelled'`;

/** Who speaks in which session of a library, where nobody is named as who sent them; the latest first. */
export async function selectSpeakers(db: Db, { libraryId, words, besides, limit }: Wanted): Promise<SessionChoice[]> {
  const { rows } = await sql<SessionChoice>`
    select s.id as session_id, k.id as speaker_id, k.name as speaker, s.title as session, p.title as program, s.starts_at
    from program_session s join program p on p.id = s.program_id
      join program_session_speaker x on x.session_id = s.id join program_speaker k on k.id = x.speaker_id
    where ${takesPlaceAt(libraryId)}
      and (k.name ilike ${like(words)} or p.title ilike ${like(words)} or s.title ilike ${like(words)})
      and not exists (select from contribution c where c.session_id = s.id and ${sameSpeaker(sql`k.id`)}
        and c.id is distinct from ${besides}::bigint and not (${isNamedThere(besides, sql`s.id`, sql`k.id`)}))
    order by s.starts_at desc, s.id, k.id limit ${limit}`.execute(db);
  return rows;
}

/** Sessions of a library of whose room nobody is named as giver, the latest first. */
export async function selectRooms(db: Db, { libraryId, words, besides, limit }: Wanted): Promise<SessionChoice[]> {
  const { rows } = await sql<SessionChoice>`
    select s.id as session_id, null::bigint as speaker_id, '' as speaker, s.title as session, p.title as program, s.starts_at
    from program_session s join program p on p.id = s.program_id
    where ${takesPlaceAt(libraryId)} and (p.title ilike ${like(words)} or s.title ilike ${like(words)})
      and not exists (select from contribution c where c.session_id = s.id and c.kind = 'venue' and c.state <> 'void'
        and c.id is distinct from ${besides}::bigint)
    order by s.starts_at desc, s.id limit ${limit}`.execute(db);
  return rows;
}

/** Programmes of a library, the latest first. */
export const selectProgramChoices = async (
  db: Db,
  { libraryId, limit }: { libraryId: number; limit: number },
): Promise<{ id: number; title: string }[]> =>
  db
    .selectFrom('program')
    .select(['id', 'title'])
    .where('libraryId', '=', libraryId)
    .where('isTemplate', '=', false)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
