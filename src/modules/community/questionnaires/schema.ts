import { z } from 'zod';
import { instant } from '#platform/requests/bounds';
import { optionalText, requiredText } from '#platform/requests/parse-input';
import { AUDIENCES, PLACEMENT_ROLES, PRIVACIES } from './client.ts';
import { CONDITIONS, QUESTION_KINDS, contentFaults } from './rules/content.ts';

const id = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'quest_id');
const optionValue = z.string().regex(/^[a-z0-9_]{1,40}$/, 'quest_id');

/** As it is typed: blanks at the ends do not count, but end somewhere. */
const written = (max: number) => z.string().max(2 * max);
/** Both languages, or a text that is Indonesian. */
const words = (max: number, least = 0) =>
  z
    .union([written(max), z.object({ id: written(max), en: written(max).default('') })])
    .transform((given) => (typeof given === 'string' ? { id: given, en: '' } : given))
    .pipe(z.object({ id: z.string().trim().min(least).max(max), en: z.string().trim().max(max) }));
const noWords = { id: '', en: '' };

const limit = z.number().min(-1e9).max(1e9).nullable().default(null);
const question = z.object({
  id,
  kind: z.enum(QUESTION_KINDS),
  label: words(500, 1),
  hint: words(500).default(noWords),
  required: z.boolean().default(false),
  options: z
    .array(
      z.object({
        value: optionValue,
        label: words(200, 1),
        score: z.number().min(-1000).max(1000).nullable().default(null),
        correct: z.boolean().default(false),
      }),
    )
    .max(50)
    .default([]),
  rows: z
    .array(z.object({ id, label: words(300, 1) }))
    .max(50)
    .default([]),
  min: limit,
  max: limit,
  long: z.boolean().default(false),
  accept: z.enum(['picture', 'document']).default('document'),
  megabytes: z.number().int().min(1).max(10).default(5),
  points: z.number().min(0.5).max(100).nullable().default(null),
  element: z
    .string()
    .regex(/^(U[1-9])?$/)
    .default(''),
  weight: z
    .number()
    .min(0)
    .max(1)
    .refine((weight) => Math.round(weight * 10_000) / 10_000 === weight, 'quest_weights')
    .nullable()
    .default(null),
  importanceOf: z.union([z.literal(''), id]).default(''),
  when: z
    .object({ question: id, is: z.enum(CONDITIONS), values: z.array(z.string().max(40)).min(1).max(50) })
    .nullable()
    .default(null),
});

/** What a version holds; whatever is left out of a file has its usual value. */
export const contentInput = z
  .object({
    title: words(200, 1),
    intro: words(2000).default(noWords),
    thanks: words(1000).default(noWords),
    paged: z.boolean().default(false),
    questions: z.array(question).max(200),
  })
  .superRefine((content, check) => {
    for (const [path, message] of Object.entries(contentFaults(content))) {
      check.addIssue({ code: 'custom', path: path.split('.'), message });
    }
  });
export type ContentInput = z.input<typeof contentInput>;

export const questionnaireInput = z.object({ name: requiredText(120), content: contentInput });

/** How many people use the service in the time of the survey; null = it is not known. */
export const populationInput = z.number().int().min(1).max(1_000_000_000).nullable();

const subjectId = z.number().int().positive().nullable().default(null);
/** Where, when and of whom something is asked. */
export const placementInput = z
  .object({
    questionnaireId: z.number().int().positive(),
    libraryId: z.number().int().positive(),
    programId: subjectId,
    sessionId: subjectId,
    speakerId: subjectId,
    /** A service of the library, when it is about no programme. */
    service: optionalText(120).default(null),
    role: z.enum(PLACEMENT_ROLES),
    label: z.string().trim().max(120).default(''),
    audience: z.enum(AUDIENCES),
    privacy: z.enum(PRIVACIES),
    /** Of a test after: the placement of the test before. */
    pairWith: subjectId,
    population: populationInput.default(null),
    opensAt: instant,
    closesAt: instant.nullable().default(null),
    /** Sheets of paper are entered until then; null: a week after the last day, or until it is closed by hand. */
    paperUntil: instant.nullable().default(null),
  })
  .superRefine((given, check) => {
    const wrong = (path: string, message: string): void => check.addIssue({ code: 'custom', path: [path], message });
    if ((given.programId === null) === (given.service === null)) wrong('service', 'required');
    if (given.programId === null && (given.sessionId ?? given.speakerId) !== null) wrong('programId', 'required');
    if (given.programId === null && given.audience === 'participants') wrong('audience', 'quest_no_participants');
    if (given.audience === 'anyone' && given.privacy !== 'anonymous') wrong('privacy', 'quest_nobody_known');
    if (given.privacy === 'paired' && given.role !== 'pre' && given.role !== 'post') wrong('role', 'quest_pair_role');
    if (given.pairWith !== null && given.privacy !== 'paired') wrong('pairWith', 'quest_pair_role');
    if (given.closesAt !== null && given.closesAt <= given.opensAt) wrong('closesAt', 'quest_window');
    if (given.paperUntil !== null && given.paperUntil < (given.closesAt ?? given.opensAt)) {
      wrong('paperUntil', 'quest_paper_window');
    }
  });
export type PlacementInput = z.input<typeof placementInput>;
