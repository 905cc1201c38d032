import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { addDays, addMonths, firstOfMonth, localDate, type LocalDate } from '#shared/dates';
import { sumAnswers } from './data/heard.queries.ts';
import { HEARD_FROM, HEARD_MOMENTS, type HeardMoment } from './rules/answers.ts';
import { tellAnswers, type ToldAnswers } from './rules/tell-answers.ts';

/** From where people knew, when they registered and when they enrolled, in the last twelve months that have ended: a figure that grows by one would tell who has just answered. */
export interface Heard extends Record<HeardMoment, ToldAnswers> {
  /** The first and the last day that are counted. */
  from: LocalDate;
  to: LocalDate;
}

/** What was answered at these libraries (null = everywhere) in the twelve months before this one. Whoever asks has checked the permission. */
export async function viewHeard(
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  libraryIds: readonly number[] | null,
): Promise<Heard> {
  const thisMonth = firstOfMonth(localDate(clock.now(), await networkZone(db)));
  const from = addMonths(thisMonth, -12);
  const rows = await sumAnswers(db, { libraryIds, from, before: thisMonth });
  const told = (moment: HeardMoment): ToldAnswers =>
    tellAnswers(
      new Map(
        HEARD_FROM.map((answer) => [
          answer,
          rows.find((row) => row.moment === moment && row.answer === answer)?.people ?? 0,
        ]),
      ),
    );
  const [registration, enrolment] = [told(HEARD_MOMENTS[0]), told(HEARD_MOMENTS[1])];
  return { from, to: addDays(thisMonth, -1), registration, enrolment };
}
