import { z } from 'zod';
import { textWithLink } from '../rules/judge-text.ts';
import type { PublishMessage } from '../rules/outcome.ts';
import { ask, pictureFile, type Asked, type Carrier, type Link, type Reads, type Sent, type Step } from './link.ts';
import { sameText, unescaped } from './same-text.ts';
import { oauthHeader } from './sign-oauth.ts';

const PAGE = 100;
const refusal = z.object({ detail: z.string().default(''), title: z.string().default('') });
const posted = z.object({ data: z.object({ id: z.string() }) });
const place = z.object({ url: z.string(), expanded_url: z.string().optional(), media_key: z.string().optional() });
const listed = z.object({
  data: z
    .array(
      z.object({
        id: z.string(),
        text: z.string(),
        entities: z.object({ urls: z.array(place).default([]) }).optional(),
      }),
    )
    .default([]),
  // a page may hold fewer than were asked for and not be the last one
  meta: z.object({ next_token: z.string().optional() }).optional(),
});

const reads: Reads = (body, status) => {
  const read = refusal.safeParse(body).data;
  if (!read) return null;
  if (/duplicate content/i.test(read.detail)) return { code: 'duplicate' };
  // what an app may write in a month is used up
  if (/UsageCapExceeded/i.test(read.title) && status === 429) return { code: 'busy', afterSeconds: 86_400 };
  return status === 400 && /media/i.test(read.detail) ? { code: 'picture_refused' } : null;
};

/** Signed by the four keys of an app and its user where they are set, else by the token of a user. */
function signature(link: Link, method: string, url: string): string {
  const keys = {
    ...{ apiKey: link.said('apiKey'), apiSecret: link.said('apiSecret') },
    ...{ accessToken: link.said('accessToken'), accessSecret: link.said('accessSecret') },
  };
  const signed = Object.values(keys).every((key) => key !== '');
  return signed ? oauthHeader(method, url, keys, { at: link.now }) : `Bearer ${link.said('bearer')}`;
}

const call = async <T>(
  link: Link,
  step: Step,
  { path, ...asked }: Omit<Asked, 'url' | 'headers'> & { path: string },
  shape: z.ZodType<T>,
) => {
  const url = `${link.said('server')}/2/${path}`;
  return ask(
    link,
    step,
    { ...asked, url, headers: { authorization: signature(link, asked.method, url) } },
    shape,
    reads,
  );
};

const sentAs = (id: string): Sent => ({ remoteId: id, url: `https://x.com/i/web/status/${id}` });
const textOf = ({ text, link }: PublishMessage): string => textWithLink('x', text, link);

async function upload(link: Link, picture: NonNullable<PublishMessage['picture']>): Promise<string> {
  const form = new FormData();
  form.set('media_category', 'tweet_image');
  form.set('media', pictureFile(picture));
  const { data } = await call(link, 'prepares', { method: 'POST', path: 'media/upload', form }, posted);
  if (picture.alt !== '') {
    const json = { id: data.id, metadata: { alt_text: { text: picture.alt } } };
    await call(link, 'prepares', { method: 'POST', path: 'media/metadata', json }, z.unknown());
  }
  return data.id;
}

/** The text as it was written: X puts short addresses in the place of links, and one at the end for a picture. */
function written({ text, entities }: z.output<typeof listed>['data'][number]): string {
  const whole = (entities?.urls ?? []).reduce(
    (said, { url, expanded_url: long, media_key: media }) =>
      said.replaceAll(url, media !== undefined || long === undefined ? '' : long),
    text,
  );
  return unescaped(whole);
}

/** X makes links of names without https, and gives them back with it. */
const bare = (text: string): string => text.replaceAll(/https?:\/\//gi, '').replaceAll(/\/(?=\s|$)/g, '');

const me = async (link: Link) => {
  const shape = z.object({ data: z.object({ id: z.string(), username: z.string() }) });
  return (await call(link, 'prepares', { method: 'GET', path: 'users/me' }, shape)).data;
};

/** X, by its API of version 2. */
export const x: Carrier = {
  async publish(link, message) {
    const media = message.picture === null ? {} : { media: { media_ids: [await upload(link, message.picture)] } };
    const json = { text: textOf(message), ...media };
    return sentAs((await call(link, 'publishes', { method: 'POST', path: 'tweets', json }, posted)).data.id);
  },
  async find(link, message, since) {
    const { id } = await me(link);
    const asked = new URLSearchParams({
      ...{ start_time: `${since.toISOString().slice(0, 19)}Z`, max_results: String(PAGE), exclude: 'retweets,replies' },
      ...{ 'tweet.fields': 'created_at,entities' },
    });
    const path = `users/${encodeURIComponent(id)}/tweets?${asked}`;
    const { data, meta } = await call(link, 'prepares', { method: 'GET', path }, listed);
    const found = data.find((post) => sameText(bare(written(post)), bare(textOf(message))));
    if (found) return { state: 'there', ...sentAs(found.id) };
    return data.length >= PAGE || meta?.next_token !== undefined ? { state: 'cannot_tell' } : { state: 'not_there' };
  },
  async remove(link, remoteId) {
    await call(link, 'publishes', { method: 'DELETE', path: `tweets/${encodeURIComponent(remoteId)}` }, z.unknown());
  },
  async seenAs(link) {
    return { name: `@${(await me(link)).username}`, until: null };
  },
};
