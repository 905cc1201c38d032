import { z } from 'zod';
import { limitsOf } from '#modules/city/channels/client';
import { getLibrary, getSetting, listLibraries } from '#modules/ground/libraries';
import type { Picture } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { decodeCursor, toPage } from '#platform/requests/http';
import { canAnywhere, grantedLibraries, seenLibraries } from '#platform/rights/authorize';
import { HOME_ZONE, instantAt, type LocalDate } from '#shared/dates';
import type { Post, PostDelivery, PostLine } from '../client.ts';
import { selectDeliveries, type DeliveryRow } from '../data/deliveries.queries.ts';
import { findPost, selectPosts, type PostRow } from '../data/posts.queries.ts';
import { postErrors } from '../errors.ts';
import { fateOf, groupByFate, type Fate } from '../rules/fate.ts';
import type { PostState } from '../rules/terms.ts';
import { composeFor, pictureOf } from './compose.ts';
import { isOut, maySee } from './held-post.ts';
import { isOwn } from './move-post.ts';
import { accountsOf } from './save-post.ts';
import { subjectNow, type SubjectNow } from './subject-of.ts';

/** Libraries of whose posts a list may tell; null = all. Throws `platform.forbidden`. */
export function seenPosts(ctx: Ctx, libraryId?: number): readonly number[] | null {
  if (libraryId !== undefined && !maySee(ctx, libraryId)) throw platformErrors.forbidden({ permission: 'news.edit' });
  if (libraryId !== undefined) return [libraryId];
  if (!canAnywhere(ctx.actor, 'posts.send')) return seenLibraries(ctx, 'news.edit', undefined);
  const sends = grantedLibraries(ctx.actor, 'posts.send');
  const writes = canAnywhere(ctx.actor, 'news.edit') ? grantedLibraries(ctx.actor, 'news.edit') : [];
  return sends === 'all' || writes === 'all' ? null : [...new Set([...sends, ...writes])];
}

const hourOf = ({ sendOn, sendMinute }: PostRow, zone: string): Date | null =>
  sendOn === null || sendMinute === null ? null : instantAt(sendOn, sendMinute, zone);

const fateIn = (post: PostRow, { state, kind }: DeliveryRow, due: boolean): Fate =>
  fateOf(post.state, state, { byHand: limitsOf[kind].byHand, due });

interface Shown {
  post: PostRow;
  about: SubjectNow;
  origin: string;
  due: boolean;
  /** The network asks for a second person: what stands at a channel is then changed by nobody alone. */
  second: boolean;
}

function shownDelivery(
  { post, about, origin, due, second }: Shown,
  delivery: DeliveryRow,
  ready: PostDelivery['ready'],
): PostDelivery {
  const { id, accountId, accountName, kind, ownText, state, linkCode, attempts, nextAt, doneAt } = delivery;
  const limits = limitsOf[kind];
  const now = composeFor(post, delivery, about, origin);
  // what went out is shown as it went
  const wentOut = (state === 'sent' || state === 'unknown' || state === 'removed') && delivery.sentText !== null;
  return {
    ...{ id, accountId, accountName, kind, ready, byHand: limits.byHand, ownText, state, linkCode, attempts },
    ...{ nextAt, doneAt, remoteUrl: delivery.remoteUrl, code: delivery.code, detail: delivery.detail },
    ...{ decidedBy: delivery.decidedBy, decidedAt: delivery.decidedAt, fate: fateIn(post, delivery, due) },
    composed: wentOut ? { ...now, text: delivery.sentText ?? now.text, problems: [], missing: [] } : now,
    edits: !second && limits.edits && delivery.remoteId !== null,
    deletes: limits.deletes && delivery.remoteId !== null,
  };
}

const shownPicture = (picture: Picture | null): Post['picture'] => {
  const [file] = picture?.files.filter(({ format }) => format !== 'svg').toSorted((a, b) => a.width - b.width) ?? [];
  return picture && file
    ? { id: picture.id, href: file.href, alt: picture.alt, width: file.width, height: file.height }
    : null;
};

/**
 * A post with what becomes of it at each account. Needs `news.edit` or `posts.send` at its library. Throws `posts.not_found`.
 * @param origin where the network is reached by everybody
 */
