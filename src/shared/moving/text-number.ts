import { hash } from 'node:crypto';

/** Half a byte is a digit: 52 bits, which a number keeps whole. */
const DIGITS = 13;

/**
 * A number that stands for a text where millions of texts are too many to keep. Among a million copies two share one once in ten thousand
 * libraries.
 */
export const textNumber = (text: string): number => Number.parseInt(hash('sha256', text, 'hex').slice(0, DIGITS), 16);
