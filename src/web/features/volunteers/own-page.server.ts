import { giveBack, leave, takePlace, viewOwnPage, type OwnKey } from '#modules/city/volunteers';
import type { Ctx } from '#platform/context';
import { qrSvg } from '#platform/papers/qr';
import { m } from '#i18n/messages';
import { formatDate } from '#shared/dates';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { checkLines, monthLines, shiftLine } from './volunteer-words.server.ts';

/** What the page of a volunteer shows. */
export async function ownPageOf(ctx: Ctx, key: OwnKey) {
  const { volunteer, ahead, open, months } = await viewOwnPage(ctx, key);
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
    open: open.map((shift) => shiftLine(shift, ctx.locale)),
  };
}
export type OwnPageData = Awaited<ReturnType<typeof ownPageOf>>;

type Values = Readonly<Record<string, string | undefined>>;

/** Takes the shift that a form names. @returns what is said */
export const takeIn = async (ctx: Ctx, key: OwnKey, values: Values): Promise<string> =>
  (await takePlace(ctx, key, idIn(values))) === 'confirmed' ? m.volunteers_taken() : m.volunteers_taken_waiting();

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
