import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from '#platform/rights/secrets';
import { channels, type Channel } from '../client.ts';

const PURPOSE = 'unsubscribe';
const short = (mac: Buffer): string => mac.toString('base64url').slice(0, 32);

/** What a link in a message carries: who, and which channel; nobody can make one without our key. */
export function unsubscribeToken(secrets: Secrets, memberId: number, channel: Channel): string {
  const about = `${memberId}.${channel}`;
  return `${about}.${short(secrets.mac(PURPOSE, about))}`;
}

/** @returns null for a token that we did not make */
export function readUnsubscribeToken(secrets: Secrets, token: string): { memberId: number; channel: Channel } | null {
  const [id = '', name = '', signature = ''] = token.split('.');
  const channel = channels.find((known) => known === name);
  if (!channel || !/^\d{1,15}$/.test(id)) return null;
  const given = Buffer.from(signature);
  const genuine = secrets.macs(PURPOSE, `${id}.${name}`).some((mac) => {
    const right = Buffer.from(short(mac));
    return right.length === given.length && timingSafeEqual(right, given);
  });
  return genuine ? { memberId: Number(id), channel } : null;
}
