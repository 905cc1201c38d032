import { ok, said, startFake, type FakeServer, type Heard, type Reply } from './fake-server.ts';

const refused = (status: number, error: string): Reply => ({ status, body: { error } });
interface Post {
  id: string;
  text: string;
  at: string;
  media: string[];
}
const html = (text: string): string =>
  `<p>${text
    .replaceAll('&', '&amp;')
    .replaceAll(/https?:\/\/(\S+)/g, '<a href="$&"><span class="invisible">https://</span><span>$1</span></a>')
    .replaceAll('\n\n', '</p><p>')
    .replaceAll('\n', '<br />')}</p>`;

/** A server of Mastodon: https://docs.joinmastodon.org/methods/statuses/ and /media/. @param now when it takes posts */
export async function startFakeMastodon(
  now: () => Date,
): Promise<FakeServer & { token: string; posts: Map<string, Post>; described: Map<string, string> }> {
  const posts = new Map<string, Post>();
  const byKey = new Map<string, string>();
  const described = new Map<string, string>();
  let drawn = false;
  let nextId = 100;
  const shown = ({ id, text, at, media }: Post) => ({
    ...{ id, url: `https://mastodon.test/@perpus/${id}`, content: html(text), created_at: at },
    media_attachments: media.map((one) => ({ id: one })),
  });
  const idsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(said) : []);
  function post({ json, headers }: Heard): Reply {
    const known = posts.get(byKey.get(said(headers['idempotency-key'])) ?? '');
    if (known) return ok(shown(known));
    if (said(json.status).length > 500) return refused(422, 'Validation failed: Text character limit of 500 exceeded');
    const id = String((nextId += 1));
    const made = { id, text: said(json.status), at: now().toISOString(), media: idsIn(json.media_ids) };
    posts.set(id, made);
    byKey.set(said(headers['idempotency-key']), id);
    return ok(shown(made));
  }
  function media({ form }: Heard): Reply {
    if (!(form?.get('file') instanceof File)) return refused(422, "Validation failed: File can't be blank");
    const id = `m${(nextId += 1)}`;
    described.set(id, said(form.get('description')));
    drawn = false;
    return { status: 202, body: { id, url: null } };
  }
  function one(heard: Heard, id: string): Reply {
    const known = posts.get(id);
    if (!known) return refused(404, 'Record not found');
    if (heard.method === 'DELETE') posts.delete(id);
    if (heard.method === 'PUT') {
      known.text = said(heard.json.status);
      known.media = idsIn(heard.json.media_ids);
    }
    return ok(shown(known));
  }
  const fake = await startFake({
    expired: refused(401, 'The access token was revoked'),
    writes: ({ method, path }) => method !== 'GET' && path.startsWith('/api/v1/statuses'),
    answer(heard) {
      const { method, path, headers } = heard;
      if (headers.authorization !== 'Bearer masto-token') return refused(401, 'The access token is invalid');
      if (path === '/api/v1/accounts/verify_credentials') return ok({ id: '7', acct: 'perpus' });
      if (path === '/api/v1/accounts/7/statuses') return ok([...posts.values()].toReversed().map(shown));
      if (path === '/api/v2/media') return media(heard);
      if (path.startsWith('/api/v1/media/')) {
        // it is drawn when one looks for the second time
        const done = drawn;
        drawn = true;
        return {
          status: done ? 200 : 206,
          body: { id: path.slice(14), url: done ? 'https://mastodon.test/m.png' : null },
        };
      }
      if (path === '/api/v1/statuses' && method === 'POST') return post(heard);
      return one(heard, path.slice('/api/v1/statuses/'.length));
    },
  });
  return Object.assign(fake, { token: 'masto-token', posts, described });
}
