import {
  fileKeyOf,
  filesIn,
  filesOf,
  markdownOfBlocks,
  pictureFileOf,
  pictureIdsIn,
  picturesOf,
  readWriting,
  wordsOfBlock,
} from '#modules/ground/content';
import type { Block, Picture, WrittenBlock, WritingFile } from '#modules/ground/content/client';
import { competencesById } from '#modules/learning/competences';
import type { Ctx } from '#platform/context';
import type { Storage } from '#platform/storage';
import { TASK_EMBED } from '../client.ts';
import { selectLessonCompetences } from '../data/competences.queries.ts';
import { selectLessons, selectTasks, type LessonRow } from '../data/lessons.queries.ts';
import type { CourseRow } from '../data/courses.queries.ts';
import { withIsbns, withoutRecords } from '../learning/listed-books.ts';
import { headOf } from '../managed-course.ts';
import { ARCHIVE_FOLDER, PART_LENGTH, type CourseArchive } from '../schema.ts';
import { blockElsewhere, type Elsewhere } from './archive-blocks.ts';

type Part = CourseArchive['lessons'][number]['parts'][number];

/** A file that lies in the storage, with its name in an archive. */
export interface PackedFile {
  name: string;
  key: string;
  sizeBytes: number;
}
/** What of a course goes along beside its words. */
interface PackedThings {
  pictures: CourseArchive['pictures'];
  files: CourseArchive['files'];
  stored: PackedFile[];
  to: Elsewhere;
}
/** A course as an archive holds it: its words, and where its pictures and files lie. */
export interface PackedCourse {
  archive: CourseArchive;
  stored: PackedFile[];
}

const lastOf = (href: string): string => href.slice(href.lastIndexOf('/') + 1);

/** The file of a picture that is taken along: the drawing itself, or the largest that keeps what is see-through. */
function bestFile({ files }: Picture): { key: string; format: string } | null {
  const best =
    files.find(({ format }) => format === 'svg') ??
    files.findLast(({ format }) => format === 'webp') ??
    files.findLast(({ format }) => format === 'jpeg');
  const found = best && pictureFileOf(lastOf(best.href));
  return found ? { key: found.key, format: best.format } : null;
}

/** Gathers what blocks need, numbered in the order in which it stands; what is not in the storage any more stays behind. */
async function packThings({ db }: Pick<Ctx, 'db'>, storage: Storage, blocks: readonly Block[]): Promise<PackedThings> {
  const stored: PackedFile[] = [];
  const put = async (name: string, key: string | undefined): Promise<string | null> => {
    const sizeBytes = key === undefined ? null : await storage.size(key).catch(() => null);
    if (key === undefined || sizeBytes === null) return null;
    stored.push({ name: `${ARCHIVE_FOLDER}${name}`, key, sizeBytes });
    return `${ARCHIVE_FOLDER}${name}`;
  };
  const pictureIds = [...new Set(pictureIdsIn(blocks))];
  const shown = await picturesOf(db, pictureIds);
  const pictures: (CourseArchive['pictures'][number] & { id: number })[] = [];
  for (const id of pictureIds) {
    const picture = shown.get(id);
    const best = picture && bestFile(picture);
    const number = pictures.length + 1;
    const file = best ? await put(`gambar-${number}.${best.format}`, best.key) : null;
    if (!picture || file === null) continue;
    const { alt, credit, focusX, focusY } = picture;
    pictures.push({ id, number, file, alt, credit, focusX, focusY });
  }
  const fileIds = [...new Set(filesIn(blocks).map(({ fileId }) => fileId))];
  const there = await filesOf(db, fileIds);
  const files: (CourseArchive['files'][number] & { id: number })[] = [];
  for (const id of fileIds) {
    const known = there.get(id);
    const number = files.length + 1;
    const file = known ? await put(`berkas-${number}.${known.extension}`, keyOf(known.href)) : null;
    if (!known || file === null) continue;
    const { title, fileName, captions } = known;
    const told = {
      id: captions.id && (await put(`berkas-${number}.id.vtt`, keyOf(captions.id))),
      en: captions.en && (await put(`berkas-${number}.en.vtt`, keyOf(captions.en))),
    };
    files.push({ id, number, file, title, fileName, captions: told });
  }
  const numbers = {
    picture: new Map(pictures.map(({ id, number }) => [id, number])),
    file: new Map(files.map(({ id, number }) => [id, number])),
  };
  return {
    pictures: pictures.map(({ id: _, ...one }) => one),
    files: files.map(({ id: _, ...one }) => one),
    stored,
    to: { picture: (id) => numbers.picture.get(id) ?? null, file: (id) => numbers.file.get(id) ?? null },
  };
}
const keyOf = (href: WritingFile['href']): string | undefined => fileKeyOf(lastOf(href))?.key;

