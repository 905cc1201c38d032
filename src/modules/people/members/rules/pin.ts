import type { LocalDate } from '#shared/dates';

/** How many figures a member's PIN has. */
export const PIN_LENGTH = 6;

const step = (pin: string, by: number): boolean =>
  [...pin].every((digit, index) => index === 0 || Number(digit) - Number(pin[index - 1]) === by);

/**
 * Why a PIN is refused: not six figures, too easy to guess (111111, 123456, 654321), or the birth date; null = it is fine.
 */
export function pinProblem(pin: string, birthDate: LocalDate | null): 'pin_format' | 'pin_too_easy' | null {
  if (!new RegExp(`^\\d{${PIN_LENGTH}}$`).test(pin)) return 'pin_format';
  if ([0, 1, -1].some((by) => step(pin, by))) return 'pin_too_easy';
  if (birthDate !== null) {
    const [year = '', month = '', day = ''] = birthDate.split('-');
    const short = year.slice(2);
    if ([day + month + short, short + month + day, month + day + short].includes(pin)) return 'pin_too_easy';
  }
  return null;
}

interface StoredSecrets {
  pinHash: string | null;
  passwordHash: string | null;
}
/**
 * Six figures are meant as the PIN, anything else as the password (which is longer): so each attempt is compared with one hash. A card without
 * a PIN may have a password of six figures, from an older system that took any.
 */
export const hashOfKind = (stored: StoredSecrets, secret: string): string | null =>
  new RegExp(`^\\d{${PIN_LENGTH}}$`).test(secret) ? (stored.pinHash ?? stored.passwordHash) : stored.passwordHash;

/** After this many wrong PINs in a row the card rests: six figures are soon guessed. */
const LOCK_AFTER = 5;
export const PIN_LOCK_MINUTES = 15;

/** What one more wrong PIN does. @param failedCount wrong PINs in a row before this one */
export function afterWrongPin(failedCount: number, now: Date): { pinFailedCount: number; pinLockedUntil: Date | null } {
  const failed = failedCount + 1;
  if (failed < LOCK_AFTER) return { pinFailedCount: failed, pinLockedUntil: null };
  return { pinFailedCount: 0, pinLockedUntil: new Date(now.getTime() + PIN_LOCK_MINUTES * 60_000) };
}

/**
 * Whole minutes until the card opens again, at least 1; null = not locked. A rest that would take far longer than it does was reckoned by a clock
 * that has been set back since: it keeps nobody out.
 */
export function pinMinutesLocked(lockedUntil: Date | null, now: Date): number | null {
  const minutes = lockedUntil === null ? 0 : Math.ceil((lockedUntil.getTime() - now.getTime()) / 60_000);
  return minutes > 0 && minutes <= 2 * PIN_LOCK_MINUTES ? minutes : null;
}

/**
 * Under what attempts to sign in are counted for what somebody typed as card number or mail address.
 * @param card whose card it is, as its number is written: two cards that differ by their case are not counted together
 */
export const signInKey = (typed: string, card?: string): string =>
  `member-sign-in:number:${card ?? typed.toUpperCase()}`;

/** The same for what was typed to be sent a link. */
export const signInLinkKey = (typed: string, card?: string): string =>
  `sign-in-link:number:${card ?? typed.toUpperCase()}`;
