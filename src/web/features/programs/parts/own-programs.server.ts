import { ownEnrolments } from '#modules/community/programs';
import type { Ctx, Locale } from '#platform/context';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { stateOf, statusOf } from '#web/features/programs/parts/program-words.server.ts';

/** What the member who is signed in has enrolled in and is not over, each with the page of its ticket. */
export async function ownPrograms(ctx: Ctx) {
  const rows = await ownEnrolments(ctx);
  return rows
    .filter((one) => one.programState !== 'closed')
    .map((one) => {
      const off = one.programState === 'cancelled' ? stateOf('cancelled') : null;
      const { mark, text } = off ?? statusOf(one.status);
      return {
        id: one.id,
        title: one.title,
        href: localizeHref(`/kegiatan/tiket/${one.ticket}`),
        mark,
        state:
          off !== null || one.position === null ? text : `${text}, ${m.programs_number({ position: one.position })}`,
        when: whenOf(one.nextAt ?? one.startsAt, one.timeZone, ctx.locale),
        other: one.placedByMemberId === null ? '' : m.programs_for_name({ name: one.name }),
      };
    });
}
const whenOf = (at: Date | null, zone: string, locale: Locale): string =>
  at === null ? '' : formatInstant(at, zone, locale, 'full');
export type OwnProgram = Awaited<ReturnType<typeof ownPrograms>>[number];
