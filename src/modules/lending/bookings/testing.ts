export { bookIn } from './place-booking.ts';
export { expireBookings } from './end-booking.ts';
export { addBookingSet } from './booking-sets.ts';
export { busyTimes } from './list-bookings.ts';
export { getBooking } from './list-bookings.ts';
