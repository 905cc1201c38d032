import { z } from 'zod';
import { normaliseIsbn } from '#shared/isbn';
import { foldedKey } from '#shared/text/fold';
import { MOST_ARCHIVE_FILES, MOST_ARCHIVE_PICTURES } from './client.ts';
import { gapsIn } from './rules/show-task.ts';
import {
  ASKED_FILTERS,
  AUDIENCES,
  FARTHEST_NEAR,
  MOST_OF_BANK,
  MOST_TRIES,
  PHASES,
  SIDES,
  STANDINGS,
} from './rules/tasks.ts';
import { bookInput, rubricInput, shelfInput, takesInput } from './schema-kinds.ts';

const text = (most: number) => z.string().trim().max(most);
const words = (most: number) => z.object({ id: text(most).min(1), en: text(most).default('') });
const maybeWords = (most: number) =>
  z.object({ id: text(most).default(''), en: text(most).default('') }).default({ id: '', en: '' });
const year = z.number().int().min(0).max(9999).nullable().default(null);
const code = text(60).nullable().default(null);

const common = { prompt: words(2000), hints: z.array(words(500)).max(5).default([]) };

/** Which records are right. It says what they are about, else anything would be. */
export const goalInput = z
  .object({
    count: z.number().int().min(1).max(5),
    ddc: z
      .array(z.string().regex(/^\d{1,3}(?:\.\d{1,8})?$/))
      .max(10)
      .default([]),
    words: text(200).default(''),
    yearFrom: year,
    yearTo: year,
    language: code,
    material: code,
    audience: code,
    standing: z.enum(STANDINGS).default('shelf'),
    /** Codes of libraries. */
    places: z.array(text(40).min(1)).max(30).default([]),
    filters: z.array(z.enum(ASKED_FILTERS)).max(ASKED_FILTERS.length).default([]),
    /** So many kilometres from the library of whoever learns. */
    near: z.number().int().min(1).max(FARTHEST_NEAR).nullable().optional(),
  })
  // near somebody's own library, or in those that are named: not both; what has no copy to be found is nowhere
  .refine(({ near, places, standing }) => (near ?? null) === null || (places.length === 0 && standing !== 'any'), {
    path: ['near'],
    error: 'learn_near',
  })
  .refine(({ ddc, words: asked }) => ddc.length > 0 || asked !== '', { path: ['words'], error: 'required' })
  .refine(({ yearFrom, yearTo }) => yearFrom === null || yearTo === null || yearFrom <= yearTo, {
    path: ['yearTo'],
    error: 'invalid',
  });

const option = z.object({ label: words(500), right: z.boolean().default(false), feedback: maybeWords(1000) });
const options = z.array(option).min(2).max(12);
/** What is typed is compared by its letters and figures: a form without any could never be met. */
const accepted = z
  .array(text(200).refine((form) => foldedKey(form) !== '', 'required'))
  .min(1)
  .max(20);

/** How a question is answered; each has a right answer. */
export const askedInput = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('one'),
    options: options.refine((all) => all.filter(({ right }) => right).length === 1, 'learn_one_right'),
  }),
  z.object({
    form: z.literal('several'),
    options: options.refine((all) => all.some(({ right }) => right), 'learn_some_right'),
  }),
  z.object({ form: z.literal('order'), items: z.array(words(500)).min(2).max(10) }),
  z.object({
    form: z.literal('match'),
    pairs: z
      .array(z.object({ left: words(300), right: words(300) }))
      .min(2)
      .max(10),
  }),
  z.object({
    form: z.literal('number'),
    right: z.number().min(-1e12).max(1e12),
    tolerance: z.number().min(0).max(1e12).default(0),
  }),
  z.object({ form: z.literal('short'), accepted }),
  z
    .object({ form: z.literal('gap'), text: words(2000), gaps: z.array(accepted).min(1).max(10) })
    // a gap that nobody can fill, or none to fill in, would leave the lesson open for good
    .refine(
      ({ text: { id, en }, gaps }) => [id, ...(en === '' ? [] : [en])].every((said) => gapsIn(said) === gaps.length),
      {
        path: ['gaps'],
        error: 'learn_gaps',
      },
    ),
]);

/** So many answers are taken; left out or null: as many as somebody likes. */
const tries = z.number().int().min(1).max(MOST_TRIES).nullable().optional();

/** Several questions, of which each learner gets some by lot. */
const bankInput = z
  .object({
    kind: z.literal('bank'),
    ...common,
    questions: z
      .array(z.object({ prompt: words(2000), asked: askedInput, why: maybeWords(1000) }))
      .min(2)
      .max(MOST_OF_BANK),
    draw: z.number().int().min(1).max(MOST_OF_BANK),
    tries,
  })
  // who draws all draws nothing
  .refine(({ questions, draw }) => draw < questions.length, { path: ['draw'], error: 'learn_draw' });

/** A question, as it is sent. */
export const questionInput = z.object({
  kind: z.literal('question'),
  ...common,
  asked: askedInput,
  why: maybeWords(1000),
});
/** What is to be done in the practice space. */
export const practiceGoalInput = z.discriminatedUnion('act', [
  z.object({ act: z.enum(['lend', 'take_back', 'answer']) }),
  z.object({
    act: z.literal('catalogue'),
    title: text(300).refine((title) => foldedKey(title) !== '', 'required'),
    isbn: text(20).refine((isbn) => normaliseIsbn(isbn) !== null, 'invalid'),
  }),
  z.object({ act: z.literal('register'), name: text(150).refine((name) => foldedKey(name) !== '', 'required') }),
]);

