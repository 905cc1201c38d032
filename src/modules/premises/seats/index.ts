export { changeSeat, createSeat } from './edit-seats.ts';
export { getSeat, listSeats, ownReservations, reservationsAsked, reservationsOn, seatDay } from './view-seats.ts';
export { DAYS_AHEAD, reserveSeat } from './reserve-seat.ts';
export { cancelReservation, checkInReservation, decideReservation } from './change-reservation.ts';
