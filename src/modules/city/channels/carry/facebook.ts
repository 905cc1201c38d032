import { z } from 'zod';
import type { PublishMessage } from '../rules/outcome.ts';
import { graph, permissionUntil } from './graph.ts';
import { pictureFile, type Carrier, type Link, type Sent } from './link.ts';
import { sameText } from './same-text.ts';

const PAGE = 100;
const listed = z.object({
  data: z.array(z.object({ id: z.string(), message: z.string().default(''), permalink_url: z.string().optional() })),
  // a page may hold fewer than were asked for and not be the last one
  paging: z.object({ next: z.string().optional() }).optional(),
});

const sentAs = (id: string): Sent => ({ remoteId: id, url: `https://www.facebook.com/${id}` });
const pageOf = (link: Link): string => encodeURIComponent(link.said('pageId'));

/** The text as it stands there: beside a picture no link is attached, so it stands beneath. */
function textOf({ text, link, picture }: PublishMessage): string {
  if (link === null || picture === null || text.includes(link)) return text;
  return `${text.trimEnd()}\n\n${link}`;
}

/** A page of Facebook, by the Graph API. */
export const facebook: Carrier = {
  async publish(link, message) {
    const { picture } = message;
    if (picture === null) {
      const json = { message: textOf(message), ...(message.link !== null && { link: message.link }) };
      const sent = { method: 'POST', path: `${pageOf(link)}/feed`, json } as const;
      return sentAs((await graph(link, 'publishes', sent, z.object({ id: z.string() }))).id);
    }
    const form = new FormData();
    form.set('caption', textOf(message));
    if (picture.alt !== '') form.set('alt_text_custom', picture.alt);
    form.set('source', pictureFile(picture));
    const shape = z.object({ id: z.string(), post_id: z.string().optional() });
    const sent = { method: 'POST', path: `${pageOf(link)}/photos`, form } as const;
    const { id, post_id: post } = await graph(link, 'publishes', sent, shape);
    return sentAs(post ?? id);
  },
  async find(link, message, since) {
    const asked = { fields: 'id,message,permalink_url', since: String(Math.floor(since.getTime() / 1000)) };
    const path = `${pageOf(link)}/posts?${new URLSearchParams({ ...asked, limit: String(PAGE) })}`;
    const { data, paging } = await graph(link, 'prepares', { method: 'GET', path }, listed);
    const found = data.find((post) => sameText(post.message, textOf(message)));
    if (found) return { state: 'there', remoteId: found.id, url: found.permalink_url ?? sentAs(found.id).url };
    return data.length >= PAGE || paging?.next !== undefined ? { state: 'cannot_tell' } : { state: 'not_there' };
  },
  async edit(link, remoteId, message) {
    const sent = { method: 'POST', path: encodeURIComponent(remoteId), json: { message: textOf(message) } } as const;
    await graph(link, 'publishes', sent, z.unknown());
    return sentAs(remoteId);
  },
  async remove(link, remoteId) {
    await graph(link, 'publishes', { method: 'DELETE', path: encodeURIComponent(remoteId) }, z.unknown());
  },
  async seenAs(link) {
    const shape = z.object({ name: z.string() });
    const { name } = await graph(link, 'prepares', { method: 'GET', path: `${pageOf(link)}?fields=name` }, shape);
    return { name, until: await permissionUntil(link) };
  },
};
