import type { Naming, Phase } from '#modules/community/ideas/client';
import { m } from '#i18n/messages';

export const phaseWords: Record<Phase, () => string> = {
  waiting: m.ideas_phase_waiting,
  write: m.ideas_phase_write,
  share: m.ideas_phase_share,
  group: m.ideas_phase_group,
  vote: m.ideas_phase_vote,
  commit: m.ideas_phase_commit,
  closed: m.ideas_phase_closed,
};

/** What is asked of who takes part, in a sentence. */
export const phaseLead: Record<Phase, () => string> = {
  waiting: m.ideas_lead_waiting,
  write: m.ideas_lead_write,
  share: m.ideas_lead_share,
  group: m.ideas_lead_group,
  vote: m.ideas_lead_vote,
  commit: m.ideas_lead_commit,
  closed: m.ideas_lead_closed,
};

export const namingWords: Record<Naming, () => string> = {
  choice: m.ideas_naming_choice,
  named: m.ideas_naming_named,
  anonymous: m.ideas_naming_anonymous,
};
