import { z } from 'zod';
import { textWithLink } from '../rules/judge-text.ts';
import type { PublishMessage } from '../rules/outcome.ts';
import { ask, pictureFile, type Asked, type Carrier, type Link, type Reads, type Sent, type Step } from './link.ts';
import { lookUntil } from './look-until.ts';
import { plainOf, sameText } from './same-text.ts';

const status = z.object({ id: z.string(), url: z.string().nullable().default(null) });
const listed = z.array(status.extend({ content: z.string(), created_at: z.string() }));
const media = z.object({ id: z.string(), url: z.string().nullable().default(null) });
const PAGE = 40;

const reads: Reads = (body, code) => {
  const said = z.object({ error: z.string() }).safeParse(body).data?.error ?? '';
  if (code !== 422) return null;
  if (/character limit/i.test(said)) return { code: 'too_long' };
  return /media|file|image/i.test(said) ? { code: 'picture_refused' } : { code: 'refused' };
};

const call = async <T>(link: Link, step: Step, asked: Omit<Asked, 'url'> & { path: string }, shape: z.ZodType<T>) => {
  const { path, headers, ...rest } = asked;
  const authorization = `Bearer ${link.said('token')}`;
  return ask(
    link,
    step,
    { ...rest, url: `${link.said('server')}${path}`, headers: { ...headers, authorization } },
    shape,
    reads,
  );
};

const sentAs = ({ id, url }: z.output<typeof status>): Sent => ({ remoteId: id, url });
const textOf = ({ text, link }: PublishMessage): string => textWithLink('mastodon', text, link);

/** Brings a picture there with its description, and waits until the server has drawn it. @returns its id */
async function upload(link: Link, picture: NonNullable<PublishMessage['picture']>): Promise<string> {
  const form = new FormData();
  form.set('file', pictureFile(picture));
  if (picture.alt !== '') form.set('description', picture.alt);
  const { id, url } = await call(link, 'prepares', { method: 'POST', path: '/api/v2/media', form }, media);
  if (url !== null) return id;
  await lookUntil(link, async () => {
    const seen = await call(link, 'prepares', { method: 'GET', path: `/api/v1/media/${id}` }, media);
    return seen.url !== null;
  });
  return id;
}

/** Who we are: an account there. */
const me = async (link: Link) =>
  call(
    link,
    'prepares',
    { method: 'GET', path: '/api/v1/accounts/verify_credentials' },
    z.object({ id: z.string(), acct: z.string() }),
  );

/** Mastodon's own API. A repeat within an hour is the same post, by its idempotency key. */
export const mastodon: Carrier = {
  async publish(link, message) {
    const ids = message.picture === null ? [] : [await upload(link, message.picture)];
    const json = { status: textOf(message), media_ids: ids, language: message.language, visibility: 'public' };
    const headers = { 'idempotency-key': message.key };
    return sentAs(await call(link, 'publishes', { method: 'POST', path: '/api/v1/statuses', json, headers }, status));
  },
  async find(link, message, since) {
    const { id } = await me(link);
    const path = `/api/v1/accounts/${id}/statuses?exclude_reblogs=true&limit=${PAGE}`;
    const posts = await call(link, 'prepares', { method: 'GET', path }, listed);
    const found = posts.find(
      (post) => new Date(post.created_at) >= since && sameText(plainOf(post.content), textOf(message)),
    );
    if (found) return { state: 'there', ...sentAs(found) };
    // more was written since than one page holds
    return posts.length === PAGE && posts.every((post) => new Date(post.created_at) >= since)
      ? { state: 'cannot_tell' }
      : { state: 'not_there' };
  },
  async edit(link, remoteId, message) {
    const path = `/api/v1/statuses/${encodeURIComponent(remoteId)}`;
    // pictures that are not named again would go
    const shape = z.object({ media_attachments: z.array(z.object({ id: z.string() })).default([]) });
    const ids = (await call(link, 'prepares', { method: 'GET', path }, shape)).media_attachments.map(({ id }) => id);
    const alt = message.picture?.alt ?? '';
    const described = alt === '' ? {} : { media_attributes: ids.map((id) => ({ id, description: alt })) };
    const json = { status: textOf(message), language: message.language, media_ids: ids, ...described };
    return sentAs(await call(link, 'publishes', { method: 'PUT', path, json }, status));
  },
  async remove(link, remoteId) {
    const path = `/api/v1/statuses/${encodeURIComponent(remoteId)}`;
    await call(link, 'publishes', { method: 'DELETE', path }, z.unknown());
  },
  async seenAs(link) {
    return { name: `@${(await me(link)).acct}`, until: null };
  },
};
