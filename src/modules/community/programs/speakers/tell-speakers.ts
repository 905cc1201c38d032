import { takeBackUntoldGuest, tellGuest } from '#modules/people/notifications';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { sumHundredths } from '#shared/decimal';
import type { Program, ProgramSession } from '../client.ts';
import { selectSessions } from '../data/sessions.queries.ts';
import { selectSpeakers, type SpeakerRow } from '../data/speakers.queries.ts';
import { isPublic } from '../rules/states.ts';
import { speakerInvitation, speakerNews } from './speaker-notices.ts';
import { aboutGuestsOf } from '../enrolment/tell-participants.ts';

/** Under which messages to a speaker are taken back. */
export const aboutSpeaker = (id: number): string => `program_speaker:${id}`;
/** The page of a speaker, from the root; whoever has it may answer. */
export const speakerPath = (token: string): string => `/kegiatan/undangan/${token}`;
/** One sending of an invitation, the first is 0. */
export const sendingKey = (id: number, nth: number): string => `speaker:${id}:invite:${nth}`;

/** Whom a speaker asks: the library with its telephone and e-mail address. */
export async function contactOf(db: Ctx['db'] | Tx, program: Program): Promise<string> {
  const { name, phone, email } = await getLibrary({ db }, program.library.id);
  return [name, phone, email].filter(Boolean).join(', ');
}

export const sessionsOf = (speakerId: number, sessions: readonly ProgramSession[]): ProgramSession[] =>
  sessions.filter(({ speakers }) => speakers.some((one) => one.id === speakerId));

const told = ({ title, startsAt, endsAt, room }: ProgramSession) => ({
  title,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  room,
});

/** Sends a speaker the invitation by e-mail; of one sending once. The caller has checked that there is an address. */
export async function tellInvitation(trx: Tx, ctx: Ctx, program: Program, speaker: SpeakerRow): Promise<void> {
  const own = sessionsOf(speaker.id, await selectSessions(trx, { programId: program.id }));
  const { title, place, library, startsAt, endsAt } = program;
  await tellGuest(trx, ctx, speakerInvitation, {
    params: {
      title,
      again: speaker.sentCount > 0,
      role: speaker.role,
      place: place || library.name,
      startsAt: startsAt?.toISOString() ?? null,
      endsAt: endsAt?.toISOString() ?? null,
      sessions: own.map(told),
      jp: sumHundredths(own.map(({ jp }) => jp)),
      contact: await contactOf(trx, program),
    },
    key: sendingKey(speaker.id, speaker.sentCount),
    ...addressed(program, speaker),
    expiresAt: lastDay(ctx, program, own),
  });
}
const TWO_WEEKS = 14 * 86_400_000;

/** Nobody is invited to what is over. Null: that is further away than messages are kept. */
function lastDay(ctx: Ctx, { endsAt }: Program, own: readonly ProgramSession[]): Date | null {
  const last = own.at(-1)?.endsAt ?? endsAt;
  return last !== null && last.getTime() < ctx.clock.now().getTime() + TWO_WEEKS ? last : null;
}

/**
 * What a speaker was not told yet is told at the address that was put right instead; without one it is not told. An invitation counts as
 * another sending. @returns whether one was among it
 */
export async function readdress(trx: Tx, ctx: Ctx, program: Program, speaker: SpeakerRow): Promise<boolean> {
  const untold = await takeBackUntoldGuest(trx, ctx, aboutSpeaker(speaker.id));
  if (speaker.email === '') return false;
  const own = sessionsOf(speaker.id, await selectSessions(trx, { programId: program.id }));
  const { id, sentCount } = speaker;
  const to = addressed(program, speaker);
  for (const [nth, kept] of untold.entries()) {
    const invitation = speakerInvitation.read(kept);
    const news = speakerNews.read(kept);
    if (invitation) {
      // an invitation and its reminder are one at the new address
      const about = { key: sendingKey(id, sentCount), expiresAt: lastDay(ctx, program, own) };
      await tellGuest(trx, ctx, speakerInvitation, { params: invitation, ...about, ...to });
    } else if (news) {
      const key = `speaker:${id}:readdressed:${ctx.clock.now().toISOString()}:${nth}`;
      await tellGuest(trx, ctx, speakerNews, { params: news, key, ...to, expiresAt: null });
    }
  }
  return untold.some(speakerInvitation.read);
}

/** A speaker who was asked and is taken out of the programme is told so; who had not read of it yet is told nothing. */
export async function tellNotNeeded(trx: Tx, ctx: Ctx, program: Program, speaker: SpeakerRow): Promise<void> {
  const untold = await takeBackUntoldGuest(trx, ctx, aboutSpeaker(speaker.id));
  const knows = !untold.some((kept) => speakerInvitation.read(kept)?.again === false);
  const { id, invitedAt, answer, email } = speaker;
  if (!knows || invitedAt === null || answer === 'declined' || email === '') return;
  const { title, slug, state } = program;
  const params = {
    title,
    news: 'not_needed' as const,
    sessions: [],
    contact: await contactOf(trx, program),
    reason: '',
  };
  await tellGuest(trx, ctx, speakerNews, {
    params,
    key: `speaker:${id}:not_needed`,
    ...addressed(program, speaker),
    // they and their own page are no more: on the list of whom staff tell it stands among what is about no row of its own
    about: aboutGuestsOf(program.id),
    path: isPublic(state) ? `/kegiatan/${slug}` : '/kegiatan',
    expiresAt: null,
  });
}

const addressed = ({ library }: Program, { id, email, name, language, token }: SpeakerRow) => ({
  libraryId: library.id,
  about: aboutSpeaker(id),
  to: email,
  name,
  language,
  path: speakerPath(token),
});

/**
 * Tells speakers who were asked and have not declined that their sessions changed, or that the programme does not take place. What they were
 * not told yet is taken back: an invitation goes out anew with what holds now, and to whoever reads it first there is nothing else to tell.
 * @param about.ids of the speakers; left out: all of the programme
 */
export async function tellSpeakers(
  trx: Tx,
  ctx: Ctx,
  program: Program,
  about: { ids?: readonly number[]; news: 'changed' | 'program_cancelled'; key: string; reason?: string },
): Promise<void> {
  const { ids, news, key, reason = '' } = about;
  const asked = (await selectSpeakers(trx, { programId: program.id })).filter(
    ({ id, invitedAt, answer, email }) =>
      invitedAt !== null && answer !== 'declined' && email !== '' && (ids?.includes(id) ?? true),
  );
  if (asked.length === 0) return;
  const sessions = await selectSessions(trx, { programId: program.id });
  const place = program.place || program.library.name;
  const contact = await contactOf(trx, program);
  for (const speaker of asked) {
    const untold = await takeBackUntoldGuest(trx, ctx, aboutSpeaker(speaker.id));
    const again = untold.flatMap((kept) => speakerInvitation.read(kept)?.again ?? []);
    if (news === 'changed' && again.length > 0) {
      await tellInvitation(trx, ctx, program, { ...speaker, sentCount: speaker.sentCount - 1 });
      // whoever was asked once already has read of the old time
      if (again.includes(false)) continue;
    }
    await tellGuest(trx, ctx, speakerNews, {
      params: {
        title: program.title,
        news,
        sessions: sessionsOf(speaker.id, sessions).map((one) => ({
          ...told(one),
          room: [one.room, place].filter(Boolean).join(', '),
        })),
        contact,
        reason,
      },
      key: `speaker:${speaker.id}:${key}`,
      ...addressed(program, speaker),
      expiresAt: null,
    });
  }
}
