import { ok, said, startFake, type FakeServer, type Heard, type Reply } from './fake-server.ts';

const refused = (status: number, title: string, detail: string): Reply => ({ status, body: { title, detail, status } });
interface Post {
  id: string;
  text: string;
  media: boolean;
  at: string;
}
const escapedText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** As X gives a post: links are short ones, a picture is one more at the end. */
function shown({ id, text, media, at }: Post) {
  const urls: { url: string; expanded_url: string; media_key?: string }[] = [];
  let short = escapedText(text).replaceAll(/https?:\/\/\S+/g, (link) => {
    const url = `https://t.co/${id}x${urls.length}`;
    urls.push({ url, expanded_url: link });
    return url;
  });
  if (media) {
    const url = `https://t.co/${id}pic`;
    urls.push({ url, expanded_url: `https://x.com/perpus/status/${id}/photo/1`, media_key: '3_1' });
    short += ` ${url}`;
  }
  return { id, text: short, created_at: at, entities: { urls } };
}

/** The API of X, version 2: /2/tweets, /2/users, /2/media. @param now when it takes posts */
export async function startFakeX(
  now: () => Date,
): Promise<FakeServer & { posts: Map<string, Post>; alts: Map<string, string> }> {
  const posts = new Map<string, Post>();
  const alts = new Map<string, string>();
  let nextId = 1000;
  function tweet({ json }: Heard): Reply {
    const text = said(json.text);
    if ([...posts.values()].some((post) => post.text === text))
      return refused(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.');
    const id = String((nextId += 1));
    posts.set(id, { id, text, media: json.media !== undefined, at: now().toISOString() });
    return { status: 201, body: { data: { id, text } } };
  }
  function describe({ json }: Heard): Reply {
    const metadata = JSON.stringify(json.metadata);
    alts.set(said(json.id), metadata);
    return ok({ data: {} });
  }
  const fake = await startFake({
    expired: refused(401, 'Unauthorized', 'Unauthorized'),
    writes: ({ method, path }) => method !== 'GET' && path.startsWith('/2/tweets'),
    answer(heard) {
      const { method, path, query, headers } = heard;
      if (!/^OAuth oauth_consumer_key="ck", |^Bearer user$/.test(said(headers.authorization)))
        return refused(401, 'Unauthorized', 'Unauthorized');
      if (path === '/2/users/me') return ok({ data: { id: '55', username: 'perpusblitar' } });
      if (path === '/2/media/upload') {
        if (!(heard.form?.get('media') instanceof File)) return refused(400, 'Invalid Request', 'media is required');
        return ok({ data: { id: String((nextId += 1)) } });
      }
      if (path === '/2/media/metadata') return describe(heard);
      if (path === '/2/users/55/tweets') {
        const since = Date.parse(query.get('start_time') ?? '');
        return ok({ data: [...posts.values()].filter(({ at }) => Date.parse(at) >= since).map(shown) });
      }
      if (path === '/2/tweets' && method === 'POST') return tweet(heard);
      return posts.delete(path.slice('/2/tweets/'.length))
        ? ok({ data: { deleted: true } })
        : refused(404, 'Not Found Error', 'Could not find tweet');
    },
  });
  return Object.assign(fake, { posts, alts });
}
