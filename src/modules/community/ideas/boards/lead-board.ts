import { randomInt } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedCheck, violatedUnique } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { ledBoard } from './board-for.ts';
import type { BrainstormSession } from '../client.ts';
import { changeBoard, findBrainstorm, insertBoard, selectBrainstorms } from '../data/boards.queries.ts';
import { ideaErrors } from '../errors.ts';
import { boardInput, phaseInput, type BoardInput, type PhaseInput } from '../schema.ts';

/** Letters that are not taken for one another when read from a screen. */
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
/** The code of a new board: five letters. */
export const newBoardCode = (): string => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Sessions of brainstorming where the actor leads. Needs `ideas.manage`. */
export async function listBrainstorms(ctx: Ctx): Promise<BrainstormSession[]> {
  authorizeAnywhere(ctx, 'ideas.manage');
  const granted = grantedLibraries(ctx.actor, 'ideas.manage');
  return selectBrainstorms(ctx.db, granted === 'all' ? null : granted);
}

/**
 * Makes the board of a session. Needs `ideas.manage` at the library of its programme. Throws `ideas.session_not_found`,
 * `ideas.board_exists`, `platform.invalid_input`. @returns the id of the board
 */
export async function openBoard(ctx: Ctx, sessionId: number, input: BoardInput): Promise<number> {
  authorizeAnywhere(ctx, 'ideas.manage');
  const wanted = parseInput(boardInput, input);
  const session = await findBrainstorm(ctx.db, sessionId);
  if (!session) throw ideaErrors.sessionNotFound();
  authorize(ctx, 'ideas.manage', session.libraryId);
  const open = ctx.db.transaction().execute(async (trx) => {
    const { programId, libraryId } = session;
    const id = await insertBoard(trx, {
      ...wanted,
      sessionId,
      programId,
      code: newBoardCode(),
      createdAt: ctx.clock.now(),
    });
    await recordAudit(trx, ctx, {
      action: 'idea_board.opened',
      entity: 'idea_board',
      entityId: id,
      libraryId,
      after: wanted,
    });
    return id;
  });
  return open.catch((error: unknown) => {
    if (violatedUnique(error) === 'idea_board_session_id_key') throw ideaErrors.boardExists();
    throw error;
  });
}

/**
 * Question, names and number of votes. Needs `ideas.manage`. Throws `ideas.board_not_found`, `ideas.votes_given` (somebody has given
 * more votes than each would have), `platform.invalid_input`.
 */
export async function changeBoardTerms(ctx: Ctx, boardId: number, input: BoardInput): Promise<void> {
  const { library } = await ledBoard(ctx, boardId);
  const wanted = parseInput(boardInput, input);
  const change = ctx.db.transaction().execute(async (trx) => {
    await changeBoard(trx, boardId, wanted);
    await recordAudit(trx, ctx, {
      action: 'idea_board.changed',
      entity: 'idea_board',
      entityId: boardId,
      libraryId: library.id,
      after: wanted,
    });
  });
  await change.catch((error: unknown) => {
    if (violatedCheck(error)?.name === 'idea_vote_within_each') throw ideaErrors.votesGiven();
    throw error;
  });
}

/** Moves the board to a phase and sets its timer. Needs `ideas.manage`. Throws `ideas.board_not_found`, `platform.invalid_input`. */
export async function movePhase(ctx: Ctx, boardId: number, input: PhaseInput): Promise<void> {
  const { library } = await ledBoard(ctx, boardId);
  const { phase, minutes } = parseInput(phaseInput, input);
  const phaseEndsAt = minutes === null ? null : new Date(ctx.clock.now().getTime() + minutes * 60_000);
  await ctx.db.transaction().execute(async (trx) => {
    await changeBoard(trx, boardId, { phase, phaseEndsAt });
    await recordAudit(trx, ctx, {
      action: 'idea_board.moved',
      entity: 'idea_board',
      entityId: boardId,
      libraryId: library.id,
      after: { phase, minutes },
    });
  });
}
