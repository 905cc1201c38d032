import type { InvitedSpeaker, SpeakerPage } from '#modules/community/programs';
import { speakerPath, takesAnswers } from '#modules/community/programs';
import type { Program, SpeakerAnswer } from '#modules/community/programs/client';
import type { Ctx } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { roleName } from '#web/features/programs/parts/program-words.server.ts';

const DELIVERIES: Record<NonNullable<InvitedSpeaker['delivery']>, () => string> = {
  pending: () => m.programs_delivery_pending(),
  sending: () => m.programs_delivery_pending(),
  phone: () => m.programs_delivery_phone(),
  sent: () => m.programs_delivery_sent(),
  failed: () => m.programs_delivery_failed(),
  unknown: () => m.programs_delivery_unknown(),
  cancelled: () => m.programs_delivery_cancelled(),
};

export const answerName = (answer: SpeakerAnswer): string =>
  answer === 'accepted' ? m.programs_speaker_accepted() : m.programs_speaker_declined();

/** Where an invitation stands, as mark and word. */
function standing({ answer, invitedAt }: InvitedSpeaker): { mark: 'on' | 'late' | 'wait' | 'off'; text: string } {
  if (answer !== null) return { mark: answer === 'accepted' ? 'on' : 'late', text: answerName(answer) };
  return invitedAt === null
    ? { mark: 'off', text: m.programs_speaker_not_asked() }
    : { mark: 'wait', text: m.programs_speaker_waits() };
}

/** A speaker among the staff's pages. @param origin where the network is reached, for the link that is handed on */
export function speakerCard(speaker: InvitedSpeaker, program: Program, ctx: Ctx, origin: string) {
  const { id, name, title, email, role, language, sentCount, sentAt, invitedAt, answeredAt, answeredBy } = speaker;
  const at = (instant: Date): string => formatInstant(instant, program.library.timeZone, ctx.locale, 'medium');
  const link = origin + localizeHref(speakerPath(speaker.token), { locale: language });
  const words = m.programs_speaker_share({ name, program: program.title, link }, { locale: language });
  const open = takesAnswers(program);
  const { delivery } = speaker;
  return {
    ...{ id, name, title, email, role, language, link },
    roleName: roleName(role),
    state: standing(speaker),
    sent:
      sentAt === null
        ? invitedAt && m.programs_speaker_asked_by_hand({ time: at(invitedAt) })
        : delivery === null
          ? m.programs_speaker_sent({ count: sentCount, time: at(sentAt) })
          : m.programs_speaker_sent_so({ count: sentCount, time: at(sentAt), delivery: DELIVERIES[delivery]() }),
    failed: delivery === 'failed' || delivery === 'unknown',
    answered:
      answeredAt &&
      (answeredBy === 'speaker'
        ? m.programs_speaker_answered_self({ time: at(answeredAt) })
        : m.programs_speaker_answered_staff({ time: at(answeredAt) })),
    note: speaker.answerNote,
    nth: sentCount,
    open,
    mayShare: open || program.state === 'closed' || program.state === 'archived',
    share: `https://wa.me/?text=${encodeURIComponent(words)}`,
  };
}
export type SpeakerCard = ReturnType<typeof speakerCard>;

/** What a speaker has answered so far, in a sentence; null: nothing yet. */
export function ownAnswer({ speaker, program }: SpeakerPage, locale: Ctx['locale']): string | null {
  const { answer, answeredAt } = speaker;
  if (answer === null || answeredAt === null) return null;
  const time = formatInstant(answeredAt, program.library.timeZone, locale, 'medium');
  return answer === 'accepted' ? m.programs_invitation_yes({ time }) : m.programs_invitation_no({ time });
}

/** The first sentence of the page: who is asked to do what, or thanks for having done it. */
export function leadOf({ speaker, program }: SpeakerPage): string {
  const about = { name: speaker.name, role: roleName(speaker.role).toLowerCase() };
  const done = ['closed', 'archived'].includes(program.state) && speaker.answer !== 'declined';
  return done ? m.programs_invitation_thanks(about) : m.programs_invitation_lead(about);
}
