import { findCardHolder } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import type { Secrets } from '#platform/rights/secrets';
import type { RecordedVisit } from './client.ts';
import { countCard } from './count-card.ts';
import { libraryOfDoor } from './doors/door-code.ts';
import { visitErrors } from './errors.ts';

/** Who acts in the trace of a visit by phone: the trace is kept longer than the link to the member. */
const BOOK = { kind: 'system', name: 'Buku tamu' } as const;

/**
 * Counts the member who is signed in, by the code that hangs at the door. Counts once within the library's time, like a card.
 * Throws `platform.sign_in_needed`, `visits.unknown_door`, `visits.unknown_card`.
 */
export async function recordOwnVisit(ctx: Ctx, secrets: Secrets, code: string): Promise<RecordedVisit> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  const library = await libraryOfDoor(ctx, secrets, code);
  const holder = await findCardHolder(ctx.db, actor.number);
  if (!holder?.usable) throw visitErrors.unknownCard();
  const at = ctx.clock.now();
  return ctx.db
    .transaction()
    .execute(async (trx) =>
      countCard(trx, { ...ctx, actor: BOOK }, { library, holder, at, nonce: null, purpose: null, via: 'phone' }),
    );
}
