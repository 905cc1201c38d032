import { hoursOfPartner } from '#modules/city/volunteers';
import { m } from '#i18n/messages';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';
import { hoursWords } from '../volunteer-words.server.ts';

/** What the page of a partner says of its volunteers: sums of this year, no names. */
export async function partnerVolunteers(ctx: Ctx, partnerId: number) {
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  const year = { from: `${today.slice(0, 4)}-01-01`, until: today };
  const { active, people, minutes } = await hoursOfPartner(ctx, partnerId, year);
  return {
    active: m.volunteers_of_partner_active({ count: active }),
    year: m.volunteers_of_partner_year({ count: people, hours: hoursWords(minutes) }),
  };
}
