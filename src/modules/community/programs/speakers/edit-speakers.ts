import { randomBytes } from 'node:crypto';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { withdrawGuestMessages } from '#modules/people/notifications';
import type { Program, SpeakerAnswer } from '../client.ts';
import {
  deleteSpeaker,
  insertSpeaker,
  selectSpeakers,
  updateSpeaker,
  type SpeakerRow,
} from '../data/speakers.queries.ts';
import { managed } from '../planning/edit-programs.ts';
import { trace, unlessAsked } from '../planning/edit-sessions.ts';
import { programErrors } from '../errors.ts';
import { isOver, takesAnswers } from '../rules/states.ts';
import { speakerInput, type SpeakerInput } from '../schema.ts';
import { aboutSpeaker, readdress, tellInvitation, tellNotNeeded } from './tell-speakers.ts';

/** Of the page of a speaker: nobody guesses one. */
const newLinkToken = (): string => randomBytes(16).toString('hex');

/** Adds a speaker, facilitator or moderator. Needs `programs.manage` there. Refuses `programs.speaker_taken`. @returns the id */
export const addSpeaker = async (ctx: Ctx, programId: number, input: SpeakerInput): Promise<number> =>
  ctx.db.transaction().execute(async (trx) => {
    const program = await managed(trx, ctx, programId);
    const values = parseInput(speakerInput, input);
    const id = await named(async () => insertSpeaker(trx, programId, values));
    await trace(trx, ctx, program, { action: 'program_speaker.added', id, after: { name: values.name } });
    return id;
  });

/** A speaker whose programme the actor may manage; the programme is locked. Refuses `programs.speaker_not_found`. */
export async function managedSpeaker(
  trx: Tx,
  ctx: Ctx,
  id: number,
): Promise<{ speaker: SpeakerRow; program: Program }> {
  const [found] = await selectSpeakers(trx, { id });
  if (!found) throw programErrors.speakerNotFound();
  const program = await managed(trx, ctx, found.programId);
  // read again, now that nobody else changes it
  const [speaker] = await selectSpeakers(trx, { id });
  if (!speaker) throw programErrors.speakerNotFound();
  return { speaker, program };
}

/** What a change of a speaker brought about: their link is another one, and was sent to the new address, or not. */
export type SpeakerChange = 'saved' | 'invited_again' | 'link_renewed';

/**
 * Changes who a speaker is and how they are written to; what waits to be sent goes to the new address. A link that may have gone to another
 * address leads nowhere from then on; whoever was invited and has not declined is sent the new one. Needs `programs.manage` there. Refuses
 * `programs.speaker_not_found`, `speaker_taken`.
 */
export const changeSpeaker = async (ctx: Ctx, id: number, input: SpeakerInput): Promise<SpeakerChange> =>
  ctx.db.transaction().execute(async (trx) => {
    const { speaker, program } = await managedSpeaker(trx, ctx, id);
    const values = parseInput(speakerInput, input);
    const elsewhere = values.email.toLowerCase() !== speaker.email.toLowerCase();
    // what was handed on without an address is still theirs
    const renewed = elsewhere && speaker.email !== '';
    const { token } = renewed ? { token: newLinkToken() } : speaker;
    const now = { ...speaker, ...values, token };
    await named(async () => updateSpeaker(trx, id, { ...values, token }));
    const toldAnew = elsewhere && (await readdress(trx, ctx, program, now));
    const asked = speaker.sentCount > 0 && speaker.answer !== 'declined' && takesAnswers(program);
    const again = toldAnew || (renewed && asked && values.email !== '');
    if (again && !toldAnew) await tellInvitation(trx, ctx, program, now);
    if (again) await updateSpeaker(trx, id, { sentCount: speaker.sentCount + 1, sentAt: ctx.clock.now() });
    await trace(trx, ctx, program, {
      action: 'program_speaker.changed',
      id,
      before: { name: speaker.name },
      after: { name: values.name, ...(renewed && { linkRenewed: true }) },
    });
    return again ? 'invited_again' : renewed ? 'link_renewed' : 'saved';
  });

/** Writes down by hand that a speaker was asked, or what they answered. Needs `programs.manage` there. Refuses `programs.speaker_not_found`. */
export const noteSpeakerAnswer = async (ctx: Ctx, id: number, said: 'invited' | SpeakerAnswer): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const { speaker, program } = await managedSpeaker(trx, ctx, id);
    const now = ctx.clock.now();
    const answered =
      said === 'invited'
        ? { answer: null, answeredAt: null, answeredBy: null }
        : { answer: said, answeredAt: now, answeredBy: 'staff' as const };
    await updateSpeaker(trx, id, { invitedAt: speaker.invitedAt ?? now, answerNote: '', ...answered });
    await trace(trx, ctx, program, {
      action: 'program_speaker.noted',
      id,
      before: { answer: speaker.answer },
      after: { answer: answered.answer },
    });
  });

/**
 * Takes a speaker out of the programme and its sessions; whoever was asked to come to what is not over is told. Needs `programs.manage` there.
 * Refuses `programs.speaker_not_found`, `has_questionnaire`.
 */
export const removeSpeaker = async (ctx: Ctx, id: number): Promise<void> =>
  ctx.db.transaction().execute(async (trx) => {
    const { speaker, program } = await managedSpeaker(trx, ctx, id);
    if (isOver(program.state)) await withdrawGuestMessages(trx, ctx, aboutSpeaker(id));
    else await tellNotNeeded(trx, ctx, program, speaker);
    await unlessAsked(async () => deleteSpeaker(trx, id));
    await trace(trx, ctx, program, { action: 'program_speaker.removed', id, before: { name: speaker.name } });
  });

/** Runs a write that names a speaker; two of one name in a programme are refused with `programs.speaker_taken`. */
export async function named<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedUnique(error) === null) throw error;
    throw programErrors.speakerTaken({}, { name: 'taken' });
  }
}
