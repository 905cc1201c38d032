/** Members with real dates: ages and terms in `members.json` are counted from the day of loading. */
import { Temporal } from 'temporal-polyfill';
import type { MemberEntry } from './city.ts';

export interface DemoMember extends Omit<MemberEntry, 'birth' | 'joinedDaysAgo' | 'validDays'> {
  birthDate: string | null;
  joinedOn: string;
  validUntil: string;
}

export function planMembers(entries: MemberEntry[], today: string): DemoMember[] {
  const now = Temporal.PlainDate.from(today);
  return entries.map(({ birth, joinedDaysAgo, validDays, ...rest }) => {
    const joined = now.subtract({ days: joinedDaysAgo });
    return {
      ...rest,
      birthDate: birth === null ? null : birthDate(now, birth.age, birth.monthDay),
      joinedOn: joined.toString(),
      validUntil: joined.add({ days: validDays }).toString(),
    };
  });
}

function birthDate(now: Temporal.PlainDate, age: number, monthDay: string): string {
  const birthday = Temporal.PlainMonthDay.from(monthDay).toPlainDate({ year: now.year });
  const hadBirthday = Temporal.PlainDate.compare(birthday, now) <= 0;
  return birthday.subtract({ years: hadBirthday ? age : age + 1 }).toString();
}
