import { createHmac, timingSafeEqual } from 'node:crypto';
import { channels, type Channel } from './client.ts';

const sign = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url').slice(0, 32);

/** What a link in a message carries: who, and which channel; nobody can make one without the key. */
export function unsubscribeToken(key: string, memberId: number, channel: Channel): string {
  const about = `${memberId}.${channel}`;
  return `${about}.${sign(key, about)}`;
}

/** @returns null for a token that we did not make */
export function readUnsubscribeToken(key: string, token: string): { memberId: number; channel: Channel } | null {
  const [id = '', name = '', signature = ''] = token.split('.');
  const channel = channels.find((known) => known === name);
  const right = Buffer.from(sign(key, `${id}.${name}`));
  const given = Buffer.from(signature);
  if (!channel || key === '' || !/^\d{1,15}$/.test(id)) return null;
  return right.length === given.length && timingSafeEqual(right, given) ? { memberId: Number(id), channel } : null;
}
