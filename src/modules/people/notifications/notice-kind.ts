import type { z } from 'zod';
import type { Db } from '#platform/database/db';
import { topicGroups, type Channel, type Language, type ReminderSide, type TopicGroup } from './client.ts';
import type { Values } from './rules/compose-message.ts';
import type { ShippedText, TextKind } from './rules/notice-text.ts';

/** In what words values are said. */
export interface NoticePlace {
  timeZone: string;
  language: Language;
  /** Addresses of pages begin with it; without a slash at the end. */
  publicUrl: string;
}

/** Sessions that calendars of whoever is told take over: mail carries them as a file. Instants are ISO 8601. */
export interface NoticeCalendar {
  title: string;
  /** The page of each, from the root, without a language. */
  path: string;
  changedAt: string;
  /** `revision`: a calendar takes the higher one. */
  sessions: readonly {
    id: number;
    title: string;
    startsAt: string;
    endsAt: string;
    place: string;
    revision: number;
    cancelled: boolean;
  }[];
}

/** A notice as it is kept: its values are those of its kind, in no language. */
export interface KeptNotice {
  topic: string;
  params: unknown;
}

/** By which way alone something is told, to whoever said so where its kind is made: not among the choices here. */
export interface OwnWay<Kept> {
  channel: Channel;
  /** Whether they still want it: asked right before it goes. */
  stillWanted: (db: Db, memberId: number, kept: Kept, now: Date) => Promise<StillWanted>;
}

/** `held`: what it tells of is stopped for now. It waits, and is asked about again, until it is over. */
export type StillWanted = 'yes' | 'no' | 'held';

type Words<Placeholder extends string> = Readonly<Record<Placeholder, string>>;

/** What a module says of a kind of notice that it makes (`notices` in its `notices.ts`). */
interface Declared<Given, Kept, Placeholder extends string> {
  /** Its code in the database, in addresses and in the API; it never changes. */
  topic: string;
  /** Under which choice of the member it is told. */
  group: TopicGroup;
  /** An answer to what the member just did: told at once, also in quiet hours. */
  immediate?: true;
  /** In a message about several kinds the higher comes first; left out = 0. */
  pressing?: number;
  /** Where the schedule sets the day: on which side of the day itself it comes. */
  scheduled?: ReminderSide;
  /** What it tells, in no language. Instants are ISO 8601, dates `YYYY-MM-DD`. */
  values: z.ZodType<Kept, Given>;
  placeholders: readonly Placeholder[];
  needed?: NoInfer<Placeholder>;
  /** The values in words: one set, or one for each thing of which it tells. */
  describe: (values: NoInfer<Kept>, place: NoticePlace) => Words<NoInfer<Placeholder>> | Words<NoInfer<Placeholder>>[];
  /** Values as they could be, for a preview and for trying a text out. */
  example: (now: Date) => NoInfer<Given>;
  calendar?: (values: NoInfer<Kept>) => NoticeCalendar | null;
  /** Left out: it goes by what members choose for its group. Such a message stands for itself, and goes by the template for letters. */
  by?: OwnWay<NoInfer<Kept>>;
  texts: Readonly<Record<Language, ShippedText>>;
}

/** A kind of notice, by what it takes (`Given`) and what is kept of that. */
export interface NoticeKind<Given = never, Kept = unknown> extends TextKind {
  readonly group: TopicGroup;
  readonly immediate: boolean;
  readonly pressing: number;
  readonly scheduled: ReminderSide | null;
  /** Throws a zod error: wrong values are a bug. */
  check(values: Given): Kept;
  /** The values of what was kept; undefined: it is of another kind, or an earlier release kept it in another form. */
  readonly read: (kept: KeptNotice) => Kept | undefined;
  /** What was kept, in words. Throws a zod error where {@link NoticeKind.read} knows no values. */
  describe(params: unknown, place: NoticePlace): Values[];
  calendar(params: unknown): NoticeCalendar | null;
  readonly by: OwnWay<unknown> | null;
  example(now: Date): unknown;
}

export function defineNotice<Given, Kept, const Placeholder extends string>(
  declared: Declared<Given, Kept, Placeholder>,
): NoticeKind<Given, Kept> {
  const { topic, group, placeholders, texts, values, example, by } = declared;
  return {
    ...{ topic, group, placeholders, texts, example },
    immediate: declared.immediate ?? false,
    pressing: declared.pressing ?? 0,
    scheduled: declared.scheduled ?? null,
    needed: declared.needed ?? null,
    check: (given) => values.parse(given),
    read: (kept) => (kept.topic === topic ? values.safeParse(kept.params).data : undefined),
    describe: (params, place) => {
      const said = declared.describe(values.parse(params), place);
      return Array.isArray(said) ? said : [said];
    },
    calendar: (params) => declared.calendar?.(values.parse(params)) ?? null,
    by: by
      ? {
          channel: by.channel,
          stillWanted: async (db, memberId, params, now) => by.stillWanted(db, memberId, values.parse(params), now),
        }
      : null,
  };
}

/** Every kind of notice there is, by topic: grouped by what members choose, and in the order in which modules build. */
export type NoticeKinds = ReadonlyMap<string, NoticeKind>;

declare module '#platform/services' {
  interface Services {
    /** What the modules contribute of notices; this module knows none from above. */
    notices: NoticeKinds;
  }
}

/** What an entry point gathers of the modules. Throws where two kinds have one topic. */
export function gatherNotices(kinds: readonly NoticeKind[]): NoticeKinds {
  const inOrder = topicGroups.flatMap((group) => kinds.filter((kind) => kind.group === group));
  const byTopic = new Map(inOrder.map((kind) => [kind.topic, kind]));
  if (byTopic.size < kinds.length) throw new Error('two kinds of notices have one topic');
  return byTopic;
}
