import { pageChanges } from '#modules/city/service';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { kindName } from '#web/features/service/help/ticket-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** So many on a page. */
const SHOWN = 60;
const PATH = '/bantuan/yang-berubah';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const { data, next } = await pageChanges(ctx, { cursor, limit: SHOWN });
  return {
    changes: data.map(({ kind, text, libraryName, changedAt, timeZone }) => ({
      text,
      facts: [kindName(kind), libraryName, formatDate(localDate(changedAt, timeZone), ctx.locale)].join(' · '),
    })),
    next: next && localizeHref(`${PATH}?lanjut=${encodeURIComponent(next)}`),
    previous: cursor === undefined ? null : localizeHref(PATH),
  };
};
