import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Course as CourseTable } from '#platform/database/db-types';
import type { CourseState } from '../client.ts';
import type { Audience, Phase } from '../rules/tasks.ts';

/** What is said of a course as a whole. */
export interface CourseHead {
  title: string;
  titleEn: string;
  summary: string;
  summaryEn: string;
  authors: string;
  audience: Audience;
  phase: Phase | null;
  tier: number | null;
  jp: number | null;
}

/** A course as those who write have it. */
export interface CourseRow extends CourseHead {
  id: number;
  libraryId: number | null;
  slug: string;
  state: CourseState;
  submittedBy: string;
  submittedById: number | null;
  shownVersionId: number | null;
  wasShown: boolean;
  changedAt: Date;
  version: number;
}

const HEAD = ['title', 'titleEn', 'summary', 'summaryEn', 'authors', 'tier', 'jp'] as const;

const courses = (db: Db | Tx) =>
  db
    .selectFrom('course')
    .select([
      ...HEAD,
      'id',
      'libraryId',
      'slug',
      'submittedBy',
      'submittedById',
      'shownVersionId',
      'wasShown',
      'changedAt',
      'version',
      sql<CourseState>`state`.as('state'),
      sql<Audience>`audience`.as('audience'),
      sql<Phase | null>`phase`.as('phase'),
    ]);

export const findCourse = async (db: Db | Tx, id: number): Promise<CourseRow | undefined> =>
  courses(db).where('id', '=', id).executeTakeFirst();

/** Courses by their ids; one that there is not is left out. */
export const selectByIds = async (db: Db | Tx, ids: readonly number[]): Promise<CourseRow[]> =>
  courses(db)
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .execute();

/** Holds a course until the transaction ends; whoever begins it meanwhile does not wait. */
export const lockCourse = async (trx: Tx, id: number): Promise<CourseRow | undefined> =>
  courses(trx).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

export const insertCourse = async (trx: Tx, row: Insertable<CourseTable>): Promise<number> =>
  (await trx.insertInto('course').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateCourse = async (trx: Tx, id: number, changes: Updateable<CourseTable>): Promise<void> => {
  await trx
    .updateTable('course')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** Notes that something in it changed: who was asked to read it is asked anew. */
export const touchCourse = async (
  trx: Tx,
  { id, state, submittedBy, wasShown }: Pick<CourseRow, 'id' | 'state' | 'submittedBy' | 'wasShown'>,
  at: Date,
): Promise<void> => {
  // what everybody saw once is not as if it had never been
  const before = wasShown ? ('withdrawn' as const) : ('draft' as const);
  const unread = submittedBy !== '' && {
    ...{ submittedBy: '', submittedById: null, state: state === 'submitted' ? before : state },
    version: sql<number>`version + 1`,
  };
  await trx
    .updateTable('course')
    .set({ changedAt: at, ...unread })
    .where('id', '=', id)
    .execute();
};

export const deleteCourse = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('course').where('id', '=', id).execute();
};

/** What waits for a second person, also changes of a course that everybody sees as it was. */
const WAITS = sql<boolean>`course.submitted_by <> ''`;

/**
 * Courses of states at libraries (null: everywhere, also those of the network), those changed last first, with how many lessons each has; of
 * `submitted` are all that wait for a second person.
 */
export async function selectCourses(
  db: Db | Tx,
  which: { states: readonly CourseState[]; libraryIds: readonly number[] | null; limit: number; offset: number },
): Promise<(CourseRow & { lessons: number })[]> {
  let query = courses(db)
    .select((eb) =>
      eb
        .selectFrom('lesson')
        .select(eb.fn.countAll<number>().as('count'))
        .whereRef('lesson.courseId', '=', 'course.id')
        .where('lesson.removedAt', 'is', null)
        .as('lessons'),
    )
    .where((eb) => eb.or([eb('state', 'in', which.states), ...(which.states.includes('submitted') ? [WAITS] : [])]))
    .orderBy('changedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(which.limit)
    .offset(which.offset);
  if (which.libraryIds !== null)
    query = query.where('libraryId', '=', sql<number>`any(${[...which.libraryIds]}::bigint[])`);
  return (await query.execute()).map(({ lessons, ...row }) => ({ ...row, lessons: lessons ?? 0 }));
}

/** How many courses stand in each state at libraries (null: everywhere); `submitted` are all that wait for a second person, whatever their state. */
export async function countStates(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
): Promise<Map<CourseState, number>> {
  let query = db
    .selectFrom('course')
    .select((eb) => [sql<CourseState>`state`.as('state'), eb.fn.countAll<number>().as('count')])
    .groupBy('state');
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  const counts = new Map((await query.execute()).map(({ state, count }) => [state, count]));
  return counts.set('submitted', (await countSubmitted(db, libraryIds)).count);
}

/** Courses that wait for a second person: new ones, and those that everybody sees whose changes were handed in. */
export async function countSubmitted(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
): Promise<{ count: number; since: Date | null }> {
  let query = db
    .selectFrom('course')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('changedAt').as('since')])
    .where(WAITS);
  if (libraryIds !== null) query = query.where('libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.executeTakeFirstOrThrow();
}

/** Which course has or had an address. */
export const findSlug = async (db: Db | Tx, slug: string): Promise<number | undefined> =>
  (await db.selectFrom('courseSlug').select('courseId').where('slug', '=', slug).executeTakeFirst())?.courseId;

/** Addresses that begin so, of any course. */
export async function selectSlugsLike(db: Db | Tx, slug: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('courseSlug')
    .select('slug')
    .where((eb) => eb.or([eb('slug', '=', slug), eb('slug', 'like', `${slug}-%`)]))
    .execute();
  return new Set(rows.map((row) => row.slug));
}

/** Gives a course an address; one of its own from before is its own again. @returns false: another has or had it */
export async function writeSlug(trx: Tx, row: { slug: string; courseId: number; givenAt: Date }): Promise<boolean> {
  await trx
    .insertInto('courseSlug')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
  return (await findSlug(trx, row.slug)) === row.courseId;
}

export const deleteSlug = async (trx: Tx, slug: string): Promise<void> => {
  await trx.deleteFrom('courseSlug').where('slug', '=', slug).execute();
};

/** Lets one after the other look for a free address. */
export const holdSlugs = async (trx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('course_slug', 0))`.execute(trx);
};
