import { readVersion, shownThings } from '#modules/ground/content';
import { networkZone } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { drawnQr } from '#platform/papers/drawings';
import { renderPdf } from '#platform/papers/pdf';
import type { Storage } from '#platform/storage';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { LessonPart } from '../client.ts';
import { openCourse, openLesson, type OpenedCourse } from '../learning/open-course.ts';
import { headFor, lessonTitle } from '../learning/view-courses.ts';
import { asOnPaper, partsOf, shownTasks } from '../learning/view-lesson.ts';
import { paperBlocks, type PaperBlock } from './paper-blocks.ts';
import { paperPictures } from './paper-pictures.ts';
import { paperTask, type PaperTask } from './paper-tasks.ts';

/** So many papers one address is set in an hour. */
const PAPERS = { limit: 60, windowSeconds: 3600 };

/** A paper of a course, ready to be sent. */
export interface CoursePaper {
  fileName: string;
  body: Uint8Array<ArrayBuffer>;
}

type PaperPart = { words: PaperBlock[]; task: null } | { words: null; task: PaperTask };

/** The parts of a lesson on paper; its tasks are numbered. */
async function paperParts(
  ctx: Ctx,
  storage: Storage,
  { parts, origin }: { parts: readonly LessonPart[]; origin: string },
): Promise<PaperPart[]> {
  const words = parts.flatMap((part) => (part.kind === 'words' ? part.blocks.map(({ block }) => block) : []));
  const { pictures, ...shown } = await shownThings(ctx, words);
  const things = { ...shown, drawn: await paperPictures(storage, pictures), locale: ctx.locale, origin };
  let number = 0;
  return parts.map((part) => {
    if (part.kind === 'words') return { words: paperBlocks(part.blocks, things), task: null };
    number += 1;
    return { words: null, task: paperTask(part.task, number, { locale: ctx.locale }) };
  });
}

async function lessonSheets(
  ctx: Ctx,
  storage: Storage,
  { opened, slug, origin }: { opened: OpenedCourse; slug: string; origin: string },
) {
  const { db, locale } = ctx;
  const told = { locale };
  const whole = await openLesson(ctx, opened, slug);
  const { blocks } = await readVersion(db, whole.writingId, whole.writingVersionId);
  const address = `${origin}/kelas/${opened.course.slug}/${slug}`;
  const { head } = whole.line;
  return {
    title: m.learn_lesson_named({ number: whole.at + 1, title: lessonTitle(head, locale) }, told),
    about: m.learn_minutes({ count: head.minutes }, told),
    address,
    qr: drawnQr(address),
    parts: await paperParts(ctx, storage, {
      parts: partsOf(blocks, shownTasks(whole.tasks, [], locale, asOnPaper), locale),
      origin,
    }),
  };
}

const sheetWords = (told: { locale: Ctx['locale'] }) => ({
  name: m.courses_paper_name({}, told),
  group: m.courses_paper_class({}, told),
  scan: m.courses_paper_scan({}, told),
  book: m.learn_part_title({}, told),
  year: m.learn_part_year({}, told),
  where: m.courses_paper_where({}, told),
  line: m.courses_paper_compare_line({}, told),
  same: m.learn_side_same({}, told),
  reason: m.learn_reason({}, told),
  cards: m.courses_paper_cards({}, told),
  cardsNote: m.courses_paper_cards_note({}, told),
});

/**
 * All lessons of a course as it is shown to whoever begins now, to be done on paper, and cards with their addresses: for everybody, without
 * anything of what is right. Throws `courses.not_found`, `withdrawn`, `platform.too_many_requests`, `platform.pdf_unavailable`.
 * @param asked `course` also by an earlier address; `origin` where the site is reached
 */
export async function sheetsPdf(
  ctx: Ctx,
  { config, storage }: { config: Pick<Config, 'root'>; storage: Storage },
  asked: { course: string; origin: string; ip: string },
): Promise<CoursePaper> {
  const opened = await openCourse(ctx.db, asked.course, null);
  await countAttempt(ctx, `course-sheets:${networkOf(asked.ip)}`, PAPERS);
  const { course, lessons } = opened;
  const told = { locale: ctx.locale };
  const head = headFor(course.head, ctx.locale);
  const sheets: Awaited<ReturnType<typeof lessonSheets>>[] = [];
  for (const { slug } of lessons) sheets.push(await lessonSheets(ctx, storage, { opened, slug, origin: asked.origin }));
  const day = formatDate(localDate(course.publishedAt, await networkZone(ctx.db)), ctx.locale);
  const data = {
    title: m.courses_paper_sheets_title({ title: head.title }, told),
    course: head.title,
    by: [
      course.head.authors && m.learn_by({ authors: course.head.authors }, told),
      m.learn_version({ number: course.number, day }, told),
    ]
      .filter(Boolean)
      .join(' '),
    words: sheetWords(told),
    lessons: sheets,
  };
  const body = await renderPdf(config, 'modules/learning/courses/templates/sheets.typ', data, {
    createdAt: ctx.clock.now(),
    locale: ctx.locale,
  });
  return { fileName: `lembar-${course.slug}.pdf`, body };
}
