import { createHash } from 'node:crypto';
import { sameKey } from '#shared/mysql-dump/same-key';

/**
 * Under which number the row of a member is remembered: members have no number of their own in SLiMS, and their card's number shall not stay
 * behind when they are erased here. 52 bits of a digest: among a million members two share one once in ten thousand libraries.
 * @param source whose SLiMS it is
 */
export function memberKey(source: string, memberId: string): number {
  const digest = createHash('sha256')
    .update(`${source}\n${sameKey(memberId)}`)
    .digest('hex');
  return Number.parseInt(digest.slice(0, 13), 16);
}
