import { findShownCollection } from '#modules/city/collections';
import { getProgram } from '#modules/community/programs';
import { isOver, isPublic, type Program } from '#modules/community/programs/client';
import { openCoursesById } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import type { PosterSubject } from './client.ts';
import type { PosterRow } from './data/posters.queries.ts';
import { posterErrors } from './errors.ts';
import { programWhen } from './program-when.ts';

type Looking = Pick<Ctx, 'locale'> & { db: Db | Tx };

/** A programme as everybody finds it; null = for nobody: not published, a template, called off, or gone. */
export async function publicProgram({ db }: Pick<Looking, 'db'>, id: number | null): Promise<Program | null> {
  if (id === null) return null;
  try {
    const program = await getProgram({ db, actor: { kind: 'anonymous' } }, id);
    return isPublic(program.state) && program.state !== 'cancelled' ? program : null;
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return null;
    throw error;
  }
}

type Kept = Pick<PosterRow, 'subject' | 'programId' | 'collectionId' | 'courseId' | 'address'>;

/** What a poster is about, as it is now. */
export async function subjectOf(ctx: Looking, row: Kept): Promise<PosterSubject> {
  const { subject, programId, collectionId, courseId, address } = row;
  const kept = { kind: subject, programId, collectionId, courseId };
  const gone = { ...kept, state: 'gone', leadsTo: null, title: '', when: '' } as const;
  if (subject === 'notice') return { ...kept, state: 'open', leadsTo: address, title: '', when: '' };
  if (subject === 'collection') {
    const collection = collectionId === null ? null : await findShownCollection(ctx.db, collectionId);
    if (!collection) return gone;
    const { slug, title } = collection;
    return { ...kept, state: 'open', leadsTo: `/koleksi-pilihan/${slug}`, title, when: '' };
  }
  if (subject === 'course') {
    const [course] = courseId === null ? [] : await openCoursesById(ctx, [courseId]);
    if (!course) return gone;
    return { ...kept, state: 'open', leadsTo: `/kelas/${course.slug}`, title: course.title, when: '' };
  }
  const program = await publicProgram(ctx, programId);
  if (!program) return gone;
  return {
    ...kept,
    state: isOver(program.state) ? 'over' : 'open',
    leadsTo: `/kegiatan/${program.slug}`,
    title: program.title,
    when: programWhen(program, ctx.locale),
  };
}

/** Where the codes of a poster lead. Throws `posters.subject_gone`. */
export async function targetOf(ctx: Looking, poster: Kept): Promise<string> {
  const { leadsTo } = await subjectOf(ctx, poster);
  if (leadsTo === null) throw posterErrors.subjectGone();
  return leadsTo;
}
