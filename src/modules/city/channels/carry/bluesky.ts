import { z } from 'zod';
import { textWithLink } from '../rules/judge-text.ts';
import type { PublishMessage } from '../rules/outcome.ts';
import { facetsOf } from './facets.ts';
import { ask, refuse, Stopped, type Asked, type Carrier, type Link, type Reads, type Sent, type Step } from './link.ts';
import { recordKey } from './record-key.ts';

const COLLECTION = 'app.bsky.feed.post';
/** A picture may have so many bytes (app.bsky.embed.images). */
const MOST_BYTES = 1_000_000;

const session = z.object({ accessJwt: z.string(), did: z.string(), handle: z.string() });
type Session = z.output<typeof session>;
const kept = z.object({ uri: z.string() });
const refusal = z.object({ error: z.string() });

const reads: Reads = (body) => {
  const error = refusal.safeParse(body).data?.error;
  // there is a record under our key: it is ours
  if (error === 'InvalidSwap') return { code: 'duplicate' };
  if (error === 'RecordNotFound') return { code: 'gone' };
  if (error === 'ExpiredToken' || error === 'InvalidToken') return { code: 'permission_ended' };
  return error === 'BlobTooLarge' ? { code: 'picture_refused' } : null;
};

const call = async <T>(
  link: Link,
  step: Step,
  { path, ...asked }: Omit<Asked, 'url'> & { path: string },
  shape: z.ZodType<T>,
) => ask(link, step, { ...asked, url: `${link.said('server')}/xrpc/${path}` }, shape, reads);
const asUs = ({ accessJwt }: Session) => ({ authorization: `Bearer ${accessJwt}` });

/** Signs in with the app password. */
const signIn = async (link: Link): Promise<Session> => {
  const json = { identifier: link.said('handle').replace(/^@/, ''), password: link.said('appPassword') };
  return call(link, 'prepares', { method: 'POST', path: 'com.atproto.server.createSession', json }, session);
};

const sentAs = (us: Session, rkey: string): Sent => ({
  remoteId: `at://${us.did}/${COLLECTION}/${rkey}`,
  url: `https://bsky.app/profile/${us.did}/post/${rkey}`,
});

async function embedOf(link: Link, us: Session, picture: PublishMessage['picture']) {
  if (picture === null) return {};
  if (picture.bytes.length > MOST_BYTES)
    throw refuse('picture_refused', `${picture.bytes.length} > ${MOST_BYTES} bytes`);
  const shape = z.object({ blob: z.unknown() });
  const headers = { ...asUs(us), 'content-type': picture.mediaType };
  const sent = { method: 'POST', path: 'com.atproto.repo.uploadBlob', headers, bytes: picture.bytes } as const;
  const { blob } = await call(link, 'prepares', sent, shape);
  return { embed: { $type: 'app.bsky.embed.images', images: [{ image: blob, alt: picture.alt }] } };
}

/** Whether a record stands under our key. */
async function recordThere(link: Link, us: Session, rkey: string): Promise<boolean> {
  const path = `com.atproto.repo.getRecord?${new URLSearchParams({ repo: us.did, collection: COLLECTION, rkey })}`;
  try {
    await call(link, 'prepares', { method: 'GET', path, headers: asUs(us) }, kept);
    return true;
  } catch (error) {
    if (error instanceof Stopped && error.outcome.code === 'gone') return false;
    throw error;
  }
}

/** AT Protocol. The record bears a key of ours: whoever repeats it finds it there. */
export const bluesky: Carrier = {
  async publish(link, message) {
    const us = await signIn(link);
    const text = textWithLink('bluesky', message.text, message.link);
    const record = {
      ...{ $type: COLLECTION, text, createdAt: link.now.toISOString(), langs: [message.language] },
      ...{ facets: facetsOf(text), ...(await embedOf(link, us, message.picture)) },
    };
    const rkey = recordKey(message.key);
    // `swapRecord: null`: only where no such record is
    const json = { repo: us.did, collection: COLLECTION, rkey, record, swapRecord: null };
    try {
      const sent = { method: 'POST', path: 'com.atproto.repo.putRecord', headers: asUs(us), json } as const;
      await call(link, 'publishes', sent, kept);
    } catch (error) {
      if (!(error instanceof Stopped && error.outcome.code === 'duplicate')) throw error;
    }
    return sentAs(us, rkey);
  },
  async find(link, message) {
    const us = await signIn(link);
    const rkey = recordKey(message.key);
    return (await recordThere(link, us, rkey)) ? { state: 'there', ...sentAs(us, rkey) } : { state: 'not_there' };
  },
  async remove(link, remoteId) {
    const us = await signIn(link);
    const json = { repo: us.did, collection: COLLECTION, rkey: remoteId.slice(remoteId.lastIndexOf('/') + 1) };
    const sent = { method: 'POST', path: 'com.atproto.repo.deleteRecord', headers: asUs(us), json } as const;
    await call(link, 'publishes', sent, z.unknown());
  },
  async seenAs(link) {
    return { name: `@${(await signIn(link)).handle}`, until: null };
  },
};
