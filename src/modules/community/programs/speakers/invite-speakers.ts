import { guestMessageStates, type GuestMessageState } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import { updateSpeaker, type SpeakerRow } from '../data/speakers.queries.ts';
import { trace } from '../planning/edit-sessions.ts';
import { managedSpeaker } from './edit-speakers.ts';
import { programErrors } from '../errors.ts';
import { takesAnswers } from '../rules/states.ts';
import { sendingKey, tellInvitation } from './tell-speakers.ts';
import { listSpeakers } from '../planning/view-programs.ts';

/**
 * Sends a speaker the invitation by e-mail, or sends it again as a reminder. Needs `programs.manage` there.
 * @param nth how many were sent when the button was shown: pressed twice, it sends one
 * Refuses `programs.speaker_not_found`, `invitation_over` (a template, or a programme that is over or does not take place), `no_address`.
 * @returns false when that sending was made already
 */
export const inviteSpeaker = async (ctx: Ctx, id: number, nth: number): Promise<boolean> =>
  ctx.db.transaction().execute(async (trx) => {
    const { speaker, program } = await managedSpeaker(trx, ctx, id);
    if (!takesAnswers(program)) throw programErrors.invitationOver();
    if (speaker.email === '') throw programErrors.noAddress();
    if (speaker.sentCount !== nth) return false;
    await tellInvitation(trx, ctx, program, speaker);
    const now = ctx.clock.now();
    await updateSpeaker(trx, id, { invitedAt: speaker.invitedAt ?? now, sentCount: nth + 1, sentAt: now });
    await trace(trx, ctx, program, { action: 'program_speaker.invited', id, after: { sending: nth + 1 } });
    return true;
  });

/** A speaker for staff, with what became of the last sending; null = none was sent. */
export interface InvitedSpeaker extends SpeakerRow {
  delivery: GuestMessageState | null;
}

/** Speakers of a programme with their invitations. Needs `programs.manage` at its library. Refuses `programs.not_found`. */
export async function invitedSpeakers(ctx: Ctx, programId: number): Promise<InvitedSpeaker[]> {
  const speakers = await listSpeakers(ctx, programId);
  const keyOf = ({ id, sentCount }: SpeakerRow): string => sendingKey(id, sentCount - 1);
  const states = await guestMessageStates(ctx, speakers.map(keyOf));
  return speakers.map((speaker) => ({ ...speaker, delivery: states.get(keyOf(speaker)) ?? null }));
}
