import type { Db, Tx } from '#platform/database/db';
import { selectKnownKeys, selectSchedule } from '../data/schedule.queries.ts';
import { pickScoped } from '../rules/pick-scoped.ts';

export interface ReminderSchedule {
  /** Days before or after the day itself on which a kind is told to members of a category at a library; null = not at all. */
  days(topic: string, to: { libraryId: number; categoryId: number }): number | null;
  /** The furthest day that any rule names for a kind. */
  readonly furthest: (topic: string) => number;
}

/** On which days members are reminded, by library and category. */
export async function reminderSchedule(db: Db | Tx): Promise<ReminderSchedule> {
  const byTopic = Map.groupBy(await selectSchedule(db), ({ topic }) => topic);
  const of = (topic: string) => byTopic.get(topic) ?? [];
  const known = new Map<string, number | null>();
  return {
    days(topic, to) {
      const key = `${topic}:${to.libraryId}:${to.categoryId}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      const days = pickScoped(of(topic), to)?.days ?? null;
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
