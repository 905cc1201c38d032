import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { sumHundredths } from '#shared/decimal';
import { withdrawGuestMessages } from '#modules/people/notifications';
import type { Program, ProgramSession } from '../client.ts';
import { lockProgram, selectProgram } from '../data/programs.queries.ts';
import { selectSessions } from '../data/sessions.queries.ts';
import { selectSpeakers, updateSpeaker, type SpeakerRow } from '../data/speakers.queries.ts';
import { trace } from '../planning/edit-sessions.ts';
import { named } from './edit-speakers.ts';
import { programErrors } from '../errors.ts';
import { takesAnswers } from '../rules/states.ts';
import { speakerAnswerInput, speakerNameInput, type SpeakerAnswerInput, type SpeakerNameInput } from '../schema.ts';
import { aboutSpeaker, contactOf, sessionsOf } from './tell-speakers.ts';

/** What may be asked of the pages of speakers from one address: nobody may try out links. */
const ATTEMPTS = { limit: 120, windowSeconds: 600 };

/** Whose link, and from where it is opened. */
export interface SpeakerLink {
  token: string;
  /** Address of who asks. */
  ip: string;
}

/** What a speaker sees: the programme, also before it is published, and what is theirs in it. */
export interface SpeakerPage {
  speaker: SpeakerRow;
  program: Program;
  sessions: ProgramSession[];
  /** Those of the sessions that are theirs. */
  own: ProgramSession[];
  /** Lesson hours of these. */
  jp: number;
  /** Who answers questions: the library with telephone and e-mail address. */
  contact: string;
  /** May the invitation be answered? */
  open: boolean;
}

/** The page of a speaker, open to whoever has its link. Refuses `programs.speaker_not_found`, `platform.too_many_requests`. */
export async function viewSpeakerPage(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { token, ip }: SpeakerLink,
): Promise<SpeakerPage> {
  await countAttempt(ctx, `speaker-link:${networkOf(ip)}`, ATTEMPTS);
  const [speaker] = await selectSpeakers(ctx.db, { token });
  const program = speaker && (await selectProgram(ctx.db, speaker.programId));
  if (!program) throw programErrors.speakerNotFound();
  const sessions = await selectSessions(ctx.db, { programId: program.id });
  const own = sessionsOf(speaker.id, sessions);
  const jp = sumHundredths(own.map((one) => one.jp));
  return {
    speaker,
    program,
    sessions,
    own,
    jp,
    contact: await contactOf(ctx.db, program),
    open: takesAnswers(program),
  };
}

/**
 * A speaker says yes or no, and may change it while the programme is not over. Open to whoever has the link.
 * Refuses `programs.speaker_not_found`, `invitation_over`, `platform.too_many_requests`.
 */
export const answerInvitation = async (ctx: Ctx, link: SpeakerLink, input: SpeakerAnswerInput): Promise<void> =>
  onPage(ctx, link, async (trx, { speaker, program }) => {
    const { answer, note } = parseInput(speakerAnswerInput, input);
    if (!takesAnswers(program)) throw programErrors.invitationOver();
    const now = ctx.clock.now();
    await updateSpeaker(trx, speaker.id, {
      invitedAt: speaker.invitedAt ?? now,
      answer,
      answeredAt: now,
      answeredBy: 'speaker',
      answerNote: note,
    });
    await trace(trx, ctx, program, {
      action: 'program_speaker.answered',
      id: speaker.id,
      before: { answer: speaker.answer },
      after: { answer },
    });
  });

/**
 * A speaker writes their name, position and institution as they are to stand on papers; those that were made stay as they are. Open to whoever
 * has the link. Refuses `programs.speaker_not_found`, `speaker_taken`, `platform.too_many_requests`.
 */
export const correctSpeakerName = async (ctx: Ctx, link: SpeakerLink, input: SpeakerNameInput): Promise<void> =>
  onPage(ctx, link, async (trx, { speaker, program }) => {
    const values = parseInput(speakerNameInput, input);
    await named(async () => updateSpeaker(trx, speaker.id, values));
    await trace(trx, ctx, program, {
      action: 'program_speaker.changed',
      id: speaker.id,
      before: { name: speaker.name, title: speaker.title },
      after: values,
    });
  });

/**
 * A speaker takes their e-mail address and their words back once nothing more is to be sent; name and sessions stay with the programme. Open
 * to whoever has the link. Refuses `programs.speaker_not_found`, `invitation_open`, `platform.too_many_requests`.
 */
export const forgetSpeakerAddress = async (ctx: Ctx, link: SpeakerLink): Promise<void> =>
  onPage(ctx, link, async (trx, { speaker, program }) => {
    if (takesAnswers(program)) throw programErrors.invitationOpen();
    await withdrawGuestMessages(trx, ctx, aboutSpeaker(speaker.id));
    await updateSpeaker(trx, speaker.id, { email: '', answerNote: '' });
    await trace(trx, ctx, program, { action: 'program_speaker.address_removed', id: speaker.id });
  });

async function onPage(
  ctx: Ctx,
  { token, ip }: SpeakerLink,
  work: (trx: Tx, about: { speaker: SpeakerRow; program: Program }) => Promise<void>,
): Promise<void> {
  await countAttempt(ctx, `speaker-link:${networkOf(ip)}`, ATTEMPTS);
  await ctx.db.transaction().execute(async (trx) => {
    const [found] = await selectSpeakers(trx, { token });
    if (!found) throw programErrors.speakerNotFound();
    await lockProgram(trx, found.programId);
    // read again, now that nobody else changes it
    const [speaker] = await selectSpeakers(trx, { token });
    const program = speaker && (await selectProgram(trx, speaker.programId));
    if (!program) throw programErrors.speakerNotFound();
    await work(trx, { speaker, program });
  });
}
