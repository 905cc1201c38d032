/** Out of sight for so long, a code that comes before the camera is another copy of it. */
const GONE_AFTER_MS = 1500;

/** Tells a code that has just come before a camera from one that still lies there. */
export class CodesInView {
  #code: string | null = null;
  #seenAt = 0;

  /** @param now milliseconds of a clock that only runs forward */
  isNew(code: string, now: number): boolean {
    const stays = code === this.#code && now - this.#seenAt < GONE_AFTER_MS;
    this.#code = code;
    this.#seenAt = now;
    return !stays;
  }
}
