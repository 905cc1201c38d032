import { recordAudit } from '#modules/ground/audit';
import { blockActs, thingsIn, type Done } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { updateLetter, type LetterRow } from '../data/letters.queries.ts';
import { letterEntity, readableLetter, unread, writtenLetter } from '../held-letter.ts';
import { refuseForeignThings } from './things.ts';

/** Does something to the writing of a letter, and traces it. Throws `newsletters.not_found`, `state_forbids`, `platform.forbidden`. */
async function during<T>(
  ctx: Ctx,
  id: number,
  action: string,
  work: (trx: Tx, letter: LetterRow) => Promise<Done<T>>,
): Promise<T> {
  return ctx.db.transaction().execute(async (trx) => {
    const letter = await writtenLetter(trx, ctx, id, null);
    const { result, after } = await work(trx, letter);
    if (after === null) return result;
    // who has it open to save its head is told only where a second person is asked anew
    if (letter.state === 'submitted') await updateLetter(trx, id, { ...unread, changedAt: ctx.clock.now() });
    await recordAudit(trx, ctx, { action, ...letterEntity(letter), after });
    return result;
  });
}

/**
 * What is done to the parts of a letter. Needs `news.send` at its library; throws `newsletters.not_found`, `state_forbids`, `picture_unknown`,
 * `file_unknown` and what `BlockActs` says.
 */
export const {
  add: addLetterBlock,
  addAll: addLetterBlocks,
  save: saveLetterBlock,
  move: moveLetterBlock,
  remove: removeLetterBlock,
  putBack: putLetterBlockBack,
  lease: leaseLetterBlock,
  release: releaseLetterBlock,
} = blockActs<LetterRow>({
  during,
  writingOf: async (ctx, id) => (await readableLetter(ctx, id)).writingId,
  refuse: async (trx, ctx, letter, entering) =>
    refuseForeignThings(trx, ctx, letter, await thingsIn(trx, ctx, letter, entering)),
  traced: {
    added: 'newsletter.block_added',
    saved: 'newsletter.block_saved',
    moved: 'newsletter.block_moved',
    removed: 'newsletter.block_removed',
    putBack: 'newsletter.block_put_back',
  },
});
