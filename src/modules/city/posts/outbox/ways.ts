import { editPublished, findPublished, publish, removePublished } from '#modules/city/channels';
import { limitsOf, channelKinds, type ChannelKind } from '#modules/city/channels/client';
import type { FoundOutcome, PublishMessage, PublishOutcome } from '#modules/city/channels';
import type { Tx } from '#platform/database/db';
import type { Services } from '#platform/services';

/** How channels are spoken to, over the connection that holds the delivery; tests speak to a channel of their own. */
interface Ways {
  publish(trx: Tx, accountId: number, message: PublishMessage): Promise<PublishOutcome>;
  find(trx: Tx, accountId: number, message: PublishMessage, since: Date): Promise<FoundOutcome>;
  edit(trx: Tx, accountId: number, remoteId: string, message: PublishMessage): Promise<PublishOutcome>;
  remove(trx: Tx, accountId: number, remoteId: string): Promise<PublishOutcome>;
}

/** By the channels themselves. */
const waysOf = (services: Pick<Services, 'config' | 'secrets' | 'clock'>): Ways => {
  const over = (trx: Tx) => ({ config: services.config, secrets: services.secrets, clock: services.clock, db: trx });
  return {
    publish: async (trx, accountId, message) => publish(over(trx), accountId, message),
    find: async (trx, accountId, message, since) => findPublished(over(trx), accountId, message, since),
    edit: async (trx, accountId, remoteId, message) => editPublished(over(trx), accountId, remoteId, message),
    remove: async (trx, accountId, remoteId) => removePublished(over(trx), accountId, remoteId),
  };
};

/** What an outbox needs. */
export interface OutboxNeeds {
  ways: Ways;
  storage: Services['storage'];
  /** Where the network is reached by everybody, and whether that is set: only then a channel can fetch a picture. */
  origin: string;
  originIsPublic: boolean;
}

export const outboxNeeds = (services: Pick<Services, 'config' | 'secrets' | 'clock' | 'storage'>): OutboxNeeds => ({
  ...{ ways: waysOf(services), storage: services.storage },
  ...{ origin: services.config.publicUrl, originIsPublic: services.config.publicUrlSet },
});

/** Kinds of which a person copies and shares. */
export const BY_HAND: readonly ChannelKind[] = channelKinds.filter((kind) => limitsOf[kind].byHand);