const source = z.object({ title: words(300), text: words(3000), about: maybeWords(500) });

/** What a lesson asks, as it is sent. */
export const taskInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('search'), ...common, goal: goalInput }),
  z.object({
    kind: z.literal('compare'),
    ...common,
    sources: z.array(source).length(2),
    lines: z
      .array(z.object({ label: words(300), right: z.enum(SIDES), why: maybeWords(500) }))
      .min(1)
      .max(8),
    expert: words(2000),
  }),
  z.object({
    kind: z.literal('citation'),
    ...common,
    shown: words(1000),
    work: z.object({
      author: text(300).min(1),
      year: text(20).min(1),
      title: text(300).min(1),
      place: text(100).default(''),
      publisher: text(200).default(''),
    }),
  }),
  questionInput.extend({ tries }),
  bankInput,
  z.object({ kind: z.literal('reflect'), ...common, least: z.number().int().min(1).max(1000).default(40) }),
  z.object({ kind: z.literal('shelf'), ...common, goal: shelfInput }),
  z.object({ kind: z.literal('reading'), ...common, books: z.array(bookInput).min(1).max(12) }),
  z.object({ kind: z.literal('discussion'), ...common }),
  z.object({ kind: z.literal('assignment'), ...common, takes: takesInput, rubric: rubricInput }),
  z.object({ kind: z.literal('practice'), ...common, goal: practiceGoalInput }),
]);
export type TaskInput = z.input<typeof taskInput>;

/** What is said of a course as a whole. */
export const courseHead = z.object({
  title: text(150).min(1),
  titleEn: text(150).default(''),
  summary: text(500).default(''),
  summaryEn: text(500).default(''),
  authors: text(300).default(''),
  audience: z.enum(AUDIENCES),
  phase: z.enum(PHASES).nullable().default(null),
  tier: z.number().int().min(1).max(4).nullable().default(null),
  jp: z.number().int().min(1).max(200).nullable().default(null),
});
export type CourseHeadInput = z.input<typeof courseHead>;

/** What is said of a lesson beside its words. */
export const lessonHead = z.object({
  /** Lessons behind each other that name the same one are a module. */
  module: text(150).default(''),
  moduleEn: text(150).default(''),
  title: text(150).min(1),
  titleEn: text(150).default(''),
  minutes: z.number().int().min(1).max(600),
  /** For whoever teaches: Markdown. */
  guide: text(20_000).default(''),
});
export type LessonHeadInput = z.input<typeof lessonHead>;

/** Letters of one part of words at most, with the signs of Markdown. */
export const PART_LENGTH = 200_000;

/** A line of a framework of competences, by the code of that and its own: `big6/big6.2`. */
const competenceRef = z.string().regex(/^[a-z0-9-]{1,80}\/[A-Za-z0-9._-]{1,60}$/);
const competenceRefs = z.array(competenceRef).max(20).default([]);

/** What a ZIP file of a course holds: its words here, and its pictures and files below that. */
export const ARCHIVE_JSON = 'kursus.json';
export const ARCHIVE_FOLDER = 'berkas/';
const entryName = z.string().regex(/^berkas\/[a-z0-9][a-z0-9._-]{0,100}$/);
const number = z.number().int().positive().max(10_000).describe('by which its words name it');
const hundredth = z.number().int().min(0).max(100).default(50);

/** What an archive holds: a course whole, without people. Words of a part are Markdown, one part behind the other. */
export const archiveInput = z.object({
  format: z.literal('lumbung-course/1'),
  ...courseHead.shape,
  pictures: z
    .array(
      z.object({
        number,
        file: entryName.describe('where it lies in the ZIP file'),
        ...{ alt: text(300).min(1), credit: text(200).default(''), focusX: hundredth, focusY: hundredth },
      }),
    )
    .max(MOST_ARCHIVE_PICTURES)
    .default([])
    .describe('words have them as `![alt](/gambar/<number> "caption")`'),
  files: z
    .array(
      z.object({
        number,
        file: entryName,
        ...{ title: text(200).min(1), fileName: text(200).default('') },
        captions: z
          .object({ id: entryName.nullable().default(null), en: entryName.nullable().default(null) })
          .default({ id: null, en: null }),
      }),
    )
    .max(MOST_ARCHIVE_FILES)
    .default([])
    .describe('words have them as `[label](/berkas/<number>){berkas}`, `{audio}` or `{video}`'),
  lessons: z
    .array(
      z.object({
        ...lessonHead.shape,
        competences: competenceRefs,
        parts: z
          .array(
            z.union([
              z.object({
                markdown: z.string().max(PART_LENGTH),
                markdownEn: z.string().max(PART_LENGTH).default(''),
              }),
              z.object({ task: taskInput, competence: competenceRef.nullable().default(null) }),
            ]),
          )
          .max(300),
      }),
    )
    .min(1)
    .max(60),
});
export type CourseArchive = z.output<typeof archiveInput>;
