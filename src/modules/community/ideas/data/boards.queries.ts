import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { IdeaBoard } from '#platform/database/db-types';
import { announce } from '#platform/requests/live';
import type { Board, BrainstormSession } from '../client.ts';
import type { Naming, Phase } from '../rules/phases.ts';
import type { StoredIdea } from '../rules/board-update.ts';
import { plansUnder } from './ideas.queries.ts';

const phase = sql<Phase>`idea_board.phase`;
const naming = sql<Naming>`idea_board.naming`;

/** The topic of {@link announce} for a board. */
export const boardTopic = (boardId: number): string => `board:${boardId}`;

const withPlace = (db: Db | Tx) =>
  db
    .selectFrom('ideaBoard')
    .innerJoin('programSession', 'programSession.id', 'ideaBoard.sessionId')
    .innerJoin('program', 'program.id', 'ideaBoard.programId')
    .innerJoin('library', 'library.id', 'program.libraryId')
    .select([
      'ideaBoard.id',
      'ideaBoard.code',
      'ideaBoard.sessionId',
      'ideaBoard.programId',
      'programSession.title as sessionTitle',
      'programSession.startsAt',
      'program.title as programTitle',
      'program.slug',
      'library.id as libraryId',
      'library.name as libraryName',
      'library.timeZone',
    ]);
type PlaceRow = NonNullable<Awaited<ReturnType<ReturnType<typeof withPlace>['executeTakeFirst']>>>;
const boardOf = (row: PlaceRow): Board => ({
  id: row.id,
  code: row.code,
  sessionId: row.sessionId,
  sessionTitle: row.sessionTitle,
  startsAt: row.startsAt,
  program: { id: row.programId, title: row.programTitle, slug: row.slug },
  library: { id: row.libraryId, name: row.libraryName, timeZone: row.timeZone },
});

export async function findBoard(db: Db | Tx, id: number): Promise<Board | null> {
  const row = await withPlace(db).where('ideaBoard.id', '=', id).executeTakeFirst();
  return row ? boardOf(row) : null;
}

export async function findBoardByCode(db: Db | Tx, code: string): Promise<Board | null> {
  const row = await withPlace(db).where('ideaBoard.code', '=', code).executeTakeFirst();
  return row ? boardOf(row) : null;
}

/** Boards of the programmes that a member takes part in, the latest first. */
export async function selectBoardsOfMember(db: Db | Tx, memberId: number): Promise<Board[]> {
  const rows = await withPlace(db)
    .where(
      sql<boolean>`exists (select from program_enrolment e where e.program_id = idea_board.program_id
        and e.member_id = ${memberId} and e.status = 'confirmed')`,
    )
    .orderBy('programSession.startsAt', 'desc')
    .limit(50)
    .execute();
  return rows.map(boardOf);
}

/** Boards of a programme, the first session first. */
export async function selectBoardsOfProgram(db: Db | Tx, programId: number): Promise<Board[]> {
  const rows = await withPlace(db)
    .where('ideaBoard.programId', '=', programId)
    .orderBy('programSession.startsAt')
    .execute();
  return rows.map(boardOf);
}

/** A session of brainstorming with whose it is; null for one of another format. */
export const findBrainstorm = async (db: Db | Tx, sessionId: number) =>
  db
    .selectFrom('programSession')
    .innerJoin('program', 'program.id', 'programSession.programId')
    .select(['programSession.id', 'programSession.programId', 'programSession.title', 'program.libraryId'])
    .where('programSession.id', '=', sessionId)
    .where('programSession.format', '=', 'brainstorm')
    .executeTakeFirst();

/** Sessions of brainstorming, the latest first. @param libraryIds null = all */
export async function selectBrainstorms(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
): Promise<BrainstormSession[]> {
  let query = db
    .selectFrom('programSession')
    .innerJoin('program', 'program.id', 'programSession.programId')
    .innerJoin('library', 'library.id', 'program.libraryId')
    .leftJoin('ideaBoard', 'ideaBoard.sessionId', 'programSession.id')
    .select([
      'programSession.id as sessionId',
      'programSession.title as sessionTitle',
      'programSession.startsAt',
      'program.title as programTitle',
      'library.timeZone',
      'ideaBoard.id as boardId',
      sql<Phase | null>`idea_board.phase`.as('phase'),
      sql<number>`(select count(*) from idea where idea.board_id = idea_board.id and withdrawn_at is null
        and merged_into_id is null)`.as('ideas'),
    ])
    .where('programSession.format', '=', 'brainstorm')
    .where('program.isTemplate', '=', false)
    .orderBy('programSession.startsAt', 'desc')
    .orderBy('programSession.id', 'desc');
  if (libraryIds) query = query.where('program.libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.execute();
}

export const insertBoard = async (trx: Tx, row: Insertable<IdeaBoard>): Promise<number> =>
  (await trx.insertInto('ideaBoard').values(row).returning('id').executeTakeFirstOrThrow()).id;

/**
 * Takes the board for a change and counts it: whoever changes something of a board does this first, so that changes come one after
 * another. Everybody who looks is told when the transaction commits.
 */
export async function changeBoard(trx: Tx, id: number, changes: Updateable<IdeaBoard> = {}) {
  const row = await trx
    .updateTable('ideaBoard')
    .set({ ...changes, version: sql`idea_board.version + 1` })
    .where('ideaBoard.id', '=', id)
    .returning(['id', 'programId', 'votesEach', 'version', 'question', phase.as('phase'), naming.as('naming')])
    .executeTakeFirst();
  if (row) await announce(trx, boardTopic(id));
  return row;
}

export const selectBoardState = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('ideaBoard')
    .select(['version', 'question', 'phaseEndsAt', 'votesEach', phase.as('phase'), naming.as('naming')])
    .where('id', '=', id)
    .executeTakeFirst();

/** Ideas of a board that changed after a version, with who votes and what was said. */
export async function selectIdeasSince(db: Db | Tx, boardId: number, version: number): Promise<StoredIdea[]> {
  const { rows } = await sql<StoredIdea>`
    select i.id, i.text, i.theme, i.source, i.author_name, library.name as library, i.enrolment_id, i.owner_hash,
      (i.withdrawn_at is not null or i.merged_into_id is not null) as gone, i.version,
      coalesce((select json_agg(v.enrolment_id) from idea_vote v where v.idea_id = i.id), '[]') as voters,
      coalesce((select json_agg(json_build_object('id', c.id, 'text', c.text, 'authorName', c.author_name) order by c.id)
        from idea_comment c where c.idea_id = i.id and c.removed_at is null), '[]') as comments,
      coalesce((select json_agg(m.text order by m.id) from idea m where m.merged_into_id = i.id and m.withdrawn_at is null), '[]')
        as merged,
      ${plansUnder} as plans
    from idea i left join library on library.id = i.library_id
    where i.board_id = ${boardId} and i.version > ${version} order by i.id`.execute(db);
  return rows;
}
