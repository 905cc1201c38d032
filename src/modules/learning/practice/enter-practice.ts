import { createHash, randomBytes } from 'node:crypto';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { askSpace, presentSpace, traineeOf } from './ask-space.ts';
import { insertPass } from './data/practice.queries.ts';
import { takeSeat } from './take-seat.ts';

const PASS_BYTES = 24;
/** A pass opens for so long. */
const PASS_MS = 2 * 60_000;

/** What is kept of a pass. */
export const passHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Gives whoever asks a place in the practice space, and an address that opens it once within two minutes. Any account of staff. Throws
 * `practice.off`, `making`, `down`, `full`.
 * @param own the address under which the browser reaches the real network
 */
export async function enterPractice(ctx: Ctx, own: URL): Promise<{ address: string; seat: number; expiresAt: Date }> {
  traineeOf(ctx);
  const token = randomBytes(PASS_BYTES).toString('base64url');
  const expiresAt = new Date(ctx.clock.now().getTime() + PASS_MS);
  const { seat } = await askSpace(async (db) =>
    db.transaction().execute(async (trx) => {
      const taken = await takeSeat(trx, ctx);
      await insertPass(trx, { tokenHash: passHash(token), seat: taken.seat, expiresAt });
      return taken;
    }),
  );
  await ctx.db
    .transaction()
    .execute(async (trx) => recordAudit(trx, ctx, { action: 'practice.entered', entity: 'practice', entityId: seat }));
  return { address: `${presentSpace().addressFor(own)}/latihan/masuk/${token}`, seat, expiresAt };
}
