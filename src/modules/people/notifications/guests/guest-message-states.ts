import type { Ctx } from '#platform/context';
import { selectGuestStates, type GuestMessageState } from '../data/guest-messages.queries.ts';

export type { GuestMessageState };

/** What became of messages to guests, by their keys; for whoever made them and has checked who asks. Keys that are unknown are left out. */
export const guestMessageStates = async (
  { db }: Pick<Ctx, 'db'>,
  keys: readonly string[],
): Promise<Map<string, GuestMessageState>> => selectGuestStates(db, keys);
