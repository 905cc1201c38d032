import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { localDate } from '#shared/dates';
import type { PaperHours, Volunteer } from '../client.ts';
import { selectPapers, selectWork } from '../data/papers.queries.ts';
import { volunteerErrors } from '../errors.ts';
import { overlapping, type Period } from '../rules/hours.ts';
import { LEAST_CERTIFICATE_MINUTES } from '../rules/terms.ts';
import { periodInput } from '../schema.ts';

/** The days of a certificate: over, so that nothing of them can still come. Throws `platform.invalid_input`. */
export function readPeriod(ctx: Ctx, { library }: Pick<Volunteer, 'library'>, input: Period): Period {
  const period = parseInput(periodInput, input);
  if (period.untilOn >= localDate(ctx.clock.now(), library.timeZone))
    throw platformErrors.invalidInput({}, { untilOn: 'volunteers_day_not_over' });
  return period;
}

/** What somebody did in a period: from coming to leaving, as it was noted or corrected. */
export async function hoursIn(
  db: Db | Tx,
  { id, library }: Pick<Volunteer, 'id' | 'library'>,
  period: Period,
): Promise<PaperHours> {
  const work = await selectWork(db, id, { ...period, zone: library.timeZone });
  return {
    minutes: work.reduce((sum, { minutes }) => sum + minutes, 0),
    byRuleMinutes: work.reduce((sum, { byRuleMinutes }) => sum + byRuleMinutes, 0),
    work: work.map(({ title, shifts, minutes }) => ({ title, shifts, minutes })),
  };
}

/** Refuses to touch hours of days that stand on a certificate. Throws `volunteers.hours_certified`. */
export async function refuseCertified(
  db: Db | Tx,
  { id, library }: Pick<Volunteer, 'id' | 'library'>,
  instants: readonly Date[],
): Promise<void> {
  const holding = (await selectPapers(db, id)).filter(({ revokedAt }) => revokedAt === null);
  for (const instant of instants) {
    const on = localDate(instant, library.timeZone);
    if (overlapping({ fromOn: on, untilOn: on }, holding).length > 0) throw volunteerErrors.hoursCertified();
  }
}

/**
 * The same where a certificate can be given over it. Throws `volunteers.period_certified` (params: the days of the one that holds), `too_few_hours`
 * (params: how many there are and are asked for).
 */
export async function certifiable(db: Db | Tx, volunteer: Volunteer, period: Period): Promise<PaperHours> {
  const holding = (await selectPapers(db, volunteer.id)).filter(({ revokedAt }) => revokedAt === null);
  const [other] = overlapping(period, holding);
  if (other) throw volunteerErrors.periodCertified({ from: other.fromOn, until: other.untilOn });
  const hours = await hoursIn(db, volunteer, period);
  if (hours.minutes < LEAST_CERTIFICATE_MINUTES)
    throw volunteerErrors.tooFewHours({
      ...{ hours: Math.floor(hours.minutes / 60), least: LEAST_CERTIFICATE_MINUTES / 60 },
    });
  return hours;
}
