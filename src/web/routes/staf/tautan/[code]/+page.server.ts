import { getLink, HIT_DAYS, renameLink, repointLink, restoreLink, retireLink } from '#modules/stock/links';
import type { PageAccess } from '#platform/access';
import { can } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { qrSvg } from '#platform/qr';
import { addDays, formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { kindOptions, linkView, targetOf } from '#web/features/links/link-words.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

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

const act = async (
  event: RequestEvent,
  form: 'target' | 'words' | 'end',
  work: (ctx: Ctx, code: string, values: Record<string, string>) => Promise<void>,
  said: string,
) => {
  const { code } = event.params;
  return namedForm(event, { form, back: localizeHref(`/staf/tautan/${code}`) }, async (ctx, values) => {
    await work(ctx, code, values);
    return said;
  });
};

export const actions: Actions = {
  repoint: async (event) =>
    act(
      event,
      'target',
      async (ctx, code, values) => repointLink(ctx, code, targetOf(values)),
      m.links_repointed_said(),
    ),
  words: async (event) =>
    act(
      event,
      'words',
      async (ctx, code, values) => renameLink(ctx, code, { label: values.label ?? '', place: values.place ?? '' }),
      m.links_renamed_said(),
    ),
  retire: async (event) => act(event, 'end', retireLink, m.links_retired_said()),
  restore: async (event) => act(event, 'end', restoreLink, m.links_restored_said()),
};
