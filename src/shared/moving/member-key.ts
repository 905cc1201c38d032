import { sameKey } from '#shared/mysql-dump/same-key';
import { textNumber } from './text-number.ts';

/**
 * Under which number the row of a member is remembered: members have no number of their own in SLiMS, and their card's number shall not stay
 * behind when they are erased here.
 * @param source whose SLiMS it is
 */
export const memberKey = (source: string, memberId: string): number => textNumber(`${source}\n${sameKey(memberId)}`);
