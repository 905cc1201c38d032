import { compareVersion, getPage, restoreVersion } from '#modules/city/site';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { formatInstant } from '#shared/dates';
import { changeView } from '#web/features/site/editor/change-view.server.ts';
import { done, formAction } from '#web/kit/form/form-action.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { versionIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['news.edit', 'site.edit'] };

/** What changed of a page since a version. */
export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const page = await getPage(ctx, idOf(params.id));
  const { line, head, changes } = await compareVersion(ctx, page.id, idOf(params.versi));
  const zone = await zoneOf({ db: ctx.db, libraryId: page.libraryId });
  return {
    title: page.title,
    version: page.version,
    number: line.number,
    made: m.site_version_line({ at: formatInstant(line.madeAt, zone, ctx.locale, 'medium'), name: line.madeBy }),
    head: [
      { key: 'title', label: m.site_field_title(), before: head.title, now: page.title },
      { key: 'summary', label: m.site_field_summary(), before: head.summary, now: page.summary },
    ].filter(({ before, now }) => before !== now),
    changes: changes.map(changeView),
    backHref: localizeHref(`/staf/kabar/tulisan/${page.id}`),
  };
};

export const actions: Actions = {
  default: formAction({ anywhere: true }, async ({ ctx, params, values }) => {
    const id = idOf(params.id);
    await restoreVersion(ctx, id, { versionId: idOf(params.versi), version: versionIn(values) });
    return done(m.site_version_restored(), `/staf/kabar/tulisan/${id}`);
  }),
};
