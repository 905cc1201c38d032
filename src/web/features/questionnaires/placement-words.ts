import type { Audience, Placement, PlacementRole, Privacy } from '#modules/community/questionnaires/client';
import { m } from '#i18n/messages';

const ROLES: Readonly<Record<PlacementRole, () => string>> = {
  evaluation: () => m.quest_role_evaluation(),
  pre: () => m.quest_role_pre(),
  post: () => m.quest_role_post(),
  follow_up: () => m.quest_role_follow_up(),
  survey: () => m.quest_role_survey(),
};
export const roleName = (role: PlacementRole): string => ROLES[role]();

const AUDIENCES: Readonly<Record<Audience, () => string>> = {
  participants: () => m.quest_audience_participants(),
  members: () => m.quest_audience_members(),
  anyone: () => m.quest_audience_anyone(),
};
export const audienceName = (audience: Audience): string => AUDIENCES[audience]();

const PRIVACIES: Readonly<Record<Privacy, () => string>> = {
  anonymous: () => m.quest_privacy_anonymous(),
  paired: () => m.quest_privacy_paired(),
  named: () => m.quest_privacy_named(),
};
export const privacyName = (privacy: Privacy): string => PRIVACIES[privacy]();

/** What people are promised, or told, before they answer. */
export function privacyPromise({ privacy, audience }: Pick<Placement, 'privacy' | 'audience'>): string {
  if (privacy === 'named') return m.quest_promise_named();
  if (privacy === 'paired') return m.quest_promise_paired();
  return audience === 'anyone' ? m.quest_promise_anyone() : m.quest_promise_anonymous();
}

/** What a placement is about, in one line: programme, session, speaker, or service. */
export const placementSubject = ({ program, session, speaker, service, label }: Placement): string =>
  [program?.title, session?.title, speaker?.name, service, label].filter(Boolean).join(' · ');

export const placementState = ({ state }: Pick<Placement, 'state'>): { kind: 'on' | 'wait' | 'off'; words: string } => {
  if (state === 'open') return { kind: 'on', words: m.quest_state_open() };
  return state === 'ahead'
    ? { kind: 'wait', words: m.quest_state_ahead() }
    : { kind: 'off', words: m.quest_state_closed() };
};

/** How many participants were told that it is open, and reminded before it closes. */
export function toldWords({ told, reminded, privacy }: Pick<Placement, 'told' | 'reminded' | 'privacy'>): string {
  if (told === 0) return m.quest_told_nobody();
  if (!reminded) return m.quest_told_people({ count: told });
  return privacy === 'named'
    ? m.quest_told_reminded({ count: told, reminded })
    : m.quest_told_all_reminded({ count: told });
}

/** How many answers there are; without names, while they come, of how many the figures are that are seen. */
export function responsesWords(
  placement: Pick<Placement, 'privacy' | 'final' | 'responses'>,
  n = placement.responses,
): string {
  if (placement.privacy === 'named' || placement.final) return m.quest_n_answers({ n });
  return n === 0 ? m.quest_answers_later() : m.quest_answers_so_far({ n });
}
