import { recordAudit } from '#modules/ground/audit';
import {
  addBlocks,
  blocksOfMarkdown,
  markdownOfBlocks,
  readWriting,
  wordsOfBlock,
  type BlockPair,
} from '#modules/ground/content';
import type { Block, WrittenBlock } from '#modules/ground/content/client';
import { getLibrary } from '#modules/ground/libraries';
import { competencesById } from '#modules/learning/competences';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { authorize } from '#platform/rights/authorize';
import type { z } from 'zod';
import { TASK_EMBED } from '../client.ts';
import { findByRefs, replaceLessonCompetences, selectLessonCompetences } from '../data/competences.queries.ts';
import { selectLessons, selectTasks } from '../data/lessons.queries.ts';
import { courseErrors } from '../errors.ts';
import { withIsbns, withoutRecords } from '../learning/listed-books.ts';
import { courseEntity, headOf, managedCourse } from '../managed-course.ts';
import { archiveInput, PART_LENGTH, type CourseArchive } from '../schema.ts';
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
function wordsPart(all: readonly WrittenBlock[]): Part[] {
  const blocks = all.filter(({ body }) => !LEFT_BEHIND.has(body.kind));
  const isTranslated = blocks.some(({ english }) => english !== null);
  return inPieces(blocks).flatMap((piece) => {
    const markdown = markdownOf(piece.map(({ body }) => body));
    // what nobody translated stands in its place, so that the rest finds its own
    const markdownEn = isTranslated ? markdownOf(piece.map(({ body, english }) => english ?? body)) : '';
    return markdown === '' ? [] : [{ markdown, markdownEn }];
  });
}

/** So many letters of blocks make a part: Markdown may double them. */
const PIECE_LETTERS = PART_LENGTH / 4;

function inPieces(blocks: readonly WrittenBlock[]): WrittenBlock[][] {
  const pieces: WrittenBlock[][] = [];
  let left = 0;
  for (const block of blocks) {
    const letters = Math.max(wordsOfBlock(block.body).length, block.english ? wordsOfBlock(block.english).length : 0);
    const last = pieces.at(-1);
    if (last && left >= letters) last.push(block);
    else {
      pieces.push([block]);
      left = PIECE_LETTERS;
    }
    left -= letters;
  }
  return pieces;
}

/** How an archive names lines of frameworks, by their ids. */
async function competenceRefs({ db }: Pick<Ctx, 'db'>, ids: readonly number[]): Promise<Map<number, string>> {
  const lines = ids.length === 0 ? [] : await competencesById(db, [...new Set(ids)]);
  return new Map(lines.map(({ id, code, framework }) => [id, `${framework.code}/${code}`]));
}

/** Ids of lines that an archive names; what this place does not have is left out. */
async function idsOfRefs(trx: Tx, { lessons }: Archive): Promise<Map<string, number>> {
  const refs = lessons.flatMap(({ competences, parts }) => [
    ...competences,
    ...parts.flatMap((part) => ('task' in part ? (part.competence ?? []) : [])),
  ]);
  const split = refs.map((ref) => {
    const at = ref.indexOf('/');
    return { framework: ref.slice(0, at), code: ref.slice(at + 1) };
  });
  return new Map((await findByRefs(trx, split)).map(({ framework, code, id }) => [`${framework}/${code}`, id]));
}

/**
 * A course whole, without people, to be taken elsewhere: words as Markdown, tasks as data. Pictures and files stay behind. Needs
 * `courses.manage` at its library. Throws `courses.not_found`.
 */
export async function exportCourse(ctx: Ctx, id: number): Promise<CourseArchive> {
  const course = await managedCourse(ctx, id);
  const lessons = await selectLessons(ctx.db, id);
  const written = await selectTasks(
    ctx.db,
    lessons.map((lesson) => lesson.id),
  );
  const tasks = await withIsbns(ctx, written);
  const byRef = new Map(tasks.map((task) => [String(task.id), task]));
  const taught = await selectLessonCompetences(
    ctx.db,
    lessons.map((lesson) => lesson.id),
  );
  const refOf = await competenceRefs(
    ctx,
    [...taught.values(), tasks.flatMap(({ competenceId }) => competenceId ?? [])].flat(),
  );
  const packed: Archive['lessons'] = [];
  for (const { id: lessonId, module, moduleEn, title, titleEn, minutes, guide, writingId } of lessons) {
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
      parts.push(...wordsPart(words), {
        task: withoutRecords(task.body),
        competence: task.competenceId === null ? null : (refOf.get(task.competenceId) ?? null),
      });
      words = [];
    }
    parts.push(...wordsPart(words));
    const competences = (taught.get(lessonId) ?? []).flatMap((one) => refOf.get(one) ?? []);
    packed.push({ module, moduleEn, title, titleEn, minutes, guide, competences, parts });
  }
  return { format: 'lumbung-course/1', ...headOf(course), lessons: packed };
}

/** Blocks of one part of words; English stands beside where it has as many blocks of the same kinds. */
function pairsOf({ markdown, markdownEn }: { markdown: string; markdownEn: string }): BlockPair[] {
  const [said, english] = [blocksOfMarkdown(markdown).blocks, blocksOfMarkdown(markdownEn).blocks];
  const beside = english.length === said.length ? english : [];
  const englishOf = (body: Block, i: number): Block | null => {
    const other = beside[i];
    const isOther = other?.kind === body.kind && JSON.stringify(other) !== JSON.stringify(body);
    return isOther ? other : null;
  };
  return said
    .map((body, i) => ({ body, english: englishOf(body, i) }))
    .filter(({ body }) => !LEFT_BEHIND.has(body.kind));
}

/** Writes a course of an archive as a draft. @returns its id */
export async function writeArchive(
  trx: Tx,
  ctx: Ctx,
  { libraryId, archive }: { libraryId: number | null; archive: Archive },
): Promise<number> {
  const { lessons } = archive;
  const id = await writeCourse(trx, ctx, { ...headOf(archive), libraryId });
  const idOf = await idsOfRefs(trx, archive);
  for (const { parts, competences, ...lesson } of lessons) {
    const written = await writeLesson(trx, ctx, { id }, { head: lesson, blocks: [] });
    const taught = competences.flatMap((ref) => idOf.get(ref) ?? []);
    await replaceLessonCompetences(trx, written.id, [...new Set(taught)]);
    let after: number | null = null;
    for (const part of parts) {
      if ('task' in part) {
        after = (
          await placeTask(trx, ctx, written, {
            // a number of another place is that of another book here
            ...{ body: withoutRecords(part.task), after },
            competenceId: (part.competence !== null && idOf.get(part.competence)) || null,
          })
        ).blockId;
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
