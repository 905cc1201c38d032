export type { SeatInput } from './schema.ts';
export { addSeat } from './edit-seats.ts';
export { reserveIn } from './reserve-seat.ts';
export { releaseNoShows } from './change-reservation.ts';
