import { staffWho, type StaffAddress } from '#modules/ground/identity';
import { mainLibrary } from '#modules/ground/libraries';
import { tellGuest } from '#modules/people/notifications';
import { accountOf, oneAct, systemCtx, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Db, Tx } from '#platform/database/db';
import type { Services } from '#platform/services';
import { selectAuthors } from '../data/authors.queries.ts';
import { findCourse, type CourseRow } from '../data/courses.queries.ts';
import { addNews, selectDueNews, selectHands, takeNews, type WaitingNews } from '../data/news.queries.ts';
import { courseNews } from '../notices.ts';
import type { NewsKind } from '../rules/news.ts';

const MINUTE = 60_000;
/** So long something waits for more of its kind, so that a round of comments is told as one. */
const WAITS = 10 * MINUTE;
/** Nobody is told of one course twice in a day. */
const DAY = 24 * 60 * MINUTE;
const BATCH = 200;

/** Under which what is told of a course is kept. */
export const aboutCourse = (id: number): string => `course:${id}`;

/** Who writes a course: its authors of other houses, and those who answer for it and have had a hand in it. */
async function writersOf(db: Db | Tx, { id, libraryId }: Pick<CourseRow, 'id' | 'libraryId'>): Promise<StaffAddress[]> {
  const authors = new Set((await selectAuthors(db, id)).map(({ accountId }) => accountId));
  if (authors.size === 0) return [];
  const hands = await selectHands(db, id);
  const managers = (await staffWho(db, 'courses.manage', libraryId ?? undefined)).filter((one) => hands.has(one.id));
  const others = (await staffWho(db, 'courses.teach')).filter((one) => authors.has(one.id));
  return [...new Map([...managers, ...others].map((one) => [one.id, one])).values()];
}

/** Notes for the other authors of a course that something happened in it; whoever did it knows. A course that one house writes alone tells nobody. */
export async function noteNews(
  trx: Tx,
  ctx: Ctx,
  course: Pick<CourseRow, 'id' | 'libraryId'>,
  kind: NewsKind,
): Promise<void> {
  const own = accountOf(ctx.actor);
  const accountIds = (await writersOf(trx, course)).flatMap(({ id }) => (id === own ? [] : [id]));
  await addNews(trx, { courseId: course.id, accountIds, kind, at: ctx.clock.now() });
}

async function tell(trx: Tx, ctx: Ctx, { courseId, accountId }: WaitingNews): Promise<boolean> {
  const course = await findCourse(trx, courseId);
  const now = ctx.clock.now();
  const kinds = await takeNews(trx, { courseId, accountId, at: now });
  const who = course && (await writersOf(trx, course)).find(({ id }) => id === accountId);
  const home = course?.libraryId ?? (await mainLibrary({ db: trx }))?.id;
  // without an address they see it in their room
  if (!course || !who || who.email === null || home === undefined || kinds.length === 0) return false;
  return tellGuest(trx, ctx, courseNews, {
    params: { course: course.title, kinds },
    ...{
      libraryId: home,
      key: `course-news:${courseId}:${accountId}:${now.toISOString()}`,
      about: aboutCourse(courseId),
    },
    ...{ to: who.email, name: who.name, language: who.locale, path: `/staf/belajar/${courseId}`, expiresAt: null },
  });
}

/** Tells authors what is new in their courses: once a day for each course, all of it together. @returns how many were told */
export async function tellNews({ db, clock }: Pick<Services, 'db' | 'clock'>, signal?: AbortSignal): Promise<number> {
  const ctx = systemCtx(db, clock, 'courses.news');
  const now = clock.now().getTime();
  const due = { before: new Date(now - WAITS), toldBefore: new Date(now - DAY), limit: BATCH };
  let told = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectDueNews(db, due), async (one) => {
    if (await db.transaction().execute(async (trx) => tell(trx, oneAct(ctx), one))) told += 1;
  });
  round.end();
  return told;
}
