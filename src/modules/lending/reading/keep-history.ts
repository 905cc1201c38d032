import { recordAudit } from '#modules/ground/audit';
import { listOwnConsents, setOwnConsent } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { HistoryChoice } from './client.ts';
import { settledUntil } from './copy-history.ts';
import { copyReturnedLoans, deleteHistory } from './data/history.queries.ts';
import { ownReader } from './own-reader.ts';

/** Whether the history of the reader who is signed in is kept. The choice is a consent, so the ledger of the members' module has it. */
export async function historyChoice(ctx: Ctx): Promise<HistoryChoice> {
  ownReader(ctx);
  const { states, speaker } = await listOwnConsents(ctx);
  const state = states.find(({ text }) => text.purpose === 'reading_history');
  return {
    keeps: state?.given === true,
    speaker,
    text: { id: state?.text.bodyId ?? '', en: state?.text.bodyEn ?? '' },
  };
}

/** The reader says yes: what still names them is copied at once, the rest as it comes back. Throws `members.guardian_must_consent`. */
export async function startHistory(ctx: Ctx): Promise<void> {
  const { id } = ownReader(ctx);
  await setOwnConsent(ctx, 'reading_history', true);
  await ctx.db.transaction().execute(async (trx) => copyReturnedLoans(trx, [id], settledUntil(ctx.clock.now())));
}

/** The reader says no: what was kept goes now. Should the process end in between, the hourly job does the rest. @returns how many titles went */
export async function stopHistory(ctx: Ctx): Promise<number> {
  const { id } = ownReader(ctx);
  await setOwnConsent(ctx, 'reading_history', false);
  return ctx.db.transaction().execute(async (trx) => {
    const titles = await deleteHistory(trx, [id]);
    await recordAudit(trx, ctx, {
      action: 'reading_history.deleted',
      entity: 'member',
      entityId: id,
      after: { titles },
    });
    return titles;
  });
}
