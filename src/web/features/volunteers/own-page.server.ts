import {
  answerInvitation,
  askPaper,
  giveBack,
  leave,
  ownPapers,
  takePlace,
  viewOwnPage,
  type OwnKey,
} from '#modules/city/volunteers';
import { LEAST_CERTIFICATE_MINUTES, type Skill } from '#modules/city/volunteers/client';
import type { Ctx } from '#platform/context';
import { qrSvg } from '#platform/papers/qr';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { formatDate } from '#shared/dates';
import { choiceIn, idIn } from '#web/kit/form/read-fields.server.ts';
import { paperLine, periodWords } from './paper-words.server.ts';
import { checkLines, hoursWords, monthLines, shiftLine, skillWords } from './volunteer-words.server.ts';

/** What the page of a volunteer shows. */
export async function ownPageOf(ctx: Ctx, key: OwnKey) {
  const { volunteer, ahead, open, invited, months } = await viewOwnPage(ctx, key);
  const { name, state, answerBy, answer, ticket, guardianConsentOn } = volunteer;
  return {
    ...{ name, state, answer, checks: checkLines(volunteer, ctx.locale), months: monthLines(months) },
    guardian: guardianConsentOn !== null,
    answerBy: formatDate(answerBy, ctx.locale),
    code: ticket.replace(/(.{4})(?=.)/g, '$1 '),
    qr: state === 'active' ? `data:image/svg+xml,${encodeURIComponent(qrSvg(ticket))}` : null,
    ahead: ahead.map(({ shift, place }) => ({
      ...shiftLine(shift, ctx.locale),
      isWaiting: place.status === 'waiting',
      mayGiveBack: shift.startsAt > ctx.clock.now() && place.cameAt === null,
    })),
    invited: invited.map(({ invitation, shift }) => ({
      ...shiftLine(shift, ctx.locale),
      invitationId: invitation.id,
      by: m.volunteers_invited_by({ name: invitation.invitedBy }),
    })),
    suited: open
      .filter(({ suits }) => suits)
      .map(({ shift, skills }) => ({ ...shiftLine(shift, ctx.locale), why: suitWords(skills) })),
    open: open.filter(({ suits }) => !suits).map(({ shift }) => ({ ...shiftLine(shift, ctx.locale), why: '' })),
    papers: await papersOf(ctx, key),
  };
}
const suitWords = (skills: readonly Skill[]): string =>
  skills.length > 0 ? m.volunteers_suits_skills({ skills: skillWords(skills) }) : m.volunteers_suits_day();

async function papersOf(ctx: Ctx, key: OwnKey) {
  const { papers, wish, next } = await ownPapers(ctx, key);
  const base = key === 'account' ? '/akun/relawan' : `/relawan/saya/${key.ticket}`;
  return {
    least: LEAST_CERTIFICATE_MINUTES / 60,
    issued: papers.map((paper) => ({
      ...paperLine(paper, ctx.locale),
      href: localizeHref(`${base}/sertifikat/${paper.code}`),
    })),
    wish: wish && m.volunteer_papers_asked_period({ period: periodWords(wish, ctx.locale) }),
    next: next && {
      ...{ fromOn: next.fromOn, untilOn: next.untilOn },
      words: m.volunteer_papers_since({
        ...{ period: periodWords(next, ctx.locale), hours: hoursWords(next.hours.minutes) },
      }),
      mayAsk: next.hours.minutes >= LEAST_CERTIFICATE_MINUTES,
    },
  };
}
export type OwnPageData = Awaited<ReturnType<typeof ownPageOf>>;

type Values = Readonly<Record<string, string | undefined>>;

/** Takes the shift that a form names. @returns what is said */
export const takeIn = async (ctx: Ctx, key: OwnKey, values: Values): Promise<string> =>
  (await takePlace(ctx, key, idIn(values))) === 'confirmed' ? m.volunteers_taken() : m.volunteers_taken_waiting();

/** Answers the invitation that a form names. @returns what is said */
export async function answerIn(ctx: Ctx, key: OwnKey, values: Values): Promise<string> {
  const accept = choiceIn(values, 'answer', ['yes', 'no'] as const) === 'yes';
  const status = await answerInvitation(ctx, key, { id: idIn(values), accept });
  if (status === null) return m.volunteers_invitation_declined();
  return status === 'confirmed' ? m.volunteers_taken() : m.volunteers_taken_waiting();
}

/** Asks for a certificate over the days of a form. @returns what is said */
export async function askPaperIn(ctx: Ctx, key: OwnKey, values: Values): Promise<string> {
  await askPaper(ctx, key, { fromOn: values.fromOn ?? '', untilOn: values.untilOn ?? '' });
  return m.volunteer_papers_asked();
}

/** Gives the shift back that a form names. @returns what is said */
export async function giveBackIn(ctx: Ctx, key: OwnKey, values: Values): Promise<string> {
  await giveBack(ctx, key, idIn(values));
  return m.volunteers_given_back();
}

/** Leaves. @returns what is said */
export async function leaveBy(ctx: Ctx, key: OwnKey): Promise<string> {
  await leave(ctx, key);
  return m.volunteers_own_left();
}
