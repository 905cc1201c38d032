import { newAndMostLent } from '#modules/collection/search';
import { listPickedLists } from '#modules/lending/reading';
import { withPreparedStatements } from '#platform/database/prepared';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { comingPrograms } from '#web/features/programs/parts/coming-programs.server.ts';
import { mobileNow } from '#web/features/libraries/mobile-now.server.ts';
import { networkNow } from '#web/features/libraries/libraries-now.server.ts';
import { pickedListView } from '#web/features/reading/parts/list-words.server.ts';
import { bannerViews, latestNews } from '#web/features/site/parts/latest-news.server.ts';
import type { PageServerLoad, PageServerLoadEvent } from './$types';

export const _access: PageAccess = 'public';
export const _kept = true;

/** One row on a wide screen; on a phone they are pushed sideways. */
const ON_A_WALL = 5;
const NEAR = 5;
const COMING = 4;
const PICKED = 3;
const NEWS = 3;

/** How many of the other libraries are open; nothing where there are none. */
function othersInWords(total: number, open: number): string {
  if (total === 0) return '';
  if (open === 0) return m.opac_others_closed({ total });
  return open === total ? m.opac_others_all_open({ total }) : m.opac_others_open({ open, total });
}

export const load: PageServerLoad = async (event) => withPreparedStatements(async () => loadHome(event));

async function loadHome({ locals: { ctx }, url }: PageServerLoadEvent) {
  const network = networkNow(ctx);
  const [{ libraries, zone }, mobile, { fresh, mostLent }, programs, picked] = await Promise.all([
    network,
    network.then(async (known) => mobileNow(ctx, known)),
    newAndMostLent(ctx, ON_A_WALL),
    comingPrograms(ctx, COMING),
    listPickedLists(ctx, PICKED),
  ]);
  const main = libraries.find((library) => library.type === 'pusat') ?? libraries[0] ?? null;
  const others = libraries.filter((library) => library !== main);
  const districts = [...new Set(libraries.flatMap(({ district }) => (district ? [district] : [])))];
  const asked = url.searchParams.get('kecamatan');
  const district = districts.find((name) => name === asked) ?? null;
  const near = district ? libraries.filter((library) => library.district === district) : libraries.slice(0, NEAR);
  return {
    today: formatDate(localDate(ctx.clock.now(), zone), ctx.locale, 'full'),
    main,
    othersSaid: othersInWords(others.length, others.filter((library) => library.state === 'on').length),
    fresh: fresh.map((card) => describeBook(ctx, card)),
    programs,
    mobile,
    banners: await bannerViews(ctx, null),
    news: await latestNews(ctx, { zone, limit: NEWS }),
    picked: picked.map(pickedListView),
    popular: mostLent.map((card) => describeBook(ctx, card)),
    districts: districts.map((name) => ({ value: name, label: name })),
    district,
    near,
  };
}
