export { insertSeats } from './data/practice.queries.ts';
