import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import {
  deleteBanner,
  endBanner,
  insertBanner,
  lockBanner,
  selectBanners,
  selectStandingBanners,
  type BannerRow,
} from '../data/banners.queries.ts';
import { siteErrors } from '../errors.ts';
import { bannerInput, type BannerInput } from '../schema.ts';

/** More at once is nothing that anybody reads. */
const MOST_SHOWN = 2;
const MOST_LISTED = 100;

/** A banner as everybody sees it, in the language of the reader where it is written in it. */
export interface ShownBanner {
  id: number;
  words: string;
  language: 'id' | 'en';
  href: string;
}

/** The banners that stand now on the network's pages, or with them on a library's own. */
export async function standingBanners({ db, clock, locale }: Ctx, libraryId: number | null): Promise<ShownBanner[]> {
  const rows = await selectStandingBanners(db, { libraryId, now: clock.now(), limit: MOST_SHOWN });
  return rows.map(({ id, words, wordsEn, href }) => {
    const english = locale === 'en' && wordsEn !== '';
    return { id, words: english ? wordsEn : words, language: english ? 'en' : 'id', href };
  });
}

/** Banners that stand or will, the next to end first, of the libraries whose site somebody writes. Needs `site.edit` somewhere. */
export async function listBanners(ctx: Ctx): Promise<BannerRow[]> {
  authorizeAnywhere(ctx, 'site.edit');
  const granted = grantedLibraries(ctx.actor, 'site.edit');
  const libraryIds = granted === 'all' ? null : granted;
  return selectBanners(ctx.db, { libraryIds, after: ctx.clock.now(), limit: MOST_LISTED });
}

/** Puts up a banner until its end. Needs `site.edit` at its library, network-wide for the whole network. Throws `libraries.not_found`, `platform.invalid_input`. @returns its id */
export async function putBannerUp(ctx: Ctx, input: BannerInput): Promise<number> {
  const banner = parseInput(bannerInput, input);
  authorize(ctx, 'site.edit', banner.libraryId);
  if (banner.libraryId !== null) await getLibrary(ctx, banner.libraryId);
  return ctx.db.transaction().execute(async (trx) => {
    const id = await insertBanner(trx, { ...banner, createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) });
    await recordAudit(trx, ctx, {
      ...{ action: 'banner.put_up', entity: 'site_banner', entityId: id, libraryId: banner.libraryId },
      after: { words: banner.words, from: banner.fromAt, until: banner.untilAt },
    });
    return id;
  });
}

/** Takes a banner down now; one that never stood goes. Needs `site.edit` at its library. Throws `site.banner_not_found`, `platform.version_conflict`. */
export async function takeBannerDown(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const held = await lockBanner(trx, id);
    if (!held) throw siteErrors.bannerNotFound();
    authorize(ctx, 'site.edit', held.libraryId);
    if (held.version !== version) throw platformErrors.versionConflict();
    const now = ctx.clock.now();
    if (held.untilAt <= now) return;
    if (held.fromAt < now) await endBanner(trx, id, now);
    else await deleteBanner(trx, id);
    await recordAudit(trx, ctx, {
      ...{ action: 'banner.taken_down', entity: 'site_banner', entityId: id, libraryId: held.libraryId },
      before: { words: held.words, until: held.untilAt },
    });
  });
}
