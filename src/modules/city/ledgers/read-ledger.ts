import { networkZone } from '#modules/ground/libraries';
import { courseGains } from '#modules/learning/course-tests';
import { participation } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { addDays, instantAt, type LocalDate } from '#shared/dates';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { Ledger } from './client.ts';
import {
  countGivenBooks,
  countPlans,
  countSessions,
  countVolunteerHours,
  selectGiven,
  selectProgramYears,
  selectTiedCourses,
  type Asked,
} from './data/ledger.queries.ts';
import { givenOf } from './rules/given.ts';
import { reachedOf } from './rules/reached.ts';

/** Days as instants of the network. */
export async function askedOf(
  { db }: Pick<Ctx, 'db'>,
  { partnerIds, from, until }: { partnerIds: readonly number[]; from: LocalDate; until: LocalDate },
): Promise<Asked> {
  const zone = await networkZone(db);
  const [start, end] = [instantAt(from, 0, zone), instantAt(addDays(until, 1), 0, zone)];
  return { partnerIds, from, until, start, end, zone };
}

async function coursesOf(ctx: Pick<Ctx, 'db' | 'locale'>, asked: Asked): Promise<Ledger['courses']> {
  const courses = await selectTiedCourses(ctx.db, asked);
  const ids = courses.map(({ id }) => id);
  if (ids.length === 0) return { courses: 0, learners: 0, left: 0, gains: [] };
  const people = await participation(ctx.db, ids);
  const gains = await courseGains(ctx, ids);
  // each course is told as a whole or not at all, as its own results do: two partners who share one differ by wholes
  const told = [...people.values()].filter(({ learners }) => learners >= FEWEST_TOLD);
  return {
    courses: courses.length,
    learners: told.reduce((sum, { learners }) => sum + learners, 0),
    left: courses.length - told.length,
    gains: courses.flatMap(({ id, title, titleEn }) => {
      const gain = gains.get(id);
      return gain ? [{ id, title: (ctx.locale === 'en' && titleEn) || title, gain }] : [];
    }),
  };
}

/** The figures of a ledger of partners: whatever is tied to several of them, or to one by several parts, counts once. */
export async function readLedger(
  ctx: Pick<Ctx, 'db' | 'locale' | 'clock'>,
  asked: Asked,
): Promise<Omit<Ledger, 'partnerId' | 'partner'>> {
  const { db } = ctx;
  const now = ctx.clock.now();
  const { from, until } = asked;
  const held = await countSessions(db, asked, now);
  const reached = reachedOf(await selectProgramYears(db, asked), { from, until, now });
  return {
    ...{ from, until },
    given: givenOf(await selectGiven(db, asked)),
    programs: { ...held, reached },
    courses: await coursesOf(ctx, asked),
    books: await countGivenBooks(db, asked),
    volunteers: await countVolunteerHours(db, asked, asked),
    plans: await countPlans(db, asked),
  };
}
