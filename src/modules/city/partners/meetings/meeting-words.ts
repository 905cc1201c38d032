import { m } from '#i18n/messages';
import type { CommitmentState } from '../rules/meetings.ts';

type Words = (inputs?: Record<string, never>, options?: { locale?: 'id' | 'en' }) => string;

const STATES: Record<CommitmentState, Words> = {
  proposed: m.stakeholders_state_proposed,
  agreed: m.stakeholders_state_agreed,
  doing: m.stakeholders_state_doing,
  done: m.stakeholders_state_done,
  stopped: m.stakeholders_state_stopped,
};

/** How a commitment stands, in words; left out: in the language of the reader. */
export const stateWords = (state: CommitmentState, locale?: 'id' | 'en'): string =>
  STATES[state]({}, locale === undefined ? {} : { locale });
