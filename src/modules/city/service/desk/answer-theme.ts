import type { AnswerTheme } from '#modules/city/answers/client';
import type { AboutKind, TicketKind } from '../rules/states.ts';

const OF_ABOUT: Record<Exclude<AboutKind, 'page'>, AnswerTheme> = {
  bib: 'finding',
  program: 'programs',
  library: 'places',
  loan: 'loans',
};

/**
 * Under which theme readers look for a question like that of a ticket: of what it is about, else of what it is. What says nothing of that is most often
 * about hours and places.
 * @param cites whether the answer names records
 */
export function answerTheme(
  { aboutKind, kind }: { aboutKind: AboutKind | null; kind: TicketKind },
  cites: boolean,
): AnswerTheme {
  if (aboutKind !== null && aboutKind !== 'page') return OF_ABOUT[aboutKind];
  if (cites) return 'finding';
  return kind === 'suggestion' ? 'together' : 'places';
}
