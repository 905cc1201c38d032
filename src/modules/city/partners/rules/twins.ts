import { stripNameTitles } from '#shared/text/person-name';
import { foldedKey } from '#shared/text/fold';
import { keysOf } from './keys.ts';

/** Somebody of a partner, as far as they can be told from others. */
export interface Known {
  name: string;
  phone: string;
  email: string;
  /** Where they are or were somebody. */
  partnerIds: readonly number[];
}

const nameOf = (name: string): string => foldedKey(stripNameTitles(name));

/** Whether two are one, as it seems: of one name, and reached in one way or of one partner. A name alone has many. */
export function areTwins(one: Known, other: Known): boolean {
  const name = nameOf(one.name);
  if (name === '' || name !== nameOf(other.name)) return false;
  const [mine, theirs] = [one, other].map(({ phone, email }) => keysOf({ name: '', phone, email, site: '' }));
  const isReachedSame =
    (mine?.phoneKey !== '' && mine?.phoneKey === theirs?.phoneKey) ||
    (mine?.emailKey !== '' && mine?.emailKey === theirs?.emailKey);
  return isReachedSame || one.partnerIds.some((id) => other.partnerIds.includes(id));
}

/** How somebody is reached, with the word by which they agreed to that. */
export interface Reach {
  phone: string;
  email: string;
  consentOn: string | null;
  consentHow: string;
}

/**
 * How somebody is reached who stood there twice: as one of the two was, whole, for to a mixture of both nobody has agreed. The one that stays
 * rules where it says anything.
 */
export const strictReach = (keep: Reach, drop: Reach): Reach => {
  const { phone, email, consentOn, consentHow } = keep.consentOn === null ? drop : keep;
  return { phone, email, consentOn, consentHow };
};