const NOTHING: PackedThings = {
  ...{ pictures: [], files: [], stored: [] },
  to: { picture: () => null, file: () => null },
};

/** So many letters of blocks make a part: Markdown may double them. */
const PIECE_LETTERS = PART_LENGTH / 4;

type Said = Pick<WrittenBlock, 'body' | 'english'>;

function inPieces(blocks: readonly Said[]): Said[][] {
  const pieces: Said[][] = [];
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

const markdownOf = (blocks: readonly Block[]): string => markdownOfBlocks(blocks, (number) => `/gambar/${number}`);

/** Words between two tasks, as one part. */
function wordsPart(all: readonly Said[], to: Elsewhere): Part[] {
  const blocks = all.flatMap(({ body, english }): Said[] => {
    const there = blockElsewhere(body, to);
    return there === null ? [] : [{ body: there, english: english && blockElsewhere(english, to) }];
  });
  const isTranslated = blocks.some(({ english }) => english !== null);
  return inPieces(blocks).flatMap((piece) => {
    const markdown = markdownOf(piece.map(({ body }) => body));
    // what nobody translated stands in its place, so that the rest finds its own
    const markdownEn = isTranslated ? markdownOf(piece.map(({ body, english }) => english ?? body)) : '';
    return markdown === '' ? [] : [{ markdown, markdownEn }];
  });
}

/** How an archive names lines of frameworks, by their ids. */
async function competenceRefs({ db }: Pick<Ctx, 'db'>, ids: readonly number[]): Promise<Map<number, string>> {
  const lines = ids.length === 0 ? [] : await competencesById(db, [...new Set(ids)]);
  return new Map(lines.map(({ id, code, framework }) => [id, `${framework.code}/${code}`]));
}

/** A lesson with the blocks that stand in it. */
type Written = LessonRow & { blocks: readonly WrittenBlock[] };

/** A course that was read, as an archive holds it, without people. @param storage null: its words alone */
export async function packCourse(ctx: Ctx, course: CourseRow, storage: Storage | null): Promise<PackedCourse> {
  const lessons: Written[] = [];
  for (const lesson of await selectLessons(ctx.db, course.id))
    lessons.push({ ...lesson, blocks: (await readWriting(ctx, lesson.writingId)).blocks });
  const ids = lessons.map((lesson) => lesson.id);
  const tasks = await withIsbns(ctx, await selectTasks(ctx.db, ids));
  const byRef = new Map(tasks.map((task) => [String(task.id), task]));
  const taught = await selectLessonCompetences(ctx.db, ids);
  const refOf = await competenceRefs(
    ctx,
    [...taught.values(), tasks.flatMap(({ competenceId }) => competenceId ?? [])].flat(),
  );
  const all = lessons.flatMap(({ blocks }) => blocks.map(({ body }) => body));
  const { pictures, files, stored, to } = storage === null ? NOTHING : await packThings(ctx, storage, all);
  const packed = lessons.map(({ id, blocks, module, moduleEn, title, titleEn, minutes, guide }) => {
    const parts: Part[] = [];
    let words: WrittenBlock[] = [];
    for (const block of blocks) {
      const { body } = block;
      const task = body.kind === 'embed' && body.embed === TASK_EMBED ? byRef.get(body.ref) : undefined;
      if (!task) {
        words.push(block);
        continue;
      }
      parts.push(...wordsPart(words, to), {
        task: withoutRecords(task.body),
        competence: task.competenceId === null ? null : (refOf.get(task.competenceId) ?? null),
      });
      words = [];
    }
    parts.push(...wordsPart(words, to));
    const competences = (taught.get(id) ?? []).flatMap((one) => refOf.get(one) ?? []);
    return { module, moduleEn, title, titleEn, minutes, guide, competences, parts };
  });
  return { archive: { format: 'lumbung-course/1', ...headOf(course), pictures, files, lessons: packed }, stored };
}
