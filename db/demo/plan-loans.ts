/**
 * A year of lending in the sample city, played day by day: who comes, brings back and takes along. Pure: same input, same
 * loans. An item is out once at a time, nothing happens on a closed day, nobody holds more than the terms allow or borrows while
 * suspended for a late return.
 */
import { Temporal } from 'temporal-polyfill';
import type { City, DemoLibrary } from './city.ts';
import type { DemoBib } from './describe-bib.ts';
import { createShelves } from './loan-shelves.ts';
import type { Shelves } from './loan-shelves.ts';
import type { LoanTermsOf } from './loan-terms.ts';
import { addDays } from './plan-calendar.ts';
import type { Calendar } from './plan-calendar.ts';
import type { PlannedCopy } from './plan-copies.ts';
import type { DemoMember } from './plan-members.ts';
import { suspendedUntil } from './plan-suspensions.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { chooseLibrary, visitChance } from './visit-habits.ts';

export interface PlannedLoan {
  itemBarcode: string;
  memberNumber: string;
  /** Code of the library where it was lent and returned. */
  library: string;
  /** ISO instant, UTC. */
  checkedOutAt: string;
  /** ISO date in the network's zone: the last due date, after renewals. */
  dueOn: string;
  /** Each renewal, oldest first, with the due date it gave. */
  renewals: { at: string; dueOn: string }[];
  /** ISO instant, UTC; null while the item is out. */
  returnedAt: string | null;
}

export interface LoanPlanInput {
  city: City;
  bibs: DemoBib[];
  copies: PlannedCopy[];
  members: DemoMember[];
  calendar: Calendar;
  termsOf: LoanTermsOf;
  /** ISO instant; the plan covers the 365 days before it. */
  now: string;
  seed: string;
}

interface OpenLoan {
  loan: PlannedLoan;
  lentOn: string;
}

interface Reader {
  member: DemoMember;
  open: OpenLoan[];
  /** Barcodes borrowed before: nobody takes the same book twice in the year. */
  history: Set<string>;
  /** ISO date of the last day without borrowing after late returns; empty before the first. */
  suspendedUntil: string;
  /** How surely this reader brings back in time, 0 to 1. */
  diligence: number;
}

interface Visit {
  reader: Reader;
  library: DemoLibrary;
  date: string;
  at: string;
}

const DAYS = 365;

/** About 5,000 loans, in the order in which they were made. */
export function planLoans(input: LoanPlanInput): PlannedLoan[] {
  const random = createRandom(`${input.seed} peminjaman`);
  const shelves = createShelves(input.bibs, input.copies);
  const now = Temporal.Instant.from(input.now);
  const zone = input.city.network.timeZone;
  const today = now.toZonedDateTimeISO(zone).toPlainDate().toString();
  const byCode = new Map(input.city.libraries.map((library) => [library.code, library]));
  const readers = input.members.map((member) => ({
    member,
    open: [],
    history: new Set<string>(),
    suspendedUntil: '',
    diligence: random.chance(0.1) ? 0.12 : 0.65 + 0.35 * random.next(),
  }));
  const loans: PlannedLoan[] = [];
  for (let offset = DAYS; offset >= 0; offset--) {
    const date = addDays(today, -offset);
    const visits = readers
      .map((reader) => planVisit(reader, date, input, byCode, random, zone))
      .filter((visit) => visit !== null)
      .filter((visit) => Temporal.Instant.compare(Temporal.Instant.from(visit.at), now) < 0)
      .sort((a, b) => a.at.localeCompare(b.at));
    for (const visit of visits) {
      bringBack(visit, input, shelves, random);
      loans.push(...borrow(visit, input, shelves, random));
    }
  }
  return loans.sort((a, b) => a.checkedOutAt.localeCompare(b.checkedOutAt));
}