export async function getPost(ctx: Ctx, id: number, { origin }: { origin: string }): Promise<Post> {
  seenPosts(ctx);
  const row = await findPost(ctx.db, id);
  if (!row) throw postErrors.notFound();
  if (!maySee(ctx, row.libraryId)) throw platformErrors.forbidden({ permission: 'news.edit' });
  const { timeZone } = await getLibrary(ctx, row.libraryId);
  const about = await subjectNow(ctx, row);
  const deliveries = await selectDeliveries(ctx.db, [id]);
  const ready = new Map((await accountsOf(ctx, row.libraryId)).map((one) => [one.id, one.ready]));
  const hour = hourOf(row, timeZone);
  const due = hour !== null && hour <= ctx.clock.now();
  const second = await getSetting(ctx.db, 'siteSecondPerson');
  return {
    ...{ id, libraryId: row.libraryId, language: row.language, title: row.title, body: row.body, alt: row.alt },
    ...{ address: row.address, campaign: row.campaign, hashtags: row.hashtags, state: row.state },
    ...{ sendOn: row.sendOn, sendMinute: row.sendMinute, createdAt: row.createdAt, createdBy: row.createdBy },
    ...{ changedAt: row.changedAt, submittedBy: row.submittedBy, approvedBy: row.approvedBy, version: row.version },
    ...{ subject: about.subject, words: about.words },
    picture: shownPicture(await pictureOf(ctx.db, row)),
    deliveries: deliveries.map((one) =>
      shownDelivery({ post: row, about, origin, due, second }, one, ready.get(one.accountId) ?? 'off'),
    ),
    isOut: isOut(deliveries),
    needsAnother: second && isOwn(ctx, row),
  };
}

async function asLines(ctx: Ctx, rows: readonly PostRow[]): Promise<PostLine[]> {
  const deliveries = Map.groupBy(
    await selectDeliveries(
      ctx.db,
      rows.map(({ id }) => id),
    ),
    ({ postId }) => postId,
  );
  const now = ctx.clock.now();
  const zones = new Map((await listLibraries(ctx)).map(({ id, timeZone }) => [id, timeZone]));
  const lines: PostLine[] = [];
  for (const row of rows) {
    const hour = hourOf(row, zones.get(row.libraryId) ?? HOME_ZONE);
    const due = hour !== null && hour <= now;
    const groups = groupByFate(row.state, deliveries.get(row.id) ?? [], (one) => fateIn(row, one, due));
    lines.push({
      ...{ id: row.id, libraryId: row.libraryId, title: row.title, state: row.state, changedAt: row.changedAt },
      ...{ sendOn: row.sendOn, sendMinute: row.sendMinute },
      fates: groups.map(({ fate, of }) => ({
        fate,
        accounts: of.map(({ accountName }) => accountName),
        kinds: of.map(({ kind }) => kind),
      })),
    });
  }
  return lines;
}

export interface PostQuery {
  libraryId?: number | undefined;
  state?: PostState | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Posts, the newest first. Needs `news.edit` or `posts.send`; shows those of the libraries for which one of them is held. */
export async function listPosts(
  ctx: Ctx,
  { libraryId, state, cursor, limit }: PostQuery,
): Promise<{ data: PostLine[]; next: string | null }> {
  const libraryIds = seenPosts(ctx, libraryId);
  const after = decodeCursor(cursor, z.tuple([z.number().int()]));
  const rows = await selectPosts(ctx.db, { libraryIds, state, beforeId: after?.[0] ?? null, limit });
  const { data, next } = toPage(rows, limit, ({ id }) => [id]);
  return { data: await asLines(ctx, data), next };
}

/** A calendar holds so many. */
const MOST_OF_A_CALENDAR = 500;

/** Posts whose day is within, both included, by day and hour. Rights as {@link listPosts}. */
export async function postsBetween(ctx: Ctx, between: { from: LocalDate; until: LocalDate }): Promise<PostLine[]> {
  const libraryIds = seenPosts(ctx);
  const rows = await selectPosts(ctx.db, { libraryIds, between, beforeId: null, limit: MOST_OF_A_CALENDAR });
  const key = ({ sendOn, sendMinute }: PostRow): string =>
    `${sendOn ?? ''} ${String(sendMinute ?? 0).padStart(4, '0')}`;
  return asLines(
    ctx,
    rows.toSorted((a, b) => key(a).localeCompare(key(b)) || a.id - b.id),
  );
}
