import { listTitleQueues } from '#modules/lending/circulation';
import { zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { formatRelativeDate, localDate } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'loans.read' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const timeZone = await zoneOf(ctx);
  const today = localDate(ctx.clock.now(), timeZone);
  return {
    titles: (await listTitleQueues(ctx)).map(({ bibId, title, waiting, copies, since }) => ({
      bibId,
      title,
      waiting,
      copies,
      since: formatRelativeDate(localDate(since, timeZone), today, ctx.locale),
      href: localizeHref(`/staf/pesanan/antrean/${bibId}`),
    })),
  };
};
