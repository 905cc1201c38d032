import { z } from 'zod';
import { graph, permissionUntil } from './graph.ts';
import { refuse, Stopped, type Carrier, type Link } from './link.ts';
import { lookUntil } from './look-until.ts';
import { sameText } from './same-text.ts';

const PAGE = 50;
const made = z.object({ id: z.string() });
const listed = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      caption: z.string().default(''),
      permalink: z.string().nullable().default(null),
      timestamp: z.string(),
    }),
  ),
  // a page may hold fewer than were asked for and not be the last one
  paging: z.object({ next: z.string().optional() }).optional(),
});
const userOf = (link: Link): string => encodeURIComponent(link.said('userId'));

/** Whether the picture of a container was fetched. Throws where it will never be. */
async function isFetched(link: Link, container: string): Promise<boolean> {
  const shape = z.object({ status_code: z.string() });
  const path = `${encodeURIComponent(container)}?fields=status_code`;
  const { status_code: state } = await graph(link, 'prepares', { method: 'GET', path }, shape);
  if (state === 'ERROR' || state === 'EXPIRED') throw refuse('picture_refused', state);
  return state === 'FINISHED' || state === 'PUBLISHED';
}

/** Where people read it; what was published stays published where this cannot be asked. */
async function addressOf(link: Link, id: string): Promise<string | null> {
  try {
    const shape = z.object({ permalink: z.string() });
    const path = `${encodeURIComponent(id)}?fields=permalink`;
    return (await graph(link, 'prepares', { method: 'GET', path }, shape)).permalink;
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}

/** A professional account of Instagram, by the Graph API. Instagram fetches the picture from a public address. */
export const instagram: Carrier = {
  async publish(link, { text, picture }) {
    if (picture === null) throw refuse('picture_needed');
    if (picture.publicUrl === null) throw refuse('picture_needs_public_address');
    const json = { image_url: picture.publicUrl, caption: text, ...(picture.alt !== '' && { alt_text: picture.alt }) };
    const container = await graph(link, 'prepares', { method: 'POST', path: `${userOf(link)}/media`, json }, made);
    await lookUntil(link, async () => isFetched(link, container.id));
    const publish = {
      method: 'POST',
      path: `${userOf(link)}/media_publish`,
      json: { creation_id: container.id },
    } as const;
    const { id } = await graph(link, 'publishes', publish, made);
    return { remoteId: id, url: await addressOf(link, id) };
  },
  async find(link, { text }, since) {
    const path = `${userOf(link)}/media?fields=id,caption,permalink,timestamp&limit=${PAGE}`;
    const { data, paging } = await graph(link, 'prepares', { method: 'GET', path }, listed);
    const recent = data.filter(({ timestamp }) => new Date(timestamp) >= since);
    const found = recent.find(({ caption }) => sameText(caption, text));
    if (found) return { state: 'there', remoteId: found.id, url: found.permalink };
    // only where something older was seen, or all there is, nothing can stand further down
    const isWhole = recent.length < data.length || paging?.next === undefined;
    return recent.length >= PAGE || !isWhole ? { state: 'cannot_tell' } : { state: 'not_there' };
  },
  async seenAs(link) {
    const shape = z.object({ username: z.string() });
    const path = `${userOf(link)}?fields=username`;
    const { username } = await graph(link, 'prepares', { method: 'GET', path }, shape);
    return { name: `@${username}`, until: await permissionUntil(link) };
  },
};
