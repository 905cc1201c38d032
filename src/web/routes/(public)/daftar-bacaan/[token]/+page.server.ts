import { redirect } from '@sveltejs/kit';
import { zoneOf } from '#modules/ground/libraries';
import { getSharedList, mayPick, pickList, unpickList } from '#modules/lending/reading';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { listJsonLd } from '#web/features/reading/list-json-ld.server.ts';
import { entryView, sharedListView } from '#web/features/reading/parts/list-words.server.ts';
import { pageAsked, versionIn } from '#web/kit/form/read-fields.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { m } from '#i18n/messages';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { secret: 'the address of the list' },
  actions: { pick: { may: 'reviews.moderate' } },
};

const PER_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx, services }, params, url, setHeaders }) => {
  const page = pageAsked(url.searchParams);
  const list = await getSharedList(ctx, params.token, { offset: (page - 1) * PER_PAGE, limit: PER_PAGE });
  // whoever has the address was given it: it does not stay in the list of pages that the next one on this phone sees
  if (list.visibility !== 'public') setHeaders({ 'cache-control': 'private, no-store' });
  const pages = Math.max(1, Math.ceil(list.entryCount / PER_PAGE));
  if (page > pages) redirect(303, `${url.pathname}?hal=${pages}`);
  const view = sharedListView(list, { locale: ctx.locale, zone: await zoneOf(ctx) });
  return {
    list: view,
    entries: list.entries.map(entryView(ctx)),
    page,
    pages,
    // an address that was given to some people is not for search engines
    findable: list.visibility === 'public',
    address: siteOrigin(services, url) + view.href,
    version: list.version,
    // null = this person does not say what stands on the home page
    picked: list.visibility === 'public' && mayPick(ctx) ? list.picked : null,
    hrefOf: localizeHref(`/daftar-bacaan/${params.token}`),
    reportHref: localizeHref(`/lapor?daftar=${params.token}&lanjut=${encodeURIComponent(view.href)}`),
    jsonLd: listJsonLd(list, siteOrigin(services, url)),
  };
};

export const actions: Actions = {
  pick: formAction(async ({ ctx, params, values, url }) => {
    const on = values.on === '1';
    await (on ? pickList(ctx, params.token, versionIn(values)) : unpickList(ctx, params.token));
    return done(on ? m.lists_picked() : m.lists_unpicked(), url.pathname);
  }),
};
