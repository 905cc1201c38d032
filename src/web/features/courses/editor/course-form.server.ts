import type { CourseHeadInput, LessonHeadInput } from '#modules/learning/courses';
import { AUDIENCES, PHASES, TIERS } from '#modules/learning/courses/client';
import { m } from '#i18n/messages';
import { choiceIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import { audienceWords, phaseWords } from './course-words.ts';

type Values = Readonly<Record<string, string>>;

const ROMAN = ['I', 'II', 'III', 'IV'] as const;

/** What can be chosen for a course. */
export const courseOptions = () => ({
  audiences: AUDIENCES.map((value) => ({ value, label: audienceWords(value) })),
  phases: PHASES.map((value) => ({ value, label: phaseWords(value) })),
  tiers: TIERS.map((value) => ({ value, label: m.courses_tier({ tier: ROMAN[value - 1] ?? '' }) })),
});
export type CourseOptions = ReturnType<typeof courseOptions>;

/** What is said of a course, as its form was filled in. */
export const courseOf = (values: Values): CourseHeadInput => ({
  title: values.title ?? '',
  titleEn: values.titleEn ?? '',
  summary: values.summary ?? '',
  summaryEn: values.summaryEn ?? '',
  authors: values.authors ?? '',
  audience: choiceIn(values, 'audience', AUDIENCES),
  phase: values.phase ? choiceIn(values, 'phase', PHASES) : null,
  tier: wholeIn(values, 'tier'),
  jp: wholeIn(values, 'jp'),
});

/** What the form of a course shows at first. */
export const courseValues = (head: CourseHeadInput) => ({
  ...{ title: head.title, titleEn: head.titleEn, summary: head.summary, summaryEn: head.summaryEn },
  ...{ authors: head.authors, audience: head.audience, phase: head.phase, tier: head.tier, jp: head.jp },
});

/** What a new lesson takes, where nobody said. */
const USUAL_MINUTES = 40;

/** What is said of a lesson beside its words, as its form was filled in. */
export const lessonOf = (values: Values): LessonHeadInput => ({
  module: values.module ?? '',
  moduleEn: values.moduleEn ?? '',
  title: values.title ?? '',
  titleEn: values.titleEn ?? '',
  minutes: wholeIn(values, 'minutes') ?? USUAL_MINUTES,
  guide: values.guide ?? '',
});
