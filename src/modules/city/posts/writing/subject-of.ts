import { findShownCollection } from '#modules/city/collections';
import { viewContent } from '#modules/city/site';
import { selectBibTitles } from '#modules/collection/catalog';
import { getProgram } from '#modules/community/programs';
import { isOver, isPublic, type Program } from '#modules/community/programs/client';
import { openCoursesById } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { formatDate, formatTime, localDate } from '#shared/dates';
import type { PostSubject } from '../client.ts';
import type { PostRow } from '../data/posts.queries.ts';
import type { TokenWords } from '../rules/tokens.ts';

type Kept = Pick<
  PostRow,
  'subject' | 'programId' | 'pageId' | 'bibId' | 'collectionId' | 'courseId' | 'address' | 'language'
>;

/** What a post is about now, and what stands for its words in braces. */
export interface SubjectNow {
  subject: PostSubject;
  words: TokenWords;
}

/** What is there, or null where everybody finds nothing any more. */
async function orGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && (error.status === 404 || error.status === 410)) return null;
    throw error;
  }
}

/** Day, hour and place of a programme as its page says them, in the language of the post. */
function wordsOf(program: Program, locale: 'id' | 'en'): TokenWords {
  const { startsAt, endsAt, library, title, place } = program;
  const named = { judul: title, tempat: place || library.name };
  if (!startsAt || !endsAt) return named;
  const [first, last] = [localDate(startsAt, library.timeZone), localDate(endsAt, library.timeZone)];
  const tanggal =
    first === last
      ? formatDate(first, locale, 'full')
      : `${formatDate(first, locale, 'medium')} – ${formatDate(last, locale, 'medium')}`;
  return { ...named, tanggal, jam: formatTime(startsAt, library.timeZone, locale) };
}

async function programNow(
  { db }: Pick<Ctx, 'db'>,
  id: number,
  locale: 'id' | 'en',
): Promise<SubjectNow | { off: boolean }> {
  const program = await orGone(getProgram({ db, actor: { kind: 'anonymous' } }, id));
  if (!program || !isPublic(program.state)) return { off: false };
  if (program.state === 'cancelled') return { off: true };
  const state = isOver(program.state) ? 'over' : 'open';
  return {
    subject: {
      ...{ kind: 'program', id, state, title: program.title, leadsTo: `/kegiatan/${program.slug}` },
      calledOff: false,
    },
    words: wordsOf(program, locale),
  };
}

/** What is found under its own address: its title, and where that is; null = gone. */
async function findPlain(ctx: Ctx, row: Kept): Promise<{ id: number; title: string; leadsTo: string } | null> {
  const looking = { ...ctx, locale: row.language };
  if (row.subject === 'news' && row.pageId !== null) {
    const page = await orGone(viewContent(looking, row.pageId));
    return page && { id: row.pageId, title: page.title, leadsTo: `/berita/${page.slug}` };
  }
  if (row.subject === 'record' && row.bibId !== null) {
    const [bib] = await selectBibTitles(ctx.db, [row.bibId]);
    return bib ? { id: bib.id, title: bib.title, leadsTo: `/katalog/${bib.id}` } : null;
  }
  if (row.subject === 'collection' && row.collectionId !== null) {
    const found = await findShownCollection(ctx.db, row.collectionId);
    return found && { id: found.id, title: found.title, leadsTo: `/koleksi-pilihan/${found.slug}` };
  }
  if (row.subject === 'course' && row.courseId !== null) {
    const [course] = await openCoursesById(looking, [row.courseId]);
    return course ? { id: course.id, title: course.title, leadsTo: `/kelas/${course.slug}` } : null;
  }
  return null;
}

/** What a post is about, as everybody finds it now. */
export async function subjectNow(ctx: Ctx, row: Kept): Promise<SubjectNow> {
  const { subject: kind, address } = row;
  const none = { kind, id: null, title: '', leadsTo: null, calledOff: false } as const;
  if (kind === 'notice') return { subject: { ...none, state: 'open', leadsTo: address }, words: {} };
  if (kind === 'program') {
    const found = row.programId === null ? { off: false } : await programNow(ctx, row.programId, row.language);
    return 'subject' in found ? found : { subject: { ...none, state: 'gone', calledOff: found.off }, words: {} };
  }
  const found = await findPlain(ctx, row);
  return found
    ? { subject: { kind, state: 'open', calledOff: false, ...found }, words: { judul: found.title } }
    : { subject: { ...none, state: 'gone' }, words: {} };
}
