import { z } from 'zod';
import { day, decimal } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { NAMINGS, PHASES } from './rules/phases.ts';
import { PROPOSAL_ANSWERS, PROPOSAL_AUDIENCES } from './rules/proposals.ts';
import { FACTS, isInHours, OBSTACLES, PLAN_STATUSES, type Fact } from './rules/plans.ts';

const emptyAsNull = (value: unknown): unknown => (value === '' ? null : value);

export const boardInput = z.object({
  question: requiredText(200),
  naming: z.enum(NAMINGS).default('choice'),
  votesEach: z.coerce.number().int().min(1).max(20).default(3),
});
export type BoardInput = z.input<typeof boardInput>;

export const phaseInput = z.object({
  phase: z.enum(PHASES),
  /** How long the timer runs; null = no timer. */
  minutes: z.preprocess(emptyAsNull, z.coerce.number().int().min(1).max(240).nullable()).default(null),
});
export type PhaseInput = z.input<typeof phaseInput>;

export const IDEA_LENGTH = 280;
export const ideaInput = z.object({ text: requiredText(IDEA_LENGTH), anonymous: z.boolean().default(false) });
export type IdeaInput = z.input<typeof ideaInput>;

export const commentInput = z.object({ text: requiredText(500), anonymous: z.boolean().default(false) });
export type CommentInput = z.input<typeof commentInput>;

/** Notes of paper as they are typed: one a line. */
export const notesInput = z.object({
  notes: z
    .string()
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .pipe(z.array(z.string().max(IDEA_LENGTH)).min(1, 'required').max(200)),
  theme: z.string().trim().max(60).default(''),
});
export type NotesInput = z.input<typeof notesInput>;

export const themeInput = z.object({
  ideaIds: z.array(z.coerce.number().int().positive()).min(1, 'required').max(200),
  theme: z.string().trim().max(60),
});
export type ThemeInput = z.input<typeof themeInput>;

const optionalDate = z.preprocess(emptyAsNull, day.nullable());
const planTerms = z.object({
  activity: requiredText(200),
  goal: z.string().trim().max(500).default(''),
  indicator: z.string().trim().max(200).default(''),
  fact: z.preprocess(emptyAsNull, z.enum(FACTS).nullable()).default(null),
  target: z.preprocess(emptyAsNull, decimal(0.01, 10_000_000).nullable()).default(null),
  /** The target may lie below where the figure stands: it is to go down. */
  goesDown: z.boolean().default(false),
  dueOn: optionalDate.default(null),
  support: z.string().trim().max(300).default(''),
  isPublic: z.boolean().default(true),
});
interface Bound {
  fact: Fact | null;
  target: number | null;
}
/** A plan that is bound to a figure has a target, and one in halves only where hours are counted. */
function checkTarget({ fact, target }: Bound, check: z.RefinementCtx): void {
  if (fact === null) return;
  const wrong = (message: string): void => check.addIssue({ code: 'custom', path: ['target'], message });
  if (target === null) wrong('required');
  else if (!isInHours(fact) && !Number.isInteger(target)) wrong('whole_number');
}
export const planTermsInput = planTerms.superRefine(checkTarget);
export type PlanTermsInput = z.input<typeof planTermsInput>;

export const planInput = planTerms
  .extend({
    ideaId: z.preprocess(emptyAsNull, z.coerce.number().int().positive().nullable()).default(null),
    /** Left out: the library that the participant comes from. */
    libraryId: z.preprocess(emptyAsNull, z.coerce.number().int().positive().nullable()).default(null),
    /** Not yet: it is a proposal, and is committed to later. */
    proposal: z.boolean().default(false),
  })
  .superRefine(checkTarget);
export type PlanInput = z.input<typeof planInput>;

const stopped = {
  obstacle: z.preprocess(emptyAsNull, z.enum(OBSTACLES).nullable()).default(null),
};
export const moveInput = z
  .object({
    status: z.enum(PLAN_STATUSES),
    reason: z.string().trim().max(500).default(''),
    /** Where the first commitment finds the figure above the target: it is to go down. */
    goesDown: z.boolean().default(false),
    ...stopped,
  })
  .refine(({ status, reason }) => status !== 'stopped' || reason !== '', { path: ['reason'], error: 'required' })
  .refine(({ status, obstacle }) => status !== 'stopped' || obstacle !== null, {
    path: ['obstacle'],
    error: 'required',
  });
export type MoveInput = z.input<typeof moveInput>;

export const milestoneInput = z.object({ text: requiredText(200), dueOn: optionalDate.default(null) });
export type MilestoneInput = z.input<typeof milestoneInput>;

export const linkInput = z.object({
  title: requiredText(150),
  url: z
    .string()
    .trim()
    .max(500)
    .regex(/^https?:\/\/\S+$/, 'invalid'),
});

export const followUpInput = z
  .object({
    status: z.enum(['in_progress', 'done', 'stopped']),
    story: requiredText(1000),
    isPublic: z.boolean().default(true),
    ...stopped,
  })
  .refine(({ status, obstacle }) => status !== 'stopped' || obstacle !== null, {
    path: ['obstacle'],
    error: 'required',
  });
export type FollowUpInput = z.input<typeof followUpInput>;

export const proposalInput = z.object({
  libraryId: z.coerce.number().int().positive('required'),
  title: requiredText(150),
  description: requiredText(2000),
  audience: z.enum(PROPOSAL_AUDIENCES),
  wantedWhen: z.string().trim().max(150).default(''),
  name: z.string().trim().max(100).default(''),
  email: z.union([z.literal(''), z.email()]).default(''),
  coHost: z.boolean().default(false),
  coHostNote: z.string().trim().max(300).default(''),
});
export type ProposalInput = z.input<typeof proposalInput>;

export const answerInput = z
  .object({
    status: z.enum(PROPOSAL_ANSWERS),
    answer: requiredText(1000),
    programId: z.preprocess(emptyAsNull, z.coerce.number().int().positive().nullable()).default(null),
    /** A draft of the programme is made of it at once, where none is named. */
    makeProgram: z.boolean().default(false),
  })
  .refine(({ status, programId }) => programId === null || status === 'accepted', {
    path: ['programId'],
    error: 'only_accepted',
  })
  .refine(({ status, makeProgram }) => !makeProgram || status === 'accepted', {
    path: ['makeProgram'],
    error: 'only_accepted',
  });
export type AnswerInput = z.input<typeof answerInput>;
