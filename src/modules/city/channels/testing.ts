import { makeSecrets } from '#platform/rights/secrets';
import type { Ctx } from '#platform/context';
import { addAccount } from './accounts/save-account.ts';
import type { ChannelKind } from './rules/limits.ts';
import type { NewAccountInput } from './schema.ts';

export { savePastAccount } from './accounts/save-past-account.ts';

/** What a test speaks with: keys of its own, and its own machine is among the hosts that may be reached. */
export const channelNeeds = {
  secrets: makeSecrets('k1', new Map([['k1', new Uint8Array(32).fill(7)]])),
  config: { outgoingHosts: ['127.0.0.1'] },
  ...{ patience: 300, pause: 1 },
};

const settings: Record<ChannelKind, Record<string, string>> = {
  telegram: { chat: '@perpusblitar' },
  mastodon: {},
  bluesky: { handle: 'perpus.bsky.test' },
  facebook: { pageId: '4711' },
  instagram: { userId: '1789' },
  ...{ x: {}, webhook: {}, whatsapp_channel: {}, other: {} },
};
const secrets: Record<ChannelKind, Record<string, string>> = {
  telegram: { botToken: '123456:AAfakefakefakefakefakefake' },
  mastodon: { token: 'masto-token' },
  bluesky: { appPassword: 'abcd-efgh-ijkl-mnop' },
  facebook: { token: 'EAAfake' },
  instagram: { token: 'EAAfake' },
  x: { apiKey: 'ck', apiSecret: 'cs', accessToken: 'at', accessSecret: 'as' },
  webhook: { key: `whsec_${Buffer.from('a key of a test').toString('base64')}` },
  ...{ whatsapp_channel: {}, other: {} },
};

/** An account that is complete, at a server. @param server of the fake servers, whose keys it bears; left out for kinds without one */
export async function anAccount(
  { ctx }: { ctx: () => Ctx },
  { kind, server, ...more }: Partial<NewAccountInput> & { kind: ChannelKind; server?: string },
): Promise<number> {
  const at = server === undefined ? {} : { [kind === 'webhook' ? 'address' : 'server']: server };
  const input = { name: `Akun ${kind}`, libraryId: null, enabled: true, ...more };
  return addAccount(ctx(), channelNeeds, {
    ...input,
    kind,
    settings: { ...settings[kind], ...at, ...more.settings },
    secrets: { ...secrets[kind], ...more.secrets },
  });
}
