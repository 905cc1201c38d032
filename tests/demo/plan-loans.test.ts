import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../db/demo/plan-calendar.ts';
import { planSuspensions, suspendedUntil } from '../../db/demo/plan-suspensions.ts';
import { planEarlierLoans } from '../../db/demo/plan-earlier-loans.ts';
import { city, planCity } from './sample-city.ts';

const today = '2026-11-25';
const { loans, copies, members, calendar, termsOf, now } = planCity(today);
const libraryOf = (code: string) => {
  const library = city.libraries.find((candidate) => candidate.code === code);
  if (!library) throw new Error(`No library ${code}`);
  return library;
};
const memberOf = new Map(members.map((member) => [member.number, member]));
const copyOf = new Map(copies.map((copy) => [copy.barcode, copy]));
const local = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(city.network.timeZone);
const dateOf = (instant: string): string => local(instant).toPlainDate().toString();

describe('a year of loans in the sample city', () => {
  test('is about 5,000 loans, about 150 still out, a few of them overdue; the same in every run', () => {
    const open = loans.filter((loan) => loan.returnedAt === null);
    expect(loans.length).toBeGreaterThan(4200);
    expect(loans.length).toBeLessThan(5800);
    expect(open.length).toBeGreaterThan(100);
    expect(open.length).toBeLessThan(210);
    expect(open.filter((loan) => loan.dueOn < today).length).toBeGreaterThan(0);
    expect(planCity(today).loans).toEqual(loans);
  });

  test('an item is out once at a time', () => {
    const byItem = Map.groupBy(loans, (loan) => loan.itemBarcode);
    for (const itemLoans of byItem.values()) {
      itemLoans.forEach((loan, i) => {
        const next = itemLoans[i + 1];
        if (!next) return;
        expect(loan.returnedAt !== null && loan.returnedAt <= next.checkedOutAt).toBe(true);
      });
    }
  });

  test('nothing is lent, renewed or returned while the library is closed, nor in the future', () => {
    const checkOpen = (code: string, instant: string) => {
      const time = local(instant).toPlainTime().toString().slice(0, 5);
      const hours = calendar.openingHours(libraryOf(code), dateOf(instant));
      expect(
        hours.some(([from, to]) => from <= time && time <= to),
        `${code} ${instant}`,
      ).toBe(true);
      expect(instant < now).toBe(true);
    };
    for (const loan of loans) {
      checkOpen(loan.library, loan.checkedOutAt);
      for (const renewal of loan.renewals) checkOpen(loan.library, renewal.at);
      if (loan.returnedAt !== null) checkOpen(loan.library, loan.returnedAt);
    }
  });

  test('due dates follow the terms and fall on open days', () => {
    for (const loan of loans) {
      const library = libraryOf(loan.library);
      const member = memberOf.get(loan.memberNumber);
      if (!member) throw new Error(loan.memberNumber);
      const terms = termsOf(library, member.category);
      const start = dateOf(loan.renewals.at(-1)?.at ?? loan.checkedOutAt);
      expect(loan.dueOn).toBe(calendar.nextOpenDay(library, addDays(start, terms.loanDays)));
      expect(loan.renewals.length).toBeLessThanOrEqual(terms.renewals);
    }
  });

  test('only lendable copies that the library had, to members who could borrow, within their limit', () => {
    const held = new Map<string, number>();
    const events = loans.flatMap((loan) => [
      { at: loan.checkedOutAt, step: 1, loan },
      ...(loan.returnedAt === null ? [] : [{ at: loan.returnedAt, step: -1, loan }]),
    ]);
    events.sort((a, b) => a.at.localeCompare(b.at) || a.step - b.step);
    for (const { step, loan } of events) {
      const member = memberOf.get(loan.memberNumber);
      const copy = copyOf.get(loan.itemBarcode);
      if (!member || !copy) throw new Error(loan.itemBarcode);
      const count = (held.get(member.number) ?? 0) + step;
      held.set(member.number, count);
      expect(count).toBeLessThanOrEqual(termsOf(libraryOf(loan.library), member.category).maxCopies);
      const lentOn = dateOf(loan.checkedOutAt);
      expect(copy.itemType).toBe('loanable');
      expect(copy.library).toBe(loan.library);
      expect(copy.acquiredOn <= lentOn && member.joinedOn <= lentOn && lentOn <= member.validUntil).toBe(true);
    }
  });

  test('who brought a book back late borrows nothing for a day for each open day of delay, and some are suspended today', () => {
    const byMember = Map.groupBy(loans, (loan) => loan.memberNumber);
    for (const ofMember of byMember.values()) {
      for (const { returnedAt, dueOn, library } of ofMember) {
        if (returnedAt === null) continue;
        const until = suspendedUntil(dueOn, dateOf(returnedAt), libraryOf(library), calendar);
        if (until === null) continue;
        const meanwhile = ofMember.filter(
          ({ checkedOutAt }) => checkedOutAt >= returnedAt && dateOf(checkedOutAt) <= until,
        );
        expect(meanwhile).toEqual([]);
      }
    }
    const suspended = planSuspensions(loans, { city, calendar, today });
    expect(suspended.length).toBeGreaterThan(0);
    expect(suspended.length).toBeLessThan(20);
    expect(suspended.every(({ until }) => until >= today)).toBe(true);
  });

  test('a few titles are much in demand, and weekends are busier than Fridays', () => {
    const perTitle = Map.groupBy(loans, (loan) => copyOf.get(loan.itemBarcode)?.bib ?? '');
    const counts = [...perTitle.values()].map((titleLoans) => titleLoans.length).sort((a, b) => b - a);
    const topTenth = counts.slice(0, Math.ceil(counts.length / 10)).reduce((sum, count) => sum + count, 0);
    expect(topTenth / loans.length).toBeGreaterThan(0.3);
    const atMain = loans.filter((loan) => loan.library === 'PUSAT');
    const onDay = (weekday: number) => atMain.filter((loan) => local(loan.checkedOutAt).dayOfWeek === weekday).length;
    expect(onDay(6)).toBeGreaterThan(onDay(5));
  });

  test('works on any day of the year, also years later', () => {
    for (const day of ['2027-02-28', '2029-08-17']) {
      const plan = planCity(day);
      expect(plan.copies.length).toBeGreaterThan(3700);
      expect(plan.loans.length).toBeGreaterThan(4200);
      expect(plan.members.every((member) => member.birthDate === null || member.birthDate < day)).toBe(true);
    }
  });

  test('members are sixty samples: children have a guardian, some cards have lapsed, some are blocked', () => {
    expect(members).toHaveLength(60);
    for (const member of members) if (member.category === 'anak') expect(member.guardian).not.toBeNull();
    expect(members.filter((member) => member.validUntil < today).length).toBeGreaterThanOrEqual(2);
    expect(members.filter((member) => member.status === 'blocked').length).toBeGreaterThanOrEqual(2);
    expect(members.some((member) => !member.fullName.includes(' '))).toBe(true);
  });
});

