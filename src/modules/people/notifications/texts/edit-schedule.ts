import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import type { ReminderSide } from '../client.ts';
import type { NoticeKinds } from '../notice-kind.ts';
import { selectQuietHours } from '../data/planning.queries.ts';
import {
  deleteQuietHours,
  lockSchedule,
  replaceSchedule,
  selectSchedule,
  upsertQuietHours,
} from '../data/schedule.queries.ts';
import { pickScoped } from '../rules/pick-scoped.ts';
import type { QuietHours } from '../rules/quiet-hours.ts';
import { mayReadScope } from '../read-scope.ts';

export interface ScheduleScope {
  libraryId: number | null;
  categoryId: number | null;
}
/** `inherit`: what holds more widely; `off`: this reminder is not sent; a number: days before or after. */
export type ScheduleValue = number | 'off' | 'inherit';
const scheduleValue = z.union([z.number().int().min(0).max(366), z.literal('off'), z.literal('inherit')]);
type Needs = Pick<Services, 'notices'>;

/** What is reminded of on a day that the schedule sets. */
const scheduled = (kinds: NoticeKinds) =>
  [...kinds.values()].flatMap(({ topic, scheduled: side }) => (side === null ? [] : [{ topic, side }]));

/** A value for each reminder. */
export const scheduleInput = (kinds: NoticeKinds) =>
  z.object(Object.fromEntries(scheduled(kinds).map(({ topic }) => [topic, scheduleValue])));

export interface ScheduleView {
  topic: string;
  side: ReminderSide;
  /** What this scope says itself. */
  own: ScheduleValue;
  /** What holds; null = off. */
  days: number | null;
}

/** The reminders' days for a library, a category, both, or the network. Needs `notices.manage`. */
export async function getSchedule(ctx: Ctx, { notices }: Needs, scope: ScheduleScope): Promise<ScheduleView[]> {
  mayReadScope(ctx, scope.libraryId);
  const rows = await selectSchedule(ctx.db);
  return scheduled(notices).map(({ topic, side }) => {
    const ofTopic = rows.filter((row) => row.topic === topic);
    const own = ofTopic.find((row) => row.libraryId === scope.libraryId && row.categoryId === scope.categoryId);
    const held = pickScoped(ofTopic, { libraryId: scope.libraryId ?? 0, categoryId: scope.categoryId ?? 0 });
    return { topic, side, own: own === undefined ? 'inherit' : (own.days ?? 'off'), days: held?.days ?? null };
  });
}

/** Libraries and categories that have days of their own, beside the network. Needs `notices.manage`; shows the libraries of the grant. */
export async function scheduledScopes(ctx: Ctx): Promise<ScheduleScope[]> {
  authorizeAnywhere(ctx, 'notices.manage');
  const libraries = grantedLibraries(ctx.actor, 'notices.manage');
  const scopes = new Map<string, ScheduleScope>();
  for (const { libraryId, categoryId } of await selectSchedule(ctx.db)) {
    const seen = libraryId === null || libraries === 'all' || libraries.includes(libraryId);
    if (seen && (libraryId !== null || categoryId !== null)) {
      scopes.set(`${libraryId}/${categoryId}`, { libraryId, categoryId });
    }
  }
  return [...scopes.values()];
}

/** Sets the days of a scope. The network inherits from nobody: there `inherit` is `off`. Needs `notices.manage`. */
export async function saveSchedule(
  ctx: Ctx,
  { notices }: Needs,
  scope: ScheduleScope,
  input: Readonly<Record<string, ScheduleValue>>,
): Promise<void> {
  authorize(ctx, 'notices.manage', scope.libraryId);
  const values = parseInput(scheduleInput(notices), input);
  const network = scope.libraryId === null && scope.categoryId === null;
  const topics = scheduled(notices).map(({ topic }) => topic);
  const rows = topics.flatMap((topic) => {
    const value = values[topic];
    if (value === undefined || (value === 'inherit' && !network)) return [];
    return [{ ...scope, topic, days: typeof value === 'number' ? value : null }];
  });
  await ctx.db.transaction().execute(async (trx) => {
    await lockSchedule(trx);
    const before = (await selectSchedule(trx)).filter(
      (row) => topics.includes(row.topic) && row.libraryId === scope.libraryId && row.categoryId === scope.categoryId,
    );
    await replaceSchedule(trx, scope, topics, rows, ctx.clock.now());
    const asObject = (all: readonly { topic: string; days: number | null }[]) =>
      Object.fromEntries(all.map(({ topic, days }) => [topic, days]));
    await recordAudit(trx, ctx, {
      action: 'notice_schedule.saved',
      entity: 'notice_schedule',
      entityId: `${scope.libraryId ?? '*'}/${scope.categoryId ?? '*'}`,
      libraryId: scope.libraryId,
      before: asObject(before),
      after: asObject(rows),
    });
  });
}

const minute = z.number().int().min(0).max(1439);
export const quietInput = z.object({ fromMinute: minute, toMinute: minute });

/** The quiet hours of a library (its own, else null) and of the network. Needs `notices.manage`. */
export async function getQuietHours(
  ctx: Ctx,
  libraryId: number | null,
): Promise<{ own: QuietHours | null; network: QuietHours | null }> {
  mayReadScope(ctx, libraryId);
  const { network, all } = await selectQuietHours(ctx.db);
  return { own: all.find((row) => row.libraryId === libraryId) ?? null, network: network ?? null };
}

/** Sets the quiet hours of a library or the network; null = as the network. Needs `notices.manage`. */
export async function saveQuietHours(ctx: Ctx, libraryId: number | null, input: QuietHours | null): Promise<void> {
  authorize(ctx, 'notices.manage', libraryId);
  const hours = input === null ? null : parseInput(quietInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    if (hours) await upsertQuietHours(trx, libraryId, hours);
    else if (libraryId !== null) await deleteQuietHours(trx, libraryId);
    await recordAudit(trx, ctx, {
      action: 'quiet_hours.saved',
      entity: 'quiet_hours',
      entityId: libraryId ?? '*',
      libraryId,
      after: hours,
    });
  });
}
