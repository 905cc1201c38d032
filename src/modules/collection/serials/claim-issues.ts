import { recordAudit } from '#modules/ground/audit';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatDate } from '#shared/dates';
import { countClaim, selectLateIssues } from './data/serials.queries.ts';
import { serialErrors } from './errors.ts';
import { issueName } from './receive-issue.ts';
import { lockOwn } from './subscribe.ts';

/**
 * The supplier is asked for all late issues of a subscription: the words to send, and one more claim is counted for each. Needs
 * `serials.manage`. Throws `serials.nothing_late`.
 * @returns the text, in Indonesian: it goes to an Indonesian supplier
 */
export async function claimLate(ctx: Ctx, subscriptionId: number): Promise<string> {
  authorizeAnywhere(ctx, 'serials.manage');
  return ctx.db.transaction().execute(async (trx) => {
    const { libraryId, title, supplier } = await lockOwn(trx, ctx, subscriptionId);
    const late = await selectLateIssues(trx, subscriptionId);
    if (late.length === 0) throw serialErrors.nothingLate();
    await countClaim(
      trx,
      late.map(({ id }) => id),
      ctx.clock.now(),
    );
    await recordAudit(trx, ctx, {
      action: 'serial_issue.claimed',
      entity: 'subscription',
      entityId: subscriptionId,
      libraryId,
      after: { title, issues: late.length },
    });
    const lines = late.map((issue) => {
      const again = issue.claims > 0 ? ` (pengingat ke-${issue.claims + 1})` : '';
      return `- ${issueName(issue)}, seharusnya ${formatDate(issue.expectedOn, 'id')}${again}`;
    });
    return [
      `Yth. ${supplier},`,
      '',
      `Terbitan ${title} berikut belum kami terima:`,
      ...lines,
      '',
      'Mohon dikirimkan, atau beri kabar bila tidak terbit. Terima kasih.',
    ].join('\n');
  });
}
