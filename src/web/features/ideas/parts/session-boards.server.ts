import { boardsOf } from '#modules/community/ideas';
import type { Ctx } from '#platform/context';
import { localizeHref } from '#i18n/runtime';

/** Addresses of the idea boards of a programme by session. @param base where boards are: for everybody, or for who leads them */
export async function sessionBoards(
  ctx: Ctx,
  programId: number,
  base: '/papan-ide' | '/staf/papan-ide' = '/papan-ide',
): Promise<Record<number, string>> {
  const boards = await boardsOf(ctx, programId);
  return Object.fromEntries(boards.map(({ id, sessionId }) => [sessionId, localizeHref(`${base}/${id}`)]));
}
