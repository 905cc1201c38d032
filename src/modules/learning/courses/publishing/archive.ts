import { recordAudit } from '#modules/ground/audit';
import { addBlocks, blocksOfMarkdown, markdownOfBlocks, readWriting, type BlockPair } from '#modules/ground/content';
import type { Block, WrittenBlock } from '#modules/ground/content/client';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { authorize } from '#platform/rights/authorize';
import type { z } from 'zod';
import { TASK_EMBED } from '../client.ts';
import { selectLessons, selectTasks } from '../data/lessons.queries.ts';
import { courseErrors } from '../errors.ts';
import { courseEntity, headOf, writableCourse } from '../managed-course.ts';
import { archiveInput, type CourseArchive } from '../schema.ts';
import { writeCourse } from '../writing/edit-course.ts';
import { writeLesson } from '../writing/edit-lessons.ts';
import { placeTask } from '../writing/write-lesson.ts';
import { unstorableField } from '#platform/requests/bounds';

type Archive = z.output<typeof archiveInput>;
type Part = Archive['lessons'][number]['parts'][number];

/** What is of the place from which an archive comes: pictures, files, things of modules. */
const LEFT_BEHIND: ReadonlySet<Block['kind']> = new Set(['picture', 'gallery', 'file', 'audio', 'video', 'embed']);
const markdownOf = (blocks: readonly Block[]): string =>
  markdownOfBlocks(
    blocks.filter(({ kind }) => !LEFT_BEHIND.has(kind)),
    () => '',
  );

/** Words between two tasks, as one part. */
function wordsPart(blocks: readonly WrittenBlock[]): Part[] {
  const markdown = markdownOf(blocks.map(({ body }) => body));
  if (markdown === '') return [];
  const english = blocks.every((block) => block.english !== null);
  return [{ markdown, markdownEn: english ? markdownOf(blocks.flatMap((block) => block.english ?? [])) : '' }];
}

/**
 * A course whole, without people, to be taken elsewhere: words as Markdown, tasks as data. Pictures and files stay behind. Needs
 * `courses.manage` at its library. Throws `courses.not_found`.
 */
export async function exportCourse(ctx: Ctx, id: number): Promise<CourseArchive> {
  const course = await writableCourse(ctx, id);
  const lessons = await selectLessons(ctx.db, id);
  const tasks = await selectTasks(
    ctx.db,
    lessons.map((lesson) => lesson.id),
  );
  const byRef = new Map(tasks.map((task) => [String(task.id), task.body]));
  const written: Archive['lessons'] = [];
  for (const { module, moduleEn, title, titleEn, minutes, guide, writingId } of lessons) {
    const { blocks } = await readWriting(ctx, writingId);
    const parts: Part[] = [];
    let words: WrittenBlock[] = [];
    for (const block of blocks) {
      const { body } = block;
      const task = body.kind === 'embed' && body.embed === TASK_EMBED ? byRef.get(body.ref) : undefined;
      if (!task) {
        words.push(block);
        continue;
      }
      parts.push(...wordsPart(words), { task });
      words = [];
    }
    parts.push(...wordsPart(words));
    written.push({ module, moduleEn, title, titleEn, minutes, guide, parts });
  }
  return { format: 'lumbung-course/1', ...headOf(course), lessons: written };
}

/** Blocks of one part of words; English stands beside where it has as many blocks of the same kinds. */
function pairsOf({ markdown, markdownEn }: { markdown: string; markdownEn: string }): BlockPair[] {
  const [said, english] = [blocksOfMarkdown(markdown).blocks, blocksOfMarkdown(markdownEn).blocks];
  const beside = english.length === said.length ? english : [];
  return said
    .map((body, i) => ({ body, english: beside[i]?.kind === body.kind ? (beside[i] ?? null) : null }))
    .filter(({ body }) => !LEFT_BEHIND.has(body.kind));
}

/** Writes a course of an archive as a draft. @returns its id */
export async function writeArchive(
  trx: Tx,
  ctx: Ctx,
  { libraryId, archive }: { libraryId: number | null; archive: Archive },
): Promise<number> {
  const { format: _, lessons, ...head } = archive;
  const id = await writeCourse(trx, ctx, { ...head, libraryId });
  for (const { parts, ...lesson } of lessons) {
    const written = await writeLesson(trx, ctx, { id }, { head: lesson, blocks: [] });
    let after: number | null = null;
    for (const part of parts) {
      if ('task' in part) {
        after = (await placeTask(trx, ctx, written, { body: part.task, after })).blockId;
        continue;
      }
      const blocks = pairsOf(part);
      if (blocks.length === 0) continue;
      const ids: number[] = await addBlocks(trx, ctx, written.writingId, { after, blocks });
      after = ids.at(-1) ?? after;
    }
  }
  return id;
}

/**
 * Brings a course of an archive in as a draft. Needs `courses.manage` at the library that it is to be of, network-wide for the whole network.
 * Throws `courses.archive_unreadable`, `libraries.not_found`. @param archive what stood in the file
 */
export async function importCourse(
  ctx: Ctx,
  { libraryId, archive }: { libraryId: number | null; archive: unknown },
): Promise<{ id: number }> {
  authorize(ctx, 'courses.manage', libraryId);
  if (libraryId !== null) await getLibrary(ctx, libraryId);
  const unstorable = unstorableField(archive);
  const read = archiveInput.safeParse(archive);
  if (unstorable !== null || !read.success) {
    const where = unstorable ?? read.error?.issues[0]?.path.join('.') ?? '';
    throw courseErrors.archiveUnreadable({ where: where || '-' });
  }
  const id = await ctx.db.transaction().execute(async (trx) => {
    const written = await writeArchive(trx, ctx, { libraryId, archive: read.data });
    await recordAudit(trx, ctx, {
      ...{ action: 'course.imported', ...courseEntity({ id: written, libraryId }) },
      after: { title: read.data.title, lessons: read.data.lessons.length },
    });
    return written;
  });
  return { id };
}
