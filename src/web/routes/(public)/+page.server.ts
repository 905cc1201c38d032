import { zoneOf } from '#modules/ground/libraries';
import { browseDdc, mostLentBibs, newBibs } from '#modules/collection/search';
import type { PageAccess } from '#platform/rights/access';
import { sentenceOf } from '#platform/requests/problem';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { catalogHref, readCatalogQuery } from '#web/features/search/parts/catalog-query.ts';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { comingPrograms } from '#web/features/programs/parts/coming-programs.server.ts';
import { librariesNow } from '#web/features/libraries/libraries-now.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const ON_A_WALL = 10;
const NEAR = 5;
const COMING = 4;

/** How many of the other libraries are open; nothing where there are none. */
function othersInWords(total: number, open: number): string {
  if (total === 0) return '';
  if (open === 0) return m.opac_others_closed({ total });
  return open === total ? m.opac_others_all_open({ total }) : m.opac_others_open({ open, total });
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const [libraries, fresh, popular, classes, programs] = await Promise.all([
    librariesNow(ctx),
    newBibs(ctx, ON_A_WALL),
    mostLentBibs(ctx, ON_A_WALL),
    browseDdc(ctx),
    comingPrograms(ctx, COMING),
  ]);
  const main = libraries.find((library) => library.type === 'pusat') ?? libraries[0] ?? null;
  const others = libraries.filter((library) => library !== main);
  const districts = [...new Set(libraries.flatMap(({ district }) => (district ? [district] : [])))];
  const asked = url.searchParams.get('kecamatan');
  const district = districts.find((name) => name === asked) ?? null;
  const near = district ? libraries.filter((library) => library.district === district) : libraries.slice(0, NEAR);
  const everything = readCatalogQuery(new URLSearchParams());
  return {
    today: formatDate(localDate(ctx.clock.now(), await zoneOf(ctx)), ctx.locale, 'full'),
    main,
    othersSaid: othersInWords(others.length, others.filter((library) => library.state === 'on').length),
    fresh: fresh.map((card) => describeBook(ctx, card)),
    programs,
    popular: popular.map((card) => describeBook(ctx, card)),
    districts: districts.map((name) => ({ value: name, label: name })),
    district,
    near,
    classes: classes.map(({ ddc, count }) => ({
      ddc,
      count,
      name: sentenceOf('ddc', ddc.toLowerCase(), {}, ctx.locale) ?? ddc,
      href: localizeHref(catalogHref(everything, { lists: { ...everything.lists, kelas: [ddc] } })),
    })),
  };
};
