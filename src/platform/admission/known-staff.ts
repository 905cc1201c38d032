import { createHash } from 'node:crypto';

/** More than work in a network at a time. */
const MOST = 2_000;

/**
 * Tokens and sessions that were found to be of staff by this process, those that were used last. Only a found one passes first, so nobody
 * gains by making one up; one that has been ended since does so once more, and is forgotten by its answer.
 */
export class KnownStaff {
  readonly #found = new Set<string>();

  has(secret: string): boolean {
    const key = keyOf(secret);
    if (!this.#found.delete(key)) return false;
    // the one that was used last goes last
    this.#found.add(key);
    return true;
  }

  note(secret: string, isStaff: boolean): void {
    const key = keyOf(secret);
    this.#found.delete(key);
    if (!isStaff) return;
    this.#found.add(key);
    for (const oldest of this.#found) {
      if (this.#found.size <= MOST) break;
      this.#found.delete(oldest);
    }
  }
}

/** What lies in memory is no key to anything. */
const keyOf = (secret: string): string => createHash('sha256').update(secret).digest('base64');
