import { readMailingId } from '#modules/city/mailings';
import { stopAddress } from '#modules/city/subscriptions';
import { addressOf } from '../data/letters.queries.ts';
import type { LetterWays } from './letter-ways.ts';

/** Letters as `mailings` sends them, addresses as `subscriptions` keeps them. */
export const ourLetters: LetterWays = {
  async letterOf(db, secrets, messageId) {
    const id = readMailingId(secrets, messageId);
    const email = id === null ? null : await addressOf(db, id);
    return id === null || email === null ? null : { ...id, email };
  },
  stopAddress,
};
