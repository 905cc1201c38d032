import { fieldOf, ok, said, startFake, type FakeServer, type Heard, type Reply } from './fake-server.ts';

const refused = (code: number, message: string, sub?: number): Reply => ({
  status: 400,
  body: { error: { message, type: 'OAuthException', code, error_subcode: sub } },
});
const gone = refused(100, 'Unsupported request. Object does not exist', 33);
const expired = refused(190, 'Error validating access token: Session has expired');
const TOKEN = 'EAAfake';
/** Instant at which the permission ends, in seconds: 2027-01-15. */
const UNTIL = 1_800_000_000;

interface GraphPost {
  id: string;
  text: string;
  link: string;
  alt: string;
  at: string;
}
type Graph = FakeServer & { token: string; posts: Map<string, GraphPost> };

/** What both have: a permission, and its last instant. */
function common({ headers, path, query }: Heard): Reply | null {
  if (headers.authorization !== `Bearer ${TOKEN}`) return expired;
  return path === '/debug_token' && query.get('input_token') === TOKEN ? ok({ data: { expires_at: UNTIL } }) : null;
}

/** The Graph API of a page of Facebook: /{page}/feed, /photos, /posts. @param now when it takes posts */
export async function startFakeFacebook(now: () => Date): Promise<Graph> {
  const posts = new Map<string, GraphPost>();
  let nextId = 500;
  const keep = (heard: Heard, text: string): GraphPost => {
    const id = `4711_${(nextId += 1)}`;
    const post = { id, text, link: said(heard.json.link), alt: '', at: now().toISOString() };
    posts.set(id, post);
    return post;
  };
  const fake = await startFake({
    expired,
    writes: ({ method }) => method !== 'GET',
    answer(heard) {
      const { method, path, query } = heard;
      const first = common(heard);
      if (first) return first;
      if (path === '/4711') return ok({ name: 'Perpustakaan Kota Blitar' });
      if (path === '/4711/feed') return ok({ id: keep(heard, fieldOf(heard, 'message')).id });
      if (path === '/4711/photos') {
        if (!(heard.form?.get('source') instanceof File)) return refused(324, 'Requires upload file');
        const post = keep(heard, fieldOf(heard, 'caption'));
        post.alt = fieldOf(heard, 'alt_text_custom');
        return ok({ id: 'photo-1', post_id: post.id });
      }
      if (path === '/4711/posts') {
        const since = Number(query.get('since')) * 1000;
        const found = [...posts.values()].filter(({ at }) => Date.parse(at) >= since);
        return ok({
          data: found.map(({ id, text }) => ({ id, message: text, permalink_url: `https://fb.test/${id}` })),
        });
      }
      const post = posts.get(path.slice(1));
      if (!post) return gone;
      if (method === 'DELETE') posts.delete(post.id);
      else post.text = fieldOf(heard, 'message');
      return ok({ success: true });
    },
  });
  return Object.assign(fake, { token: TOKEN, posts });
}

/** The Graph API of an account of Instagram: containers, /media_publish, /media. @param now when it takes posts */
export async function startFakeInstagram(now: () => Date): Promise<Graph> {
  const posts = new Map<string, GraphPost>();
  const containers = new Map<string, Omit<GraphPost, 'id' | 'at'> & { looks: number }>();
  let nextId = 900;
  const publish = ({ json }: Heard): Reply => {
    const made = containers.get(said(json.creation_id));
    if (!made) return gone;
    const id = String((nextId += 1));
    posts.set(id, { id, text: made.text, link: made.link, alt: made.alt, at: now().toISOString() });
    return ok({ id });
  };
  const fake = await startFake({
    expired,
    writes: ({ path }) => path.endsWith('/media_publish'),
    answer(heard) {
      const { method, path, json } = heard;
      const first = common(heard);
      if (first) return first;
      if (path === '/1789') return ok({ username: 'perpus.blitar' });
      if (path === '/1789/media_publish') return publish(heard);
      if (path === '/1789/media' && method === 'POST') {
        const id = `c${(nextId += 1)}`;
        containers.set(id, {
          text: said(json.caption),
          link: said(json.image_url),
          alt: said(json.alt_text),
          looks: 0,
        });
        return ok({ id });
      }
      if (path === '/1789/media') {
        const found = [...posts.values()].toReversed();
        return ok({
          data: found.map(({ id, text, at }) => ({
            id,
            caption: text,
            timestamp: at,
            permalink: `https://ig.test/p/${id}`,
          })),
        });
      }
      const container = containers.get(path.slice(1));
      // fetched when one looks for the second time
      if (container) return ok({ status_code: (container.looks += 1) > 1 ? 'FINISHED' : 'IN_PROGRESS' });
      return posts.has(path.slice(1)) ? ok({ permalink: `https://ig.test/p${path}` }) : gone;
    },
  });
  return Object.assign(fake, { token: TOKEN, posts });
}
