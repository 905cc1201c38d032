/** How often a mail is tried that the server does not want just now: over about a day and a half. */
export const MOST_ATTEMPTS = 8;

const MAIL_MINUTES = [1, 5, 15, 60, 180, 360, 720];
const SERVER_MINUTES = [0.5, 1, 2, 5, 10, 15];

const step = (minutes: readonly number[], nth: number): number =>
  (minutes[Math.min(Math.max(nth, 1), minutes.length) - 1] ?? 1) * 60_000;

/** Milliseconds until one mail is tried again. @param attempts how many there were; 1 or more */
export const mailDelay = (attempts: number): number => step(MAIL_MINUTES, attempts);

/** Milliseconds until any mail is tried again, when the mail server was not reached. @param failures in a row; 1 or more */
export const serverDelay = (failures: number): number => step(SERVER_MINUTES, failures);
