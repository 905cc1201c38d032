import { archiveYears, listArchive } from '#modules/city/newsletters';
import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { withPreparedStatements } from '#platform/database/prepared';
import type { PageAccess } from '#platform/rights/access';
import { archiveLine } from '#web/features/newsletters/archive-view.server.ts';
import { pageAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const ON_A_PAGE = 24;

/** Letters that everybody may read, with the years in which there were some. */
export const load: PageServerLoad = async ({ locals: { ctx }, url }) =>
  withPreparedStatements(async () => {
    const years = await archiveYears(ctx);
    const year = years.find((one) => String(one) === url.searchParams.get('tahun')) ?? null;
    const at = pageAsked(url.searchParams);
    const { letters, more } = await listArchive(ctx, { year, limit: ON_A_PAGE, offset: (at - 1) * ON_A_PAGE });
    const zone = await networkZone(ctx.db);
    const hrefOf = (to: number, of: number | null = year): string => {
      const asked = new URLSearchParams();
      if (of !== null) asked.set('tahun', String(of));
      if (to > 1) asked.set('hal', String(to));
      return localizeHref('/surat-kabar') + (asked.size > 0 ? `?${asked}` : '');
    };
    return {
      years: [
        { key: '', label: m.newsletters_all_years(), href: hrefOf(1, null), isHere: year === null },
        ...years.map((one) => ({ key: String(one), label: String(one), href: hrefOf(1, one), isHere: one === year })),
      ],
      letters: letters.map((letter) => archiveLine(letter, { zone, locale: ctx.locale })),
      previous: at > 1 ? hrefOf(at - 1) : null,
      next: more ? hrefOf(at + 1) : null,
      feedHref: localizeHref('/surat-kabar.rss'),
      subscribeHref: localizeHref('/langganan'),
    };
  });
