import { LEAST } from '#shared/disclosure';

/** Hours go up by so many, and people by so many as the least that are told. */
const STEP = 10;
const inSteps = (count: number, step: number): number => Math.floor(count / step) * step;

/** What those who are no staff are told of volunteers: only where so many came that none of them is known by it, in fives of people and tens of hours. */
export const toldOutside = ({ people, hours }: { people: number; hours: number }): { people: number; hours: number } =>
  people >= LEAST.people
    ? { people: inSteps(people, LEAST.people), hours: inSteps(hours, STEP) }
    : { people: 0, hours: 0 };
