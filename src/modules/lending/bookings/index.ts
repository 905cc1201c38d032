export { placeBooking } from './place-booking.ts';
export { cancelBooking } from './end-booking.ts';
export { createBookingSet, listBookingSets, removeBookingSet } from './booking-sets.ts';
export { listBookings } from './list-bookings.ts';
export { bookingChoices, listBookable, listBookableSets, promisedWithin } from './list-bookable.ts';