function planVisit(
  reader: Reader,
  date: string,
  input: LoanPlanInput,
  byCode: Map<string, DemoLibrary>,
  random: Random,
  zone: string,
): Visit | null {
  const { member, open } = reader;
  if (member.joinedOn > date || input.termsOf(cityLibrary(input), member.category).maxCopies === 0) return null;
  const urgent = open.find(({ loan }) => loan.dueOn <= addDays(date, 1));
  const goal = urgent ? byCode.get(urgent.loan.library) : chooseLibrary(member, input.city.libraries, random);
  if (!goal) return null;
  const hours = input.calendar.openingHours(goal, date);
  if (hours.length === 0) return null;
  const chance = urgent ? reader.diligence * 0.85 : visitChance(member, goal, date, open.length > 0);
  if (!random.chance(chance)) return null;
  const [from, to] = random.pick(hours);
  return { reader, library: goal, date, at: timeWithin(date, from, to, zone, random) };
}

const cityLibrary = ({ city }: LoanPlanInput): DemoLibrary => {
  const main = city.libraries.find((library) => library.type === 'pusat');
  if (!main) throw new Error('The sample city has no main library');
  return main;
};

/** A moment inside an opening interval, as a UTC instant. */
function timeWithin(date: string, from: string, to: string, zone: string, random: Random): string {
  const open = Temporal.PlainTime.from(from);
  const minutes = open.until(Temporal.PlainTime.from(to)).total('minutes');
  const time = open.add({ minutes: random.between(2, Math.max(3, minutes - 5)), seconds: random.between(0, 59) });
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant().toString();
}

function bringBack({ reader, library, date, at }: Visit, input: LoanPlanInput, shelves: Shelves, random: Random): void {
  const terms = input.termsOf(library, reader.member.category);
  reader.open = reader.open.filter(({ loan, lentOn }) => {
    if (loan.library !== library.code || lentOn === date) return true;
    const isDueSoon = loan.dueOn <= addDays(date, 1);
    const mayRenew = loan.dueOn >= date && loan.renewals.length < terms.renewals;
    if (isDueSoon && mayRenew && random.chance(0.18)) {
      loan.dueOn = input.calendar.nextOpenDay(library, addDays(date, terms.loanDays));
      loan.renewals.push({ at, dueOn: loan.dueOn });
      return true;
    }
    if (!random.chance(isDueSoon ? 0.96 : 0.82)) return true;
    loan.returnedAt = at;
    const until = suspendedUntil(loan.dueOn, date, library, input.calendar) ?? '';
    if (until > reader.suspendedUntil) reader.suspendedUntil = until;
    shelves.putBack(loan.itemBarcode);
    return false;
  });
}

function borrow(
  { reader, library, date, at }: Visit,
  input: LoanPlanInput,
  shelves: Shelves,
  random: Random,
): PlannedLoan[] {
  const { member, open } = reader;
  const terms = input.termsOf(library, member.category);
  const isLate = open.some(({ loan }) => loan.dueOn < date);
  if (isLate || reader.suspendedUntil >= date || member.validUntil < date || isBlockedBy(member, date, input)) return [];
  const wanted = member.category === 'lembaga' ? random.between(9, 16) : terms.maxCopies - (random.chance(0.2) ? 1 : 0);
  const count = Math.min(wanted, terms.maxCopies - open.length - member.keepsFree);
  const dueOn = input.calendar.nextOpenDay(library, addDays(date, terms.loanDays));
  const made: PlannedLoan[] = [];
  for (let i = 0; i < count; i++) {
    const itemBarcode = shelves.take(library.code, member, date, reader.history, random);
    if (itemBarcode === null) break;
    const loan = {
      itemBarcode,
      memberNumber: member.number,
      library: library.code,
      checkedOutAt: at,
      dueOn,
      renewals: [],
      returnedAt: null,
    };
    reader.history.add(itemBarcode);
    open.push({ loan, lentOn: date });
    made.push(loan);
  }
  return made;
}

/** A member who is blocked today was blocked for the last two months. */
const isBlockedBy = (member: DemoMember, date: string, { now }: LoanPlanInput): boolean =>
  member.status === 'blocked' && date > addDays(now.slice(0, 10), -60);
