export { countDaysWithoutWord, listOddDays } from './list-odd-days.ts';
export { askedFrom } from './rules/odd-days-of.ts';
