import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Earlier } from './client.ts';
import { deleteEarlier, insertEarlier, lockEarlier, selectAllEarlier } from './data/earlier.queries.ts';
import { satisfactionErrors } from './errors.ts';
import { earlierInput, type EarlierInput } from './schema.ts';

/** Values from before, of the libraries where one reads reports; the oldest first. */
export async function listEarlier(ctx: Ctx): Promise<Earlier[]> {
  authorizeAnywhere(ctx, 'reports.read');
  const granted = grantedLibraries(ctx.actor, 'reports.read');
  return selectAllEarlier(ctx.db, granted === 'all' ? null : granted);
}

/**
 * Enters the index of a survey that was made elsewhere, with how it was weighed and where it is written. Needs `questionnaires.manage` at the
 * library, for all in the network. Throws `satisfaction.earlier_exists`, `libraries.not_found`, `platform.invalid_input`. @returns its id
 */
export async function enterEarlier(ctx: Ctx, input: EarlierInput): Promise<number> {
  const given = parseInput(earlierInput, input);
  authorize(ctx, 'questionnaires.manage', given.libraryId);
  return ctx.db.transaction().execute(async (trx) => enterEarlierIn(trx, ctx, given));
}

/** The same within the caller's transaction, which answers for the permission. */
export async function enterEarlierIn(trx: Tx, ctx: Ctx, input: EarlierInput): Promise<number> {
  const { value, ...given } = parseInput(earlierInput, input);
  if (given.libraryId !== null) await getLibrary({ db: trx }, given.libraryId);
  const row = { ...given, hundredths: Math.round(value * 100) };
  const id = await insertEarlier(trx, { ...row, enteredBy: actorName(ctx.actor), enteredAt: ctx.clock.now() });
  if (id === null) throw satisfactionErrors.earlierExists({}, { endsOn: 'satisfaction_earlier_exists' });
  await recordAudit(trx, ctx, {
    action: 'satisfaction_earlier.entered',
    entity: 'satisfaction_earlier',
    entityId: id,
    libraryId: given.libraryId,
    after: row,
  });
  return id;
}

/** Takes such a value out. Needs `questionnaires.manage` there. Throws `satisfaction.earlier_not_found`. */
export async function removeEarlier(ctx: Ctx, id: number): Promise<void> {
  authorizeAnywhere(ctx, 'questionnaires.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockEarlier(trx, id);
    if (!held) throw satisfactionErrors.earlierNotFound();
    authorize(ctx, 'questionnaires.manage', held.libraryId);
    await deleteEarlier(trx, id);
    const { libraryId, label, endsOn, hundredths } = held;
    await recordAudit(trx, ctx, {
      action: 'satisfaction_earlier.removed',
      entity: 'satisfaction_earlier',
      entityId: id,
      libraryId,
      before: { label, endsOn, hundredths },
    });
  });
}
