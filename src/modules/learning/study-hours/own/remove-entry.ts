import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { deleteEntry, lockEntry } from '../data/entries.queries.ts';
import { studyHourErrors } from '../errors.ts';
import { ownAccount } from './own-account.ts';

/** Removes an own entry. Throws `platform.sign_in_needed`, `study_hours.not_found` for that of another person as well. */
export async function removeEntry(ctx: Ctx, id: number): Promise<void> {
  const own = await ownAccount(ctx);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockEntry(trx, id, own.id);
    if (!held) throw studyHourErrors.notFound();
    await deleteEntry(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'study_hour_entry.removed', entity: 'study_hour_entry', entityId: id, libraryId: own.library.id },
      before: { heldOn: held.heldOn, jp: held.jp },
    });
  });
}
