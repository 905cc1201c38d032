import { z } from 'zod';
import { blockInput } from '#modules/ground/content';
import { libraryName, libraryRef } from '#modules/ground/libraries';
import { isoInstant } from '#platform/requests/http';
import type { PublicLesson } from './client.ts';
import { shownTask } from './http-task-shapes.ts';
import { AUDIENCES, PHASES, TASK_KINDS } from './rules/tasks.ts';
import { courseHead, lessonHead, taskInput } from './schema.ts';

const STATES = ['draft', 'submitted', 'published', 'withdrawn'] as const;
const STANDINGS = ['new', 'begun', 'done'] as const;

export const openCourseSchema = z.object({
  id: z.number(),
  slug: z.string().describe('`/kelas/<slug>`'),
  library: libraryName.nullable().describe('null = of the whole network'),
  title: z.string(),
  summary: z.string(),
  language: z.enum(['id', 'en']),
  audience: z.enum(AUDIENCES),
  phase: z.enum(PHASES).nullable().describe('of Kurikulum Merdeka'),
  tier: z.number().nullable().describe('of “program literasi informasi”, 1 to 4'),
  jp: z.number().nullable().describe('hours of teaching of 45 minutes'),
  lessons: z.number(),
  minutes: z.number().describe('of all lessons together'),
});
const lessonLine = z.object({
  id: z.number(),
  slug: z.string(),
  number: z.number(),
  module: z.string(),
  title: z.string(),
  minutes: z.number(),
  tasks: z.number(),
  standing: z.enum(STANDINGS),
  solved: z.number(),
});
export const publicCourseSchema = openCourseSchema.extend({
  authors: z.string(),
  versionNumber: z.number().describe('whoever has begun stays with the version of then'),
  publishedAt: isoInstant,
  lines: z.array(lessonLine),
  joined: z.boolean(),
  finishedAt: isoInstant.nullable(),
  can: z.array(z.string()).describe('what one can do after it'),
  next: lessonLine.nullable(),
});
export const publicLessonSchema = z.object({
  course: z.object({ id: z.number(), slug: z.string(), title: z.string() }),
  id: z.number(),
  slug: z.string(),
  number: z.number(),
  of: z.number(),
  title: z.string(),
  language: z.enum(['id', 'en']),
  minutes: z.number(),
  parts: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('words'),
        blocks: z.array(z.object({ block: blockInput, language: z.enum(['id', 'en']) })),
      }),
      z.object({ kind: z.literal('task'), task: shownTask }),
    ]),
  ),
  previous: lessonLine.nullable(),
  next: lessonLine.nullable(),
  joined: z.boolean(),
  standing: z.enum(STANDINGS),
});
/** Pictures, files and cards have addresses of their own: an answer names them by their ids in the blocks. */
export const lessonOf = ({ pictures: _, files: __, embeds: ___, ...lesson }: PublicLesson) => lesson;

const said = courseHead.required();
export const courseLineSchema = z.object({
  id: z.number(),
  slug: z.string(),
  library: libraryName.nullable(),
  title: z.string(),
  audience: z.enum(AUDIENCES),
  state: z.enum(STATES),
  lessons: z.number(),
  submittedBy: z.string(),
  changedAt: isoInstant,
  learners: z.number().nullable().describe('null: one to nine, who are not told'),
  isShort: z
    .boolean()
    .describe('too few books are left for something that is searched, or to be found on the shelf, in it'),
  waiting: z.number().describe('work to be marked and words to be looked at'),
});
export const courseStates = z.enum(STATES);
export const writtenCourseSchema = said.extend({
  id: z.number(),
  slug: z.string(),
  library: libraryName.nullable(),
  state: z.enum(STATES),
  submittedBy: z.string(),
  ownSubmission: z.boolean(),
  wasShown: z.boolean(),
  changedAt: isoInstant,
  version: z.number(),
  versions: z.array(z.object({ id: z.number(), number: z.number(), publishedAt: isoInstant, publishedBy: z.string() })),
  lessons: z.array(
    z.object({
      id: z.number(),
      slug: z.string(),
      module: z.string(),
      moduleEn: z.string(),
      title: z.string(),
      titleEn: z.string(),
      minutes: z.number(),
      version: z.number(),
      tasks: z.number(),
    }),
  ),
  removed: z.array(z.object({ id: z.number(), title: z.string() })).describe('lessons that can be put back'),
});
export const newCourseBody = courseHead.extend({
  library: libraryRef.nullable().default(null).describe('of which it is; null = of the whole network'),
});
export const courseBody = courseHead.extend({
  slug: z.string().max(100).optional().describe('left out: it stays'),
});

export const writtenLessonSchema = lessonHead.required().extend({
  id: z.number(),
  courseId: z.number(),
  courseTitle: z.string(),
  courseState: z.enum(STATES),
  library: libraryName.nullable(),
  slug: z.string(),
  version: z.number(),
  blocks: z.array(
    z.object({
      id: z.number(),
      body: blockInput.describe('a task stands as an embed `task` with its id'),
      english: blockInput.nullable(),
      version: z.number(),
      changedAt: isoInstant,
      changedBy: z.string(),
      inHandOf: z.string().nullable(),
    }),
  ),
  tasks: z.array(
    z.object({
      id: z.number(),
      body: taskInput,
      competenceId: z.number().nullable().describe('the line of a framework that it tests'),
      version: z.number(),
    }),
  ),
  competenceIds: z.array(z.number()).describe('lines of frameworks that it teaches'),
});
export const checkSchema = z.object({
  code: z.string(),
  blocking: z.boolean(),
  lessonId: z.number().nullable(),
  title: z.string(),
  libraries: z.array(libraryName).optional().describe('those near which too few records answer'),
});
export const missesSchema = z.object({
  taskId: z.number(),
  lessonId: z.number(),
  kind: z.enum(TASK_KINDS),
  prompt: z.string(),
  people: z.number().nullable().describe('null: fewer than ten, of whom nothing is told'),
  right: z.number().nullable(),
  misses: z.array(z.object({ reason: z.string(), count: z.number() })),
});
