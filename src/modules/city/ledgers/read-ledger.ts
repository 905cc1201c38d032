import { networkZone } from '#modules/ground/libraries';
import { courseGains, courseOutcomes } from '#modules/learning/course-tests';
import { participation } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { addDays, instantAt, type LocalDate } from '#shared/dates';
import { FEWEST_TOLD } from '#shared/small-counts';
import type { Ledger, LedgerSums, OutsideLedger } from './client.ts';
import {
  countGivenBooks,
  countPlans,
  countSessions,
  countVolunteerHours,
  selectGiven,
  selectProgramYears,
  selectTiedCourses,
  type Asked,
  type TiedCourse,
} from './data/ledger.queries.ts';
import { outsidePeriod } from './ledger-periods.ts';
import { givenOf } from './rules/given.ts';
import { toldOutside } from './rules/outside.ts';
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

const titleOf = ({ title, titleEn }: TiedCourse, { locale }: Pick<Ctx, 'locale'>): string =>
  (locale === 'en' && titleEn) || title;

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
    gains: courses.flatMap((course) => {
      const gain = gains.get(course.id);
      return gain ? [{ id: course.id, title: titleOf(course, ctx), gain }] : [];
    }),
  };
}

/** The same as the pages of the courses tell it: counted at night, and going by steps of ten and more. */
async function courseOutcomesOf(ctx: Pick<Ctx, 'db' | 'locale'>, asked: Asked): Promise<OutsideLedger['courses']> {
  const courses = await selectTiedCourses(ctx.db, asked);
  const outcomes = await courseOutcomes(
    ctx,
    courses.map(({ id }) => id),
  );
  return {
    courses: courses.length,
    learners: [...outcomes.values()].reduce((sum, { learners }) => sum + learners, 0),
    left: courses.length - outcomes.size,
    gains: courses.flatMap((course) => {
      const gain = outcomes.get(course.id)?.gain ?? null;
      return gain ? [{ id: course.id, title: titleOf(course, ctx), gain }] : [];
    }),
  };
}

type Reading = Pick<Ctx, 'db' | 'locale' | 'clock'>;

/** What is the same for whoever reads it: whatever is tied to several of them, or to one by several parts, counts once. */
async function sharedSums(
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  asked: Asked,
): Promise<Omit<LedgerSums, 'courses' | 'volunteers'>> {
  const now = clock.now();
  const { from, until } = asked;
  const held = await countSessions(db, asked, now);
  const reached = reachedOf(await selectProgramYears(db, asked), { from, until, now });
  return {
    ...{ from, until },
    given: givenOf(await selectGiven(db, asked)),
    programs: { ...held, reached },
    books: await countGivenBooks(db, asked),
    plans: await countPlans(db, asked),
  };
}

/** The figures of a ledger of partners, for staff. */
export async function readLedger(ctx: Reading, asked: Asked): Promise<LedgerSums> {
  return {
    ...(await sharedSums(ctx, asked)),
    courses: await coursesOf(ctx, asked),
    volunteers: await countVolunteerHours(ctx.db, asked, asked),
  };
}

/** The same for those who are no staff, who may look every day: all of it is of months that are over, and nothing goes up by a few people. */
export async function readOutside(ctx: Reading, { partnerIds, ...days }: Asked): Promise<OutsideLedger> {
  const over = await askedOf(ctx, { partnerIds, ...(await outsidePeriod(ctx, days)) });
  return {
    ...(await sharedSums(ctx, over)),
    courses: await courseOutcomesOf(ctx, over),
    volunteers: toldOutside(await countVolunteerHours(ctx.db, over, over)),
  };
}
