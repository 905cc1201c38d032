/** Where each mail has the way to stop letters, and to the choices of its reader. */
export const UNSUBSCRIBE_PLACE = '%UNSUBSCRIBE%';
export const PREFERENCES_PLACE = '%PREFERENCES%';
/** What is put in for each reader when a letter is sent. */
export const PLACES_OF_READERS: readonly string[] = [UNSUBSCRIBE_PLACE, PREFERENCES_PLACE];