describe('the two years before', () => {
  const earlier = planEarlierLoans({ city, loans, copies, members, calendar, today, seed: 'blitar' });
  const days = (back: number): string => addDays(today, -back);

  test('fewer loans each year further back, all of them returned before the played year', () => {
    const made = (from: string, to: string) =>
      [...earlier, ...loans].filter(({ checkedOutAt: at }) => from < dateOf(at) && dateOf(at) <= to).length;
    const [last, before, first] = [made(days(365), today), made(days(729), days(365)), made(days(1093), days(729))];
    expect(before).toBeGreaterThan(last * 0.6);
    expect(before).toBeLessThan(last * 0.95);
    expect(first).toBeGreaterThan(before * 0.5);
    expect(first).toBeLessThan(before);
    expect(earlier.every(({ returnedAt }) => returnedAt !== null && dateOf(returnedAt) < days(364))).toBe(true);
  });

  test('a copy is out once at a time, over all three years', () => {
    const all = [...earlier, ...loans].toSorted((a, b) => a.checkedOutAt.localeCompare(b.checkedOutAt));
    for (const ofItem of Map.groupBy(all, ({ itemBarcode }) => itemBarcode).values())
      ofItem.forEach(({ returnedAt }, nth) => {
        const next = ofItem[nth + 1];
        if (next) expect(returnedAt !== null && Date.parse(returnedAt) <= Date.parse(next.checkedOutAt)).toBe(true);
      });
  });

  test('nothing happens on a closed day, with a copy that was not bought yet or a member who had not joined', () => {
    for (const { library, itemBarcode, memberNumber, checkedOutAt, returnedAt, renewals } of earlier) {
      for (const at of [checkedOutAt, returnedAt ?? '', ...renewals.map((one) => one.at)])
        expect(calendar.isOpen(libraryOf(library), dateOf(at)), `${library} ${at}`).toBe(true);
      expect((copyOf.get(itemBarcode)?.acquiredOn ?? '9') <= dateOf(checkedOutAt)).toBe(true);
      expect((memberOf.get(memberNumber)?.joinedOn ?? '9') <= dateOf(checkedOutAt)).toBe(true);
    }
  });
});
