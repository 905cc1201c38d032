import type { Db, Tx } from '#platform/db';
import type { ScheduledTopic } from './client.ts';
import { selectKnownKeys, selectSchedule } from './data/schedule.queries.ts';
import { pickScoped } from './rules/pick-scoped.ts';

/** Days before or after the day itself, by topic; null = not at all. */
export type ReminderDays = Record<ScheduledTopic, number | null>;

export interface ReminderSchedule {
  /** What holds for members of a category at a library. */
  for(libraryId: number, categoryId: number): ReminderDays;
  /** The furthest day that any rule names for a topic. */
  readonly furthest: (topic: ScheduledTopic) => number;
}

/** On which days members are reminded, by library and category. */
export async function reminderSchedule(db: Db | Tx): Promise<ReminderSchedule> {
  const rows = await selectSchedule(db);
  const of = (topic: ScheduledTopic) => rows.filter((row) => row.topic === topic);
  const known = new Map<string, ReminderDays>();
  return {
    for(libraryId, categoryId) {
      const key = `${libraryId}:${categoryId}`;
      const found = known.get(key);
      if (found) return found;
      const daysOf = (topic: ScheduledTopic) => pickScoped(of(topic), { libraryId, categoryId })?.days ?? null;
      const days: ReminderDays = {
        before_due: daysOf('before_due'),
        due: daysOf('due'),
        overdue_1: daysOf('overdue_1'),
        overdue_2: daysOf('overdue_2'),
        overdue_3: daysOf('overdue_3'),
        hold_expiring: daysOf('hold_expiring'),
        membership_expiring: daysOf('membership_expiring'),
      };
      known.set(key, days);
      return days;
    },
    furthest: (topic) => Math.max(0, ...of(topic).map((row) => row.days ?? 0)),
  };
}

/** Those of some things whose notice, to a member or a guest, was not asked for yet: one question, where each insert would be refused. */
export async function notToldYet<T extends { key: string }>(db: Db | Tx, things: readonly T[]): Promise<T[]> {
  const known = await selectKnownKeys(
    db,
    things.map((thing) => thing.key),
  );
  return things.filter((thing) => !known.has(thing.key));
}
