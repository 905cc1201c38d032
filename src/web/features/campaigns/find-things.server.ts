import type { ThingKind } from '#modules/city/campaigns/client';
import { collectionsByTitle } from '#modules/city/collections';
import { selectBibTitles } from '#modules/collection/catalog';
import { listPrograms } from '#modules/community/programs';
import { openCoursesByTitle } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { foldedKey } from '#shared/text/fold';
import { matchingTitles } from '#web/features/search/parts/matching-titles.server.ts';
import { thingKindName } from './campaign-view.server.ts';

const LONGEST = 200;
/** So many of each kind are offered. */
const OFFERED = 8;
/** So many programmes are looked through for what somebody types. */
const LOOKED_AT = 300;

/** What somebody looks for; empty = nothing. */
export const wantedIn = ({ searchParams }: URL): string =>
  (searchParams.get('cari') ?? '').trim().slice(0, LONGEST).toWellFormed().replaceAll('\0', '');

async function programs(ctx: Ctx, wanted: string) {
  const words = foldedKey(wanted);
  const { data } = await listPrograms(ctx, { newestFirst: true, limit: LOOKED_AT });
  return data.filter(({ title }) => foldedKey(title).includes(words)).slice(0, OFFERED);
}

/** What a campaign could promote, for what somebody looks for: of each kind a few. */
export async function findThings(
  ctx: Ctx,
  wanted: string,
  listed: readonly { kind: ThingKind; thingId: number | null }[],
) {
  if (wanted === '') return [];
  const found: { kind: ThingKind; id: number; title: string }[] = [
    ...(await programs(ctx, wanted)).map(({ id, title }) => ({ kind: 'program' as const, id, title })),
    ...(await selectBibTitles(ctx.db, await matchingTitles(ctx, wanted))).map(({ id, title }) => ({
      ...{ kind: 'record' as const, id, title },
    })),
    ...(await openCoursesByTitle(ctx, wanted, { limit: OFFERED })).map(({ id, title }) => ({
      ...{ kind: 'course' as const, id, title },
    })),
    ...(await collectionsByTitle(ctx, wanted, { limit: OFFERED })).map(({ id, title }) => ({
      ...{ kind: 'collection' as const, id, title },
    })),
  ];
  return found.map(({ kind, id, title }) => ({
    ...{ kind, id, title, key: `${kind}-${id}`, kindName: thingKindName(kind) },
    isListed: listed.some((one) => one.kind === kind && one.thingId === id),
  }));
}
export type FoundThing = Awaited<ReturnType<typeof findThings>>[number];
