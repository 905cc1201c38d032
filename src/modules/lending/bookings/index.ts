export { bookIn, placeBooking } from './place-booking.ts';
export { cancelBooking, expireBookings } from './end-booking.ts';
export { addBookingSet, createBookingSet, listBookingSets, removeBookingSet } from './booking-sets.ts';
export { busyTimes, getBooking, listBookings, type BookingQuery } from './list-bookings.ts';
export { bookingErrors } from './errors.ts';
export type { BookingInput } from './schema.ts';
export { bookingChoices, listBookable, listBookableSets, promisedWithin } from './list-bookable.ts';
