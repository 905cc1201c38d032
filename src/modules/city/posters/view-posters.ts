import { z } from 'zod';
import { getLibrary, networkZone } from '#modules/ground/libraries';
import { hitsByLink, HIT_DAYS, hitsOfCampaign, hitsOfLinks, linksInUse } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { authorize, authorizeAnywhere, seenLibraries } from '#platform/rights/authorize';
import { addDays, localDate } from '#shared/dates';
import type { Poster, PosterLine, PosterWords } from './client.ts';
import { findPoster, selectPosters, type PosterRow } from './data/posters.queries.ts';
import { posterErrors } from './errors.ts';
import { seePlaces } from './see-places.ts';
import { subjectOf } from './subject-of.ts';

const since = ({ clock }: Pick<Ctx, 'clock'>, zone: string): string =>
  addDays(localDate(clock.now(), zone), 1 - HIT_DAYS);

/** The words of a poster as it is kept. */
export const wordsOf = (row: PosterRow): PosterWords => ({
  ...{ over: row.over, title: row.title, when: row.timeLine },
  ...{ first: row.firstLine, second: row.secondLine, call: row.callLine },
});

/** The row of a poster that the actor may see. Throws `posters.not_found`. */
export async function seenPoster(ctx: Ctx, id: number): Promise<PosterRow> {
  authorizeAnywhere(ctx, 'posters.make');
  const row = await findPoster(ctx.db, id);
  if (!row) throw posterErrors.notFound();
  authorize(ctx, 'posters.make', row.libraryId);
  return row;
}

export interface PosterQuery {
  /** Left out: every library that the account reaches. */
  libraryId?: number | null;
  /** Those that were put away instead of those in use. */
  archived?: boolean;
  cursor?: string | undefined;
  limit: number;
}

/** Posters, the newest first. Needs `posters.make`; shows those of the libraries for which it is held. */
export async function listPosters(
  ctx: Ctx,
  { libraryId, archived = false, cursor, limit }: PosterQuery,
): Promise<{ data: PosterLine[]; next: string | null }> {
  const libraryIds = seenLibraries(ctx, 'posters.make', libraryId ?? undefined);
  const after = decodeCursor(cursor, z.tuple([z.number().int()]));
  const rows = await selectPosters(ctx.db, { libraryIds, archived, beforeId: after?.[0] ?? null, limit });
  const from = since(ctx, await networkZone(ctx.db));
  const all = rows.flatMap(({ codes }) => codes);
  const [hits, used] = [await hitsByLink(ctx.db, all, from), await linksInUse(ctx.db, all)];
  const lines = rows.map(({ codes, ...line }) => ({
    ...line,
    places: codes.filter((code) => used.has(code)).length,
    hits: codes.reduce((sum, code) => sum + (hits.get(code) ?? 0), 0),
  }));
  return toPage(lines, limit, ({ id }) => [id]);
}

/** A poster with its places and what was counted there in thirty days. Needs `posters.make` at its library. Throws `posters.not_found`. */
export async function getPoster(ctx: Ctx, id: number): Promise<Poster> {
  const row = await seenPoster(ctx, id);
  const places = await seePlaces(ctx.db, id);
  const codes = places.map(({ code }) => code);
  const from = since(ctx, (await getLibrary(ctx, row.libraryId)).timeZone);
  const hits = await hitsByLink(ctx.db, codes, from);
  const libraryIds = seenLibraries(ctx, 'posters.make', undefined);
  return {
    ...{ id, libraryId: row.libraryId, template: row.template, format: row.format, alt: row.alt },
    ...{ campaign: row.campaign, createdAt: row.createdAt, createdBy: row.createdBy, changedAt: row.changedAt },
    ...{ archived: row.archivedAt !== null, version: row.version, words: wordsOf(row) },
    subject: await subjectOf(ctx, row),
    places: places.map((place) => ({
      ...{ id: place.id, name: place.name, channel: place.channel, code: place.code, takenDown: !place.hanging },
      hits: hits.get(place.code) ?? 0,
    })),
    days: await hitsOfLinks(ctx.db, codes, from),
    campaignHits: row.campaign === '' ? null : await hitsOfCampaign(ctx.db, row.campaign, { libraryIds, from }),
  };
}
