import type { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { judgeTarget } from '#modules/stock/links';
import { actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { authorize } from '#platform/rights/authorize';
import { insertPoster } from './data/posters.queries.ts';
import { tooLongError } from './field-words.ts';
import { tooLong } from './rules/lay-out.ts';
import { posterInput, type PosterInput } from './schema.ts';
import { targetOf } from './subject-of.ts';

type Written = z.output<typeof posterInput>;

/** What is written of a poster. */
export const rowOf = ({ subject, words, ...look }: Written) => ({
  ...look,
  subject: subject.kind,
  programId: subject.kind === 'program' ? subject.programId : null,
  collectionId: subject.kind === 'collection' ? subject.collectionId : null,
  courseId: subject.kind === 'course' ? subject.courseId : null,
  address: subject.kind === 'notice' ? subject.address : null,
  ...{ over: words.over, title: words.title, timeLine: words.when },
  ...{ firstLine: words.first, secondLine: words.second, callLine: words.call },
});

/** A poster as it may be written: its words fit, and its codes lead where everybody may go. Throws as {@link makePoster}. */
export async function judgePoster(ctx: Pick<Ctx, 'locale'> & { db: Db | Tx }, input: PosterInput): Promise<Written> {
  const poster = parseInput(posterInput, input);
  judgeTarget(await targetOf(ctx, rowOf(poster)), 'subject.address');
  const found = tooLong(poster.words, poster.template, poster.format);
  if (found.length > 0) throw tooLongError(found, ctx.locale);
  return poster;
}

/** Writes a poster, with its trace. */
export async function savePoster(trx: Tx, ctx: Ctx, libraryId: number, poster: Written): Promise<number> {
  const now = ctx.clock.now();
  const made = { libraryId, createdAt: now, createdBy: actorName(ctx.actor), changedAt: now };
  const id = await insertPoster(trx, { ...rowOf(poster), ...made });
  await recordAudit(trx, ctx, {
    ...{ action: 'poster.made', entity: 'poster', entityId: id, libraryId },
    after: { title: poster.words.title, template: poster.template, format: poster.format },
  });
  return id;
}

/**
 * Makes a poster of a library. Needs `posters.make` there. Throws `platform.invalid_input`, `posters.too_long` (with what does not fit),
 * `posters.subject_gone`, `libraries.not_found`. @returns its id
 */
export async function makePoster(ctx: Ctx, libraryId: number, input: PosterInput): Promise<number> {
  authorize(ctx, 'posters.make', libraryId);
  await getLibrary(ctx, libraryId);
  const poster = await judgePoster(ctx, input);
  return ctx.db.transaction().execute(async (trx) => savePoster(trx, ctx, libraryId, poster));
}
