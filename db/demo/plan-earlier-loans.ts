/**
 * The two years before the one that is played: as that one went, moved back by whole weeks, with fewer loans. Pure: same input, same loans.
 * All of them came back before the year that follows begins, and nothing happens on a closed day.
 */
import { instantAt, localDate } from '../../src/shared/dates.ts';
import type { City, DemoLibrary } from './city.ts';
import { addDays, type Calendar } from './plan-calendar.ts';
import type { PlannedCopy } from './plan-copies.ts';
import type { PlannedLoan } from './plan-loans.ts';
import type { DemoMember } from './plan-members.ts';
import { createRandom } from './random.ts';

/** 52 weeks: a Monday is a Monday. */
const YEAR = 364;
const DAY_MS = 86_400_000;
/** Of the loans of the played year, so many were made a year and two years before it. */
const KEPT = [0.88, 0.76];

export function planEarlierLoans(input: {
  city: City;
  loans: readonly PlannedLoan[];
  copies: readonly PlannedCopy[];
  members: readonly DemoMember[];
  calendar: Calendar;
  today: string;
  seed: string;
}): PlannedLoan[] {
  const { city, copies, members, calendar, today } = input;
  const random = createRandom(`${input.seed} peminjaman dulu`);
  const zone = city.network.timeZone;
  const libraries = new Map(city.libraries.map((library) => [library.code, library]));
  const acquired = new Map(copies.map(({ barcode, acquiredOn }) => [barcode, acquiredOn]));
  const dateOf = (instant: string): string => localDate(new Date(instant), zone);
  const byNumber = new Map(members.map((member) => [member.number, member]));
  /** The reader, else somebody who had joined by then, of the same kind where there is one. */
  const readerOn = (number: string, date: string): string | undefined => {
    const own = byNumber.get(number);
    if (!own || own.joinedOn <= date) return own?.number;
    const there = members.filter(({ joinedOn }) => joinedOn <= date);
    const alike = there.filter(({ category }) => category === own.category);
    return there.length === 0 ? undefined : random.pick(alike.length > 0 ? alike : there).number;
  };
  return KEPT.flatMap((share, nth) => {
    const back = YEAR * (nth + 1);
    const moved = (instant: string): string => new Date(Date.parse(instant) - back * DAY_MS).toISOString();
    const endsOn = addDays(today, -1 - back);
    /** For what was kept longer: an open day of the last two weeks. */
    const backBy = (library: DemoLibrary, lentOn: string): string | null => {
      const days = Array.from({ length: 14 }, (_, n) => addDays(endsOn, -1 - n)).filter(
        (day) => day > lentOn && calendar.isOpen(library, day),
      );
      const day = days.length > 0 ? random.pick(days) : null;
      const opens = day && calendar.openingHours(library, day)[0]?.[0];
      if (!day || !opens) return null;
      const minute = Number(opens.slice(0, 2)) * 60 + Number(opens.slice(3)) + random.between(5, 50);
      return instantAt(day, minute, zone).toISOString();
    };
    return input.loans.flatMap((loan): PlannedLoan[] => {
      const library = libraries.get(loan.library);
      if (!library || !random.chance(share)) return [];
      const checkedOutAt = moved(loan.checkedOutAt);
      const returned = loan.returnedAt === null ? null : moved(loan.returnedAt);
      const returnedAt = returned !== null && dateOf(returned) < endsOn ? returned : backBy(library, dateOf(checkedOutAt));
      if (returnedAt === null) return [];
      const renewed = loan.renewals.filter(({ at }) => moved(at) < returnedAt);
      const acts = [checkedOutAt, returnedAt, ...renewed.map(({ at }) => moved(at))];
      const memberNumber = readerOn(loan.memberNumber, dateOf(checkedOutAt));
      if (memberNumber === undefined ||  (acquired.get(loan.itemBarcode) ?? '') > dateOf(checkedOutAt)) return [];
      if (!acts.every((at) => calendar.isOpen(library, dateOf(at)))) return [];
      const due = (date: string): string => calendar.nextOpenDay(library, addDays(date, -back));
      const renewals = renewed.map(({ at, dueOn }) => ({ at: moved(at), dueOn: due(dueOn) }));
      return [{ ...loan, memberNumber, checkedOutAt, returnedAt, renewals, dueOn: renewals.at(-1)?.dueOn ?? due(loan.dueOn) }];
    });
  });
}
