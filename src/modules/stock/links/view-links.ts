import { z } from 'zod';
import { networkZone } from '#modules/ground/libraries';
import { authorize, authorizeAnywhere, seenLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { addDays, localDate } from '#shared/dates';
import type { LinkHits, ShortLink } from './client.ts';
import { findLink, selectHits, selectLinks } from './data/links.queries.ts';
import { linkErrors } from './errors.ts';
import { readCode } from './rules/code.ts';

/** How far back openings are counted in lists and charts. */
export const HIT_DAYS = 30;

const sinceOf = (ctx: Pick<Ctx, 'clock'>, timeZone: string): string =>
  addDays(localDate(ctx.clock.now(), timeZone), 1 - HIT_DAYS);

export interface LinkQuery {
  /** null or left out = every library that the account reaches. */
  libraryId?: number | null;
  /** Part of the label or the place, the start of the code, or a barcode. */
  q?: string;
  /** Those that were retired instead of those in use. */
  retired?: boolean;
  cursor?: string;
  limit: number;
}

/** Short links, the newest first. Needs `links.manage`; shows those of the libraries for which it is held. */
export async function listLinks(ctx: Ctx, query: LinkQuery): Promise<{ data: ShortLink[]; next: string | null }> {
  const libraryIds = seenLibraries(ctx, 'links.manage', query.libraryId ?? undefined);
  const after = decodeCursor(query.cursor, z.tuple([z.number().int()]));
  const q = query.q?.trim().slice(0, 100) ?? '';
  const rows = await selectLinks(ctx.db, {
    libraryIds,
    q,
    code: readCode(q),
    retired: query.retired ?? false,
    since: sinceOf(ctx, await networkZone(ctx.db)),
    limit: query.limit,
    ...(after && { beforeId: after[0] }),
  });
  return toPage(rows, query.limit, (row) => [row.id]);
}

/** A short link and its openings of the last thirty days. Needs `links.manage` at its library. Throws `links.not_found`. */
export async function getLink(ctx: Ctx, code: string): Promise<ShortLink & { days: LinkHits[] }> {
  authorizeAnywhere(ctx, 'links.manage');
  const link = await findLink(ctx.db, readCode(code) ?? '', sinceOf(ctx, await networkZone(ctx.db)));
  if (!link) throw linkErrors.notFound();
  authorize(ctx, 'links.manage', link.library.id);
  return { ...link, days: await selectHits(ctx.db, link.id, sinceOf(ctx, link.library.timeZone)) };
}
