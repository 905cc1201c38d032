import {
  addTopic,
  listBanners,
  listDeadLinks,
  listTopicRows,
  putBannerUp,
  removeTopic,
  renameTopic,
  takeBannerDown,
} from '#modules/city/site';
import { listLibraries, nameLibraries, networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import { formatInstant } from '#shared/dates';
import { platformErrors } from '#platform/errors';
import { pageList } from '#web/features/site/editor/page-list.server.ts';
import { placeOptions } from '#web/features/libraries/parts/place-options.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { idIn, idOrNull, versionIn, wallClockIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'site.edit' };

/** The oldest dead links, as many as a page shows. */
const DEAD_SHOWN = 50;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  // banners are put up by the clock of the network
  const zone = await networkZone(ctx.db);
  const nameOf = await nameLibraries(ctx);
  const banners = await listBanners(ctx);
  const now = ctx.clock.now();
  return {
    list: await pageList(ctx, { kind: 'page', path: '/staf/kabar/situs', params: url.searchParams }),
    places: await placeOptions(ctx, ['site.edit']),
    banners: banners.map(({ id, words, version, libraryId, fromAt, untilAt }) => ({
      ...{ id, words, version, stands: fromAt <= now },
      when: m.site_banner_when({
        from: formatInstant(fromAt, zone, ctx.locale, 'medium'),
        until: formatInstant(untilAt, zone, ctx.locale, 'medium'),
      }),
      place: libraryId === null ? m.site_whole_network() : nameOf(libraryId).name,
    })),
    dead: (await listDeadLinks(ctx)).slice(0, DEAD_SHOWN).map(({ pageId, title, address, silentSince, mayWrite }) => ({
      key: `${pageId} ${address}`,
      ...{ title, address },
      href: mayWrite ? localizeHref(`/staf/kabar/tulisan/${pageId}`) : null,
      since: m.site_dead_link_since({ day: formatInstant(silentSince, zone, ctx.locale, 'medium') }),
    })),
    frameHref: can(ctx.actor, 'site.edit', null) ? localizeHref('/staf/kabar/situs/menu') : null,
    // also those that are closed: their people may ask to be taken out
    own: (await listLibraries(ctx))
      .filter(({ id }) => can(ctx.actor, 'site.edit', id))
      .map(({ code, name, active }) => ({
        ...{ name, closed: !active },
        href: localizeHref(`/staf/kabar/situs/perpustakaan/${code.toLowerCase()}`),
      })),
    topics:
      can(ctx.actor, 'site.edit', null) && canAnywhere(ctx.actor, 'news.edit')
        ? (await listTopicRows(ctx)).map(({ id, name, nameEn, version, slug }) => ({ id, name, nameEn, version, slug }))
        : null,
  };
};

export const actions: Actions = {
  banner: formAction({ form: 'banner', anywhere: true }, async ({ ctx, values }) => {
    const zone = await networkZone(ctx.db);
    const fromAt = wallClockIn(values, 'fromAt', zone) ?? ctx.clock.now();
    const untilAt = wallClockIn(values, 'untilAt', zone);
    if (untilAt === null) throw platformErrors.invalidInput({}, { untilAt: 'required' });
    const { words = '', wordsEn = '', href = '' } = values;
    await putBannerUp(ctx, { libraryId: idOrNull(values, 'libraryId'), words, wordsEn, href, fromAt, untilAt });
    return m.site_banner_put_up();
  }),
  down: formAction({ form: 'down', anywhere: true }, async ({ ctx, values }) => {
    await takeBannerDown(ctx, idIn(values), versionIn(values));
    return m.site_banner_down_done();
  }),
  topic: formAction({ form: 'topic', anywhere: true }, async ({ ctx, values }) => {
    await addTopic(ctx, { name: values.name ?? '', nameEn: values.nameEn ?? '' });
    return m.site_saved();
  }),
  rename: formAction({ form: 'rename', anywhere: true }, async ({ ctx, values }) => {
    const { name = '', nameEn = '' } = values;
    await renameTopic(ctx, idIn(values), { name, nameEn, version: versionIn(values) });
    return m.site_saved();
  }),
  untopic: formAction({ form: 'untopic', anywhere: true }, async ({ ctx, values }) => {
    await removeTopic(ctx, idIn(values));
    return m.site_topic_removed();
  }),
};
