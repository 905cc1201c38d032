import { unlinkAudit } from '#modules/ground/audit';
import { forgetLoans } from '#modules/lending/charges';
import { forgetBlockTitles } from '#modules/people/members';
import { forgetNoticesAbout } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { RetentionClass } from '#platform/rights/personal-data';
import { formatDate } from '#shared/dates';
import {
  countLinkedLoans,
  cutHolds,
  cutLoans,
  lockLinkedLoans,
  sampleLinkedLoans,
} from '../data/reading-links.queries.ts';

/** So many at once: a transaction that desks hardly notice. */
const BATCH = 500;
const SAMPLE = 20;
/** What the trace says of whose loan or hold it was. */
const LINKS = ['memberNumber', 'memberName', 'overrideReason', 'dueReason', 'note'];

/** One batch of loans, in one transaction with everything that would still tell whose they were. @returns how many */
const cutSomeLoans = async (ctx: Ctx, before: Date): Promise<number> =>
  ctx.db.transaction().execute(async (trx) => {
    const loans = await lockLinkedLoans(trx, before, BATCH);
    const ids = loans.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await cutLoans(trx, ids, ctx.clock.now());
    await forgetLoans(trx, ids);
    await forgetBlockTitles(
      trx,
      loans.flatMap(({ suspensionBlockId }) => (suspensionBlockId === null ? [] : [suspensionBlockId])),
    );
    await forgetNoticesAbout(
      trx,
      ids.map((id) => `loan:${id}`),
    );
    await unlinkAudit(trx, { entity: 'loan', entityIds: ids, keys: LINKS });
    return ids.length;
  });

/** Loans of a history that was brought in whole: nothing else tells whose they were. */
export async function cutBroughtIn(trx: Tx, ctx: Ctx, before: Date): Promise<void> {
  const loans = await lockLinkedLoans(trx, before, Number.MAX_SAFE_INTEGER);
  await cutLoans(
    trx,
    loans.map(({ id }) => id),
    ctx.clock.now(),
  );
}

const cutSomeHolds = async (ctx: Ctx, before: Date): Promise<number> =>
  ctx.db.transaction().execute(async (trx) => {
    const ids = await cutHolds(trx, before, BATCH);
    if (ids.length === 0) return 0;
    await forgetNoticesAbout(
      trx,
      ids.map((id) => `hold:${id}`),
    );
    await unlinkAudit(trx, { entity: 'hold', entityIds: ids, keys: LINKS });
    return ids.length;
  });

/**
 * Who read what is forgotten some time after the return (reading privacy). What is kept: loans of members who keep a history by consent
 * (`reading_history`), loans for which money is owed, all of members whose data are only kept. What statistics count stays with the loan.
 */
export const loanLinkRetention: RetentionClass = {
  key: 'loan_links',
  async due({ db, locale }, before) {
    const [count, sample] = await Promise.all([countLinkedLoans(db, before), sampleLinkedLoans(db, before, SAMPLE)]);
    return { count, sample: sample.map(({ title, returnedOn }) => `${title} (${formatDate(returnedOn, locale)})`) };
  },
  async clear(ctx, before) {
    let gone = 0;
    for (;;) {
      const cut = await cutSomeLoans(ctx, before);
      gone += cut;
      if (cut < BATCH) break;
    }
    while ((await cutSomeHolds(ctx, before)) === BATCH);
    return { gone, waiting: 0 };
  },
};
