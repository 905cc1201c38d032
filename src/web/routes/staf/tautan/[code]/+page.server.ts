import { getLink, HIT_DAYS, renameLink, repointLink, restoreLink, retireLink } from '#modules/stock/links';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { qrSvg } from '#platform/papers/qr';
import { addDays, formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { kindOptions, linkView, targetOf } from '#web/features/links/link-words.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'links.manage' };

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url }) => {
  const link = await getLink(ctx, params.code);
  const today = localDate(ctx.clock.now(), link.library.timeZone);
  const view = linkView(link, ctx, siteOrigin(services, url));
  const counted = Array.from({ length: HIT_DAYS }, (_, index) => {
    const day = addDays(today, index + 1 - HIT_DAYS);
    const hits = link.days.filter((one) => one.day === day).reduce((sum, one) => sum + one.hits, 0);
    return { day: formatDate(day, ctx.locale, 'medium'), hits };
  });
  return {
    link: view,
    made: m.links_made_by({
      name: link.createdBy,
      when: formatInstant(link.createdAt, link.library.timeZone, ctx.locale),
    }),
    qr: `data:image/svg+xml,${encodeURIComponent(qrSvg(view.address))}`,
    printHref:
      link.retiredAt === null && can(ctx.actor, 'printing.print', link.library.id)
        ? localizeHref(`/staf/cetak?jenis=poster&kode=${link.code}`)
        : null,
    kinds: kindOptions(),
    days: counted,
    rows: link.days.map(({ day, place, hits }) => ({ day: formatDate(day, ctx.locale, 'medium'), place, hits })),
  };
};

export const actions: Actions = {
  repoint: formAction({ form: 'target' }, async ({ ctx, params, values }) => {
    await repointLink(ctx, params.code, targetOf(values));
    return m.links_repointed_said();
  }),
  words: formAction({ form: 'words' }, async ({ ctx, params, values: { label = '', place = '' } }) => {
    await renameLink(ctx, params.code, { label, place });
    return m.links_renamed_said();
  }),
  retire: formAction({ form: 'end' }, async ({ ctx, params }) => {
    await retireLink(ctx, params.code);
    return m.links_retired_said();
  }),
  restore: formAction({ form: 'end' }, async ({ ctx, params }) => {
    await restoreLink(ctx, params.code);
    return m.links_restored_said();
  }),
};
