import { figure, ikmValueWords, type SurveyResults } from '#modules/community/questionnaires';
import type { Locale } from '#platform/context';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import type { FollowUp, FollowUpState, Round } from '../client.ts';
import type { LinePoint } from '../rounds/public-round.ts';
import type { RoundResults } from '../rounds/round-results.ts';

interface Span {
  low: number;
  high: number;
}

/** What a paper is made of. */
export interface Told {
  round: Round;
  results: RoundResults & { index: NonNullable<RoundResults['index']>; figures: NonNullable<SurveyResults['figures']> };
  followUps: FollowUp[];
  before: { round: Round; results: RoundResults; followUps: FollowUp[] } | null;
  line: LinePoint[];
  /** Where it was asked, by name; what is told of each place that is in the sums. */
  asked: string[];
  places: (Pick<SurveyResults['places'][number], 'n' | 'ikm' | 'interval'> & { name: string })[];
  /** The days on which it was opened and closed. */
  opened: string;
  closed: string;
  office: {
    parent: string;
    office: string;
    address: string;
    place: string;
    signOffice: string;
    signName: string;
    signDetails: string;
  };
  today: string;
  locale: Locale;
}

/** `1 Januari 2026 – 31 Oktober 2026`. */
export const periodWords = ({ startsOn, endsOn }: Pick<Round, 'startsOn' | 'endsOn'>, locale: Locale): string =>
  `${formatDate(startsOn, locale)} – ${formatDate(endsOn, locale)}`;

/** An index as it is read, `88,42`. */
export const indexWords = (hundredths: number, locale: Locale): string => figure(hundredths / 100, 2, locale);

/** `83,10 – 88,25`; a dash where there is none. */
export const spanWords = (span: Span | null, locale: Locale): string =>
  span ? `${figure(span.low, 2, locale)} – ${figure(span.high, 2, locale)}` : '–';

/** `88,42 (A)`. */
export const gradedWords = ikmValueWords;

const STATE_WORDS = {
  planned: m.satisfaction_follow_up_planned,
  running: m.satisfaction_follow_up_running,
  done: m.satisfaction_follow_up_done,
  stopped: m.satisfaction_follow_up_stopped,
} satisfies Record<FollowUpState, unknown>;

/** What a state of a plan is called. */
export const followUpState = (state: FollowUpState, locale: Locale): string => STATE_WORDS[state]({}, { locale });

/** How far a plan came: its state, and what came of it or why it was stopped. */
export function followUpWords({ state, reason, realisation, realisedOn }: FollowUp, locale: Locale): string {
  const told = { locale };
  if (state === 'done' && realisedOn !== null) {
    return m.satisfaction_done_on({ day: formatDate(realisedOn, locale), said: realisation }, told);
  }
  return state === 'stopped' ? m.satisfaction_stopped_why({ said: reason }, told) : followUpState(state, locale);
}

/** What people suggested, line by line. */
export const suggestionLines = ({ suggestions }: Pick<Round, 'suggestions'>): string[] =>
  suggestions
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const GRADE_WORDS = {
  A: m.satisfaction_grade_a,
  B: m.satisfaction_grade_b,
  C: m.satisfaction_grade_c,
  D: m.satisfaction_grade_d,
};

/** `A, sangat baik`; below the lowest band, which only the printed weight reaches, that there is none. */
export const gradeWords = (grade: keyof typeof GRADE_WORDS | null, locale: Locale): string =>
  grade === null ? m.quest_ikm_no_grade({}, { locale }) : GRADE_WORDS[grade]({}, { locale });

const MODE_WORDS = {
  exact: m.satisfaction_mode_exact,
  printed: m.satisfaction_mode_printed,
  unknown: m.satisfaction_mode_unknown,
};

/** How an index was weighed. */
export const modeWords = (mode: LinePoint['mode'], locale: Locale): string => MODE_WORDS[mode]({}, { locale });
