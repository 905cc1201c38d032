import { countBounces } from '#modules/city/mail-health';
import { mailingState } from '#modules/city/mailings';
import { zoneOf } from '#modules/ground/libraries';
import { hitsByLink } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import { selectLinks } from '../data/sending.queries.ts';
import { readableLetter } from '../held-letter.ts';
import { CLICKS_TOLD } from '../rules/terms.ts';

/** How often a link of a letter was opened; null: fewer than are told. */
export interface LinkClicks {
  address: string;
  clicks: number | null;
}

/** What came of a letter, without naming anybody. */
export interface LetterResults {
  mailing: Awaited<ReturnType<typeof mailingState>>;
  bounces: Awaited<ReturnType<typeof countBounces>>;
  /** Most opened first; null: the letter counts nothing. */
  links: LinkClicks[] | null;
}

/** What came of a letter; null: it was not begun. Needs `news.send` at its library. Throws `newsletters.not_found`. */
export async function letterResults(ctx: Ctx, id: number): Promise<LetterResults | null> {
  const { mailingId, begunAt, countsLinks, libraryId } = await readableLetter(ctx, id);
  if (mailingId === null || begunAt === null) return null;
  const links = await selectLinks(ctx.db, id);
  const from = localDate(begunAt, await zoneOf({ db: ctx.db, libraryId }));
  const hits = await hitsByLink(
    ctx.db,
    links.map(({ linkCode }) => linkCode),
    from,
  );
  const told = (clicks: number): number | null => (clicks < CLICKS_TOLD ? null : clicks);
  return {
    mailing: await mailingState(ctx.db, mailingId),
    bounces: await countBounces(ctx.db, mailingId),
    links: countsLinks
      ? links
          .map(({ address, linkCode }) => ({ address, clicks: told(hits.get(linkCode) ?? 0) }))
          .toSorted((a, b) => (b.clicks ?? 0) - (a.clicks ?? 0))
      : null,
  };
}
