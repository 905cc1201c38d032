import { readFileSync } from 'node:fs';
import { buildSampleRecords } from '../../db/demo/records/sample-records.ts';
import { readSources } from '../../db/demo/records/facts.ts';
import { citySchema, membersSchema, staffSchema } from '../../db/demo/city.ts';
import { describeBib } from '../../db/demo/describe-bib.ts';
import { sampleLoanTerms } from '../../db/demo/loan-terms.ts';
import { createCalendar, planClosedDays } from '../../db/demo/plan-calendar.ts';
import { planCopies } from '../../db/demo/plan-copies.ts';
import { planLoans } from '../../db/demo/plan-loans.ts';
import { planMembers } from '../../db/demo/plan-members.ts';

export const demoFile = (name: string): URL => new URL(`../../db/demo/${name}`, import.meta.url);
const read = (name: string): string => readFileSync(demoFile(name), 'utf8');

export const sources = readSources(read);
export const records = buildSampleRecords(sources);
export const bibs = records.bibs.map(describeBib);
export const city = citySchema.parse(JSON.parse(read('city.json')));
export const memberEntries = membersSchema.parse(JSON.parse(read('members.json'))).members;
export const staff = staffSchema.parse(JSON.parse(read('staff.json'))).staff;

/** The plans as they are on the given day, at 11 in the morning. */
export function planCity(today: string, seed = 'blitar') {
  const calendar = createCalendar(planClosedDays(city, today));
  const members = planMembers(memberEntries, today);
  const copies = planCopies({ city, bibs, calendar, today, seed });
  const termsOf = sampleLoanTerms(city);
  const now = `${today}T04:00:00Z`;
  const loans = planLoans({ city, bibs, copies, members, calendar, termsOf, now, seed });
  return { calendar, members, copies, loans, termsOf, now };
}
