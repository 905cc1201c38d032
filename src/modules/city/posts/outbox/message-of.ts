import { buffer } from 'node:stream/consumers';
import type { PublishMessage } from '#modules/city/channels';
import { pictureFileOf } from '#modules/ground/content';
import type { Db, Tx } from '#platform/database/db';
import type { DeliveryRow } from '../data/deliveries.queries.ts';
import type { PostRow } from '../data/posts.queries.ts';
import { pictureOf } from '../writing/compose.ts';
import type { OutboxNeeds } from './ways.ts';

/** The picture as channels take it: its largest JPEG; null = it has none, or none of these. */
async function pictureFor(
  db: Db | Tx,
  { storage, origin, originIsPublic }: OutboxNeeds,
  post: PostRow,
): Promise<PublishMessage['picture']> {
  const picture = await pictureOf(db, post);
  const file = picture?.files.filter(({ format }) => format === 'jpeg').toSorted((a, b) => b.width - a.width)[0];
  const stored = file && pictureFileOf(file.href.slice(file.href.lastIndexOf('/') + 1));
  if (!file || !stored) return null;
  const bytes = new Uint8Array(await buffer(storage.open(stored.key)));
  return {
    bytes,
    mediaType: stored.mediaType,
    alt: post.alt,
    publicUrl: originIsPublic ? `${origin}${file.href}` : null,
  };
}

/** What a channel is given of a post. The same key for every attempt. */
export const messageOf = async (
  db: Db | Tx,
  needs: OutboxNeeds,
  { post, delivery, text }: { post: PostRow; delivery: Pick<DeliveryRow, 'key' | 'linkCode'>; text: string },
): Promise<PublishMessage> => ({
  ...{ key: delivery.key, text, language: post.language },
  link: delivery.linkCode === null ? null : `${needs.origin}/q/${delivery.linkCode}`,
  picture: await pictureFor(db, needs, post),
});
