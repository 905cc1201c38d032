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
