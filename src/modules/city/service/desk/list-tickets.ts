import { z } from 'zod';
import { accountOf, type Ctx } from '#platform/context';
import { decodeCursor, toPage } from '#platform/requests/http';
import { seenLibraries } from '#platform/rights/authorize';
import {
  countTabs,
  selectQueue,
  selectUsedTags,
  type QueueFilter,
  type QueueRow,
  type QueueTab,
} from '../data/queue.queries.ts';
import { kindsOf } from '../rights.ts';
import { isDone, type TicketKind } from '../rules/states.ts';
import { workingMinutes, type WorkingHours } from '../rules/working-time.ts';
import { workingHoursOf } from '../working-hours.ts';

/** One of the two queues, by the right that it asks for. */
export const QUEUES = { enquiries: 'enquiries.answer', complaints: 'complaints.answer' } as const;
export type Queue = keyof typeof QUEUES;

export interface QueueQuery {
  queue: Queue;
  tab: QueueTab;
  kind?: TicketKind | undefined;
  libraryId?: number | undefined;
  tag?: string | undefined;
}

/** A line of a queue. `leftMinutes`: of working time until it is due, below zero when it is late; null = no such time, or done. */
export type QueueLine = Omit<QueueRow, 'at'> & { leftMinutes: number | null };

function filterOf(ctx: Ctx, { queue, kind, libraryId, tag }: QueueQuery): QueueFilter {
  const permission = QUEUES[queue];
  const libraryIds = seenLibraries(ctx, permission, libraryId);
  const kinds = kindsOf(permission).filter((one) => kind === undefined || one === kind);
  return { kinds, libraryIds, accountId: accountOf(ctx.actor), tag: tag === undefined || tag === '' ? null : tag };
}

const cursorShape = z.tuple([
  z.union([z.literal('infinity'), z.iso.datetime().refine((text) => text >= '0001')]),
  z.int(),
]);

/**
 * A page of a queue at the libraries where the actor may answer: what falls due first, before what has no time; of what is done the latest first. Throws
 * `platform.forbidden`, `platform.invalid_input` for a cursor that is none.
 */
export async function listTickets(
  ctx: Ctx,
  query: QueueQuery,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: QueueLine[]; next: string | null }> {
  const filter = filterOf(ctx, query);
  const from = decodeCursor(cursor, cursorShape);
  const after = from && { at: from[0], id: from[1] };
  const rows = await selectQueue(ctx.db, query.tab, filter, { after, limit: limit + 1 });
  const page = toPage(rows, limit, ({ at, id }) => [at, id]);
  return { ...page, data: await withTime(ctx, page.data) };
}

const withoutPlace = ({ at: _, ...row }: QueueRow): Omit<QueueRow, 'at'> => row;

/** How much working time is left of each, by the hours of its library. */
async function withTime(ctx: Ctx, rows: readonly QueueRow[]): Promise<QueueLine[]> {
  const now = ctx.clock.now();
  const hours = new Map<number, WorkingHours>();
  const lines: QueueLine[] = [];
  for (const row of rows.map(withoutPlace)) {
    const { dueAt, libraryId, state } = row;
    if (dueAt === null || isDone(state)) {
      lines.push({ ...row, leftMinutes: null });
      continue;
    }
    const known = hours.get(libraryId) ?? (await workingHoursOf(ctx.db, libraryId, dueAt < now ? dueAt : now, now));
    hours.set(libraryId, known);
    const left = dueAt >= now ? workingMinutes(known.days, now, dueAt) : -workingMinutes(known.days, dueAt, now);
    lines.push({ ...row, leftMinutes: dueAt < now && left === 0 ? -1 : left });
  }
  return lines;
}

/** How many stand in each tab but that of what is done, and by which words tickets are tagged. Throws `platform.forbidden`. */
export async function countQueue(ctx: Ctx, query: Omit<QueueQuery, 'tab'>) {
  const filter = filterOf(ctx, { ...query, tab: 'needs_answer' });
  return { counts: await countTabs(ctx.db, filter), tags: await selectUsedTags(ctx.db, filter) };
}
