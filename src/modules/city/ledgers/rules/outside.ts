import { LEAST } from '#shared/disclosure';

/** Hours go up by so many. */
const STEP = 10;

/** What those who are no staff are told of volunteers: only where so many came that none of them is known by it, in tens of hours. */
export const toldOutside = ({ people, hours }: { people: number; hours: number }): { people: number; hours: number } =>
  people >= LEAST.people ? { people, hours: Math.floor(hours / STEP) * STEP } : { people: 0, hours: 0 };
