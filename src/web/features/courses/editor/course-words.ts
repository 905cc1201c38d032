import { m } from '#i18n/messages';
import type { Audience, CourseState, Phase } from '#modules/learning/courses/client';

const STATES: Record<CourseState, { words: () => string; mark: 'on' | 'wait' | 'off' }> = {
  draft: { words: m.courses_state_draft, mark: 'wait' },
  submitted: { words: m.courses_state_submitted, mark: 'wait' },
  published: { words: m.courses_state_published, mark: 'on' },
  withdrawn: { words: m.courses_state_withdrawn, mark: 'off' },
};
const AUDIENCES: Record<Audience, () => string> = {
  pupils: m.courses_for_pupils,
  youth: m.courses_for_youth,
  adults: m.courses_for_adults,
  parents: m.courses_for_parents,
  elderly: m.courses_for_elderly,
  business: m.courses_for_business,
  teachers: m.courses_for_teachers,
  librarians: m.courses_for_librarians,
};

/** What a course is now, in words with its mark. */
export const stateWords = (state: CourseState): { words: string; mark: 'on' | 'wait' | 'off' } => ({
  words: STATES[state].words(),
  mark: STATES[state].mark,
});
/** For whom a course is. */
export const audienceWords = (audience: Audience): string => AUDIENCES[audience]();
/** A phase of Kurikulum Merdeka. */
export const phaseWords = (phase: Phase): string =>
  phase === 'foundation' ? m.courses_phase_foundation() : m.courses_phase({ letter: phase });
