import { staffWho } from '#modules/ground/identity';
import { takeBackUntoldGuest, tellGuest, withdrawGuestMessages } from '#modules/people/notifications';
import { oneAct, systemCtx, type Ctx } from '#platform/context';
import { Round } from '#platform/database/round';
import type { Tx } from '#platform/database/db';
import type { Services } from '#platform/services';
import { forgetBoxNews, selectBoxNews, takeBoxNews, type WaitingBoxNews } from '../data/box-news.queries.ts';
import { selectTeachers } from '../data/classes.queries.ts';
import { boxNews } from '../notices.ts';

const BATCH = 200;

/** Under which what is told of the box of a class is kept. */
const aboutBox = (classId: number): string => `class-box:${classId}`;

/**
 * Takes back what the teachers of a class were not told yet of its box; it is told anew to whoever teaches it then, while the class learns. Whoever
 * was told hears it no second time.
 */
export async function untellBox(trx: Tx, ctx: Ctx, classId: number): Promise<void> {
  const untold = await takeBackUntoldGuest(trx, ctx, aboutBox(classId));
  if (untold.length > 0) await forgetBoxNews(trx, classId);
}

async function tell(trx: Tx, ctx: Ctx, news: WaitingBoxNews): Promise<number> {
  if (!(await takeBoxNews(trx, news))) return 0;
  // what waits to be told is true no more
  await withdrawGuestMessages(trx, ctx, aboutBox(news.classId));
  const { classId, className, libraryId, requestId, what, lender, dueOn, answer } = news;
  const teachers = new Set((await selectTeachers(trx, classId)).map(({ id }) => id));
  let told = 0;
  for (const { id, name, email, locale } of await staffWho(trx, 'courses.teach', libraryId)) {
    // without an address they see it on the page of the class
    if (!teachers.has(id) || email === null) continue;
    const isNew = await tellGuest(trx, ctx, boxNews, {
      params: { group: className, library: lender, what, dueOn, reason: answer },
      ...{ libraryId, key: `class-box:${requestId}:${what}:${id}`, about: aboutBox(classId) },
      ...{ to: email, name, language: locale, path: `/staf/belajar/kelas/${classId}`, expiresAt: null },
    });
    if (isNew) told += 1;
  }
  return told;
}

/** Tells the teachers of classes, once, how the box stands that they asked a library for; pupils are told nothing. @returns how many were told */
export async function tellBoxes({ db, clock }: Pick<Services, 'db' | 'clock'>, signal?: AbortSignal): Promise<number> {
  const ctx = systemCtx(db, clock, 'classes.boxes');
  let told = 0;
  const round = new Round(ctx, signal);
  await round.each(await selectBoxNews(db, BATCH), async (news) => {
    told += await db.transaction().execute(async (trx) => tell(trx, oneAct(ctx), news));
  });
  round.end();
  return told;
}
