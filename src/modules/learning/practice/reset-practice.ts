import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { practiceSpace } from '#platform/practice-space';
import { presentSpace } from './ask-space.ts';
import { practiceErrors } from './errors.ts';
import { requireTrainer } from './view-practice.ts';

/**
 * Throws away all that was done in the practice space; whoever works there is put out. Needs `courses.teach` or `courses.manage`. Throws
 * `practice.off`, `making`.
 */
export async function resetPractice(ctx: Ctx): Promise<void> {
  requireTrainer(ctx);
  const space = presentSpace();
  if (space.state === 'making') throw practiceErrors.making();
  await ctx.db
    .transaction()
    .execute(async (trx) => recordAudit(trx, ctx, { action: 'practice.reset', entity: 'practice', entityId: 'copy' }));
  space.reset({ renew: false });
}

/** The same at night, with the sample city of the new day. */
export function renewPractice(): void {
  practiceSpace()?.reset({ renew: true });
}
