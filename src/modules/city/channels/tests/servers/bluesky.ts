import { ok, said, startFake, type FakeServer, type Heard, type Reply } from './fake-server.ts';

const refused = (status: number, error: string): Reply => ({ status, body: { error, message: error } });
const DID = 'did:plc:perpus';
const TID = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/;

/** A personal data server of AT Protocol: com.atproto.server and com.atproto.repo of its lexicons. */
export async function startFakeBluesky(): Promise<
  FakeServer & { password: string; records: Map<string, Record<string, unknown>> }
> {
  const records = new Map<string, Record<string, unknown>>();
  const recordOf = (value: unknown): Record<string, unknown> =>
    typeof value === 'object' && value !== null ? { ...value } : {};
  const methods: Record<string, (heard: Heard) => Reply> = {
    'com.atproto.server.createSession': ({ json }) =>
      json.password === 'abcd-efgh-ijkl-mnop'
        ? ok({ accessJwt: 'jwt', refreshJwt: 'more', did: DID, handle: 'perpus.bsky.test' })
        : refused(401, 'AuthenticationRequired'),
    'com.atproto.repo.uploadBlob': ({ body, headers }) =>
      ok({ blob: { $type: 'blob', ref: { $link: 'bafkrei' }, mimeType: headers['content-type'], size: body.length } }),
    'com.atproto.repo.putRecord'({ json }) {
      const rkey = said(json.rkey);
      if (!TID.test(rkey)) return refused(400, 'InvalidRequest');
      if (json.swapRecord === null && records.has(rkey)) return refused(400, 'InvalidSwap');
      records.set(rkey, recordOf(json.record));
      return ok({ uri: `at://${DID}/app.bsky.feed.post/${rkey}`, cid: 'bafyrei' });
    },
    'com.atproto.repo.getRecord'({ query }) {
      const value = records.get(query.get('rkey') ?? '');
      return value ? ok({ uri: `at://${DID}/app.bsky.feed.post/x`, value }) : refused(400, 'RecordNotFound');
    },
    'com.atproto.repo.deleteRecord'({ json }) {
      records.delete(said(json.rkey));
      return ok({});
    },
  };
  const fake = await startFake({
    expired: refused(401, 'AuthenticationRequired'),
    writes: ({ path }) => /putRecord|deleteRecord/.test(path),
    answer: (heard) => methods[heard.path.replace('/xrpc/', '')]?.(heard) ?? refused(501, 'MethodNotImplemented'),
  });
  return Object.assign(fake, { password: 'abcd-efgh-ijkl-mnop', records });
}
