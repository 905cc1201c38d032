export { findOddDays } from './find-odd-days.ts';
