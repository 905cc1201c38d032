import { buffer } from 'node:stream/consumers';
import type { PublishMessage } from '#modules/city/channels';
import { pictureFileOf } from '#modules/ground/content';
import type { Db, Tx } from '#platform/database/db';
import type { DeliveryRow } from '../data/deliveries.queries.ts';
import type { PostRow } from '../data/posts.queries.ts';
import { photographOf, pictureOf } from '../writing/compose.ts';
import type { OutboxNeeds } from './ways.ts';

/** The picture as channels take it: its largest JPEG; null = the post has none. `unreadable`: it has one that cannot be sent. */
async function pictureFor(
  db: Db | Tx,
  { storage, origin, originIsPublic }: OutboxNeeds,
  post: PostRow,
): Promise<PublishMessage['picture'] | 'unreadable'> {
  if (post.pictureId === null) return null;
  const file = photographOf(await pictureOf(db, post));
  const stored = file && pictureFileOf(file.href.slice(file.href.lastIndexOf('/') + 1));
  const bytes = stored ? await bytesOf(storage, stored.key) : null;
  if (!file || !stored || bytes === null) return 'unreadable';
  return {
    bytes,
    mediaType: stored.mediaType,
    alt: post.alt,
    publicUrl: originIsPublic ? `${origin}${file.href}` : null,
  };
}

/** The bytes of a file; null = it is not there, or cannot be read. */
async function bytesOf(storage: OutboxNeeds['storage'], key: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await buffer(storage.open(key)));
  } catch {
    return null;
  }
}

/** What a channel is given of a post; null = its picture cannot be read. The same key for every attempt. */
export async function messageOf(
  db: Db | Tx,
  needs: OutboxNeeds,
  { post, delivery, text }: { post: PostRow; delivery: Pick<DeliveryRow, 'key' | 'linkCode'>; text: string },
): Promise<PublishMessage | null> {
  const picture = await pictureFor(db, needs, post);
  if (picture === 'unreadable') return null;
  const link = delivery.linkCode === null ? null : `${needs.origin}/q/${delivery.linkCode}`;
  return { key: delivery.key, text, language: post.language, link, picture };
}
