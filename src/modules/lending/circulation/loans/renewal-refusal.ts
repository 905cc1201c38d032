import type { Ctx } from '#platform/context';
import type { AppError } from '#platform/errors';
import { formatDate, localDate } from '#shared/dates';
import { circulationErrors } from '../errors.ts';
import { refusalError, today } from '../lend-support.ts';
import { mayRenew, type Debt, type MemberFacts } from '../rules/can-borrow.ts';
import type { RenewalPlan } from '../rules/plan-renewal.ts';

/** What is known of a renewal; what costs a question is asked only when it comes to it. */
export interface AskedRenewal {
  plan: RenewalPlan;
  about: { title: string; barcode: string };
  /** How many times it may be renewed. */
  max: number;
  /** Others wait for it, and that stands against it. */
  isWanted: () => boolean | Promise<boolean>;
  /** When somebody else has booked it; null = nobody. */
  booked: Date | null;
  member: MemberFacts;
  debt: () => Debt | Promise<Debt>;
  /** Of the library that lent. */
  timeZone: string;
}

/**
 * What speaks against a renewal, the first that is to be said; null = nothing. The act itself and whatever shows beforehand that a loan
 * cannot be renewed take it from here.
 */
export async function renewalRefusal(ctx: Ctx, asked: AskedRenewal): Promise<AppError | null> {
  const { plan, about, max, isWanted, booked, member, debt, timeZone } = asked;
  const planned = planRefusal(ctx, plan, { ...about, max });
  if (planned) return planned;
  if (await isWanted()) return circulationErrors.renewalWanted({ ...about, overridable: true });
  if (booked) {
    const on = localDate(booked, timeZone);
    const onText = formatDate(on, ctx.locale, 'full');
    return circulationErrors.renewalBooked({ ...about, on, onText, overridable: true });
  }
  const refusals = mayRenew(today(ctx, timeZone), member, await debt());
  return refusals.length > 0 ? refusalError(ctx, refusals, about) : null;
}

function planRefusal(
  ctx: Ctx,
  { refused, opensOn }: RenewalPlan,
  about: { title: string; barcode: string; max: number },
): AppError | null {
  const params = { ...about, overridable: true };
  switch (refused) {
    case null:
      return null;
    case 'renewals_exhausted':
      return circulationErrors.renewalsExhausted(params);
    case 'renewal_overdue':
      return circulationErrors.renewalOverdue(params);
    case 'renewal_others_overdue':
      return circulationErrors.renewalOthersOverdue(params);
    case 'renewal_too_early': {
      const on = opensOn ?? '';
      return circulationErrors.renewalTooEarly({ ...params, on, onText: formatDate(on, ctx.locale, 'full') });
    }
    case 'renewal_on_site':
      return circulationErrors.renewalOnSite(params);
  }
}
