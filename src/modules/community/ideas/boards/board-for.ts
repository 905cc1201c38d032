import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Board } from '../client.ts';
import { changeBoard, findBoard } from '../data/boards.queries.ts';
import { ideaErrors } from '../errors.ts';
import { permits, type BoardAct } from '../rules/phases.ts';

/** A board with its place. Throws `ideas.board_not_found`. */
export async function boardOf(ctx: Pick<Ctx, 'db'>, id: number): Promise<Board> {
  const board = await findBoard(ctx.db, id);
  if (!board) throw ideaErrors.boardNotFound();
  return board;
}

/** The same for who leads it: needs `ideas.manage` at the library of its programme. */
export async function ledBoard(ctx: Ctx, id: number): Promise<Board> {
  authorizeAnywhere(ctx, 'ideas.manage');
  const board = await boardOf(ctx, id);
  authorize(ctx, 'ideas.manage', board.library.id);
  return board;
}

/**
 * Takes the board for an act that its phase permits; nobody else changes the board until the transaction ends, so the phase stays what
 * it was. Throws `ideas.board_not_found`, `ideas.phase_forbids`.
 */
export async function takeBoard(trx: Tx, id: number, act: BoardAct) {
  const board = await changeBoard(trx, id);
  if (!board) throw ideaErrors.boardNotFound();
  if (!permits(board.phase, act)) throw ideaErrors.phaseForbids({ phase: board.phase });
  return board;
}
