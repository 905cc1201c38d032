import { randomInt } from 'node:crypto';
import { hashSecret } from '#modules/ground/identity';
import { ALL_PINS, pinAt } from '../rules/pins.ts';

/** A PIN drawn at random, with the hash that is kept of it. */
export async function newPin(): Promise<{ pin: string; pinHash: string }> {
  for (;;) {
    const pin = pinAt(randomInt(ALL_PINS));
    if (pin !== null) return { pin, pinHash: await hashSecret(pin) };
  }
}
