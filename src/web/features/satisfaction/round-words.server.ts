import { gradeWords, indexWords, periodWords, serviceName } from '#modules/city/satisfaction';
import type { Round, RoundState } from '#modules/city/satisfaction/client';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const STATES = {
  planned: { kind: 'off', words: m.satisfaction_state_planned },
  open: { kind: 'out', words: m.satisfaction_state_open },
  closed: { kind: 'wait', words: m.satisfaction_state_closed },
  published: { kind: 'on', words: m.satisfaction_state_published },
} as const satisfies Record<RoundState, unknown>;

/** A state of a round with its mark. */
export const roundState = (state: RoundState): { kind: (typeof STATES)[RoundState]['kind']; words: string } => ({
  kind: STATES[state].kind,
  words: STATES[state].words(),
});

/** A round as lists show it. */
export const roundLine = (round: Round, { locale }: Pick<Ctx, 'locale'>) => ({
  id: round.id,
  name: round.name,
  service: serviceName(round.service, locale),
  where: round.library?.name ?? m.satisfaction_all_libraries(),
  period: periodWords(round, locale),
  state: roundState(round.state),
  href: localizeHref(`/staf/layanan/ikm/${round.id}`),
});

/** What is shown of an index: `88,42`, and its grade in words. */
export const indexView = (
  index: { hundredths: number; grade: 'A' | 'B' | 'C' | 'D' | null },
  { locale }: Pick<Ctx, 'locale'>,
): { value: string; grade: string } => ({
  value: indexWords(index.hundredths, locale),
  grade: m.satisfaction_grade_of({ grade: gradeWords(index.grade, locale) }),
});
