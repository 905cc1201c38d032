import type { Ctx } from '#platform/context';
import { boardOf } from './board-for.ts';
import type { Board } from '../client.ts';
import { findBoardByCode, selectBoardsOfMember, selectBoardsOfProgram } from '../data/boards.queries.ts';
import { ideaErrors } from '../errors.ts';
import { readBoard } from './follow-board.ts';
import { getProgram, type Participant } from '#modules/community/programs';
import { viewerOf, type Hand } from './participant.ts';
import type { BoardUpdate } from '../rules/board-types.ts';
import { updateFor, type Viewer } from '../rules/board-update.ts';

/** A board as one viewer sees it. */
export interface BoardView {
  board: Board;
  /** Who looks, for {@link followBoard}. */
  viewer: Viewer;
  participant: Participant | null;
  facilitates: boolean;
  now: BoardUpdate;
}

/** A board with what is on it for who asks; open as its programme is. Throws `ideas.board_not_found`, `programs.not_found`. */
export async function viewBoard(ctx: Ctx, boardId: number, hand: Hand): Promise<BoardView> {
  const board = await boardOf(ctx, boardId);
  const { participant, facilitates, ...viewer } = await viewerOf(ctx, board, hand);
  // of what is not announced yet only those who take part or lead it know
  if (participant === null && !facilitates) await getProgram(ctx, board.program.id);
  const stored = await readBoard(ctx.db, boardId, null);
  return { board, viewer, participant, facilitates, now: updateFor(stored, viewer, { version: 0, phase: null }) };
}

/** The board of a code that was read from the screen. Throws `ideas.board_not_found`. */
export async function findBoardOfCode(ctx: Ctx, code: string): Promise<Board> {
  const board = await findBoardByCode(ctx.db, code.trim().toUpperCase());
  if (!board) throw ideaErrors.boardNotFound();
  return board;
}

/** Boards of the programmes that the member who is signed in takes part in; none for others. */
export const listOwnBoards = async ({ db, actor }: Ctx): Promise<Board[]> =>
  actor.kind === 'member' ? selectBoardsOfMember(db, actor.id) : [];

/** Boards of a programme, the first session first; open as the programme is. Throws `programs.not_found`. */
export async function boardsOf(ctx: Ctx, programId: number): Promise<Board[]> {
  await getProgram(ctx, programId);
  return selectBoardsOfProgram(ctx.db, programId);
}
