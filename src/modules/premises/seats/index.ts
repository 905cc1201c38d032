export { seatErrors } from './errors.ts';
export type { ReservationInput, SeatInput } from './schema.ts';
export { addSeat, changeSeat, createSeat } from './edit-seats.ts';
export { getSeat, listSeats, ownReservations, reservationsOn, seatDay } from './view-seats.ts';
export { DAYS_AHEAD, reserveIn, reserveSeat } from './reserve-seat.ts';
export { cancelReservation, checkInReservation, decideReservation, releaseNoShows } from './change-reservation.ts';
