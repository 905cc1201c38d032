import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { lockLetter, markRevoked, type LetterRow } from './data/letters.queries.ts';
import { letterErrors } from './errors.ts';
import { revocationInput } from './schema.ts';

/**
 * Takes a letter back, with a reason: its public page says so from then on, and it stays on record. Needs `letters.issue` at its
 * library. Throws `letters.not_found`, `letters.already_revoked`.
 */
export async function revokeLetter(ctx: Ctx, id: number, input: { reason: string }): Promise<void> {
  authorizeAnywhere(ctx, 'letters.issue');
  const { reason } = parseInput(revocationInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const letter = await lockLetter(trx, id);
    if (!letter) throw letterErrors.notFound();
    authorize(ctx, 'letters.issue', letter.libraryId);
    if (letter.revokedAt) throw letterErrors.alreadyRevoked();
    await revoke(trx, ctx, letter, reason);
  });
}

/**
 * The same of a letter about something that does not count any more, in the transaction that says so; permission is the caller's affair. What
 * was taken back already stays as it is. Throws `letters.not_found`.
 * @param reason one that names nobody: it stays with the letter and in its trace, whoever is forgotten
 */
export async function takeLetterBack(trx: Tx, ctx: Ctx, id: number, reason: string): Promise<void> {
  const letter = await lockLetter(trx, id);
  if (!letter) throw letterErrors.notFound();
  if (!letter.revokedAt) await revoke(trx, ctx, letter, reason);
}

async function revoke(
  trx: Tx,
  ctx: Ctx,
  { id, libraryId, number }: Pick<LetterRow, 'id' | 'libraryId' | 'number'>,
  reason: string,
): Promise<void> {
  await markRevoked(trx, id, { at: ctx.clock.now(), name: actorName(ctx.actor), reason });
  await recordAudit(trx, ctx, {
    action: 'letter.revoked',
    entity: 'letter',
    entityId: id,
    libraryId,
    after: { number, reason },
  });
}
