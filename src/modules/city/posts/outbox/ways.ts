import { editPublished, findPublished, publish, removePublished } from '#modules/city/channels';
import { limitsOf, channelKinds, type ChannelKind } from '#modules/city/channels/client';
import type { FoundOutcome, PublishMessage, PublishOutcome } from '#modules/city/channels';
import type { Services } from '#platform/services';

/** How channels are spoken to; tests speak to one of their own. */
export interface Ways {
  publish(accountId: number, message: PublishMessage): Promise<PublishOutcome>;
  find(accountId: number, message: PublishMessage, since: Date): Promise<FoundOutcome>;
  edit(accountId: number, remoteId: string, message: PublishMessage): Promise<PublishOutcome>;
  remove(accountId: number, remoteId: string): Promise<PublishOutcome>;
}

/** By the channels themselves. */
export const waysOf = (services: Services): Ways => ({
  publish: async (accountId, message) => publish(services, accountId, message),
  find: async (accountId, message, since) => findPublished(services, accountId, message, since),
  edit: async (accountId, remoteId, message) => editPublished(services, accountId, remoteId, message),
  remove: async (accountId, remoteId) => removePublished(services, accountId, remoteId),
});

/** What an outbox needs. */
export interface OutboxNeeds {
  ways: Ways;
  storage: Services['storage'];
  /** Where the network is reached by everybody, and whether that is set: only then a channel can fetch a picture. */
  origin: string;
  originIsPublic: boolean;
}

export const outboxNeeds = (services: Services): OutboxNeeds => ({
  ...{ ways: waysOf(services), storage: services.storage },
  ...{ origin: services.config.publicUrl, originIsPublic: services.config.publicUrlSet },
});

/** Kinds of which a person copies and shares. */
export const BY_HAND: readonly ChannelKind[] = channelKinds.filter((kind) => limitsOf[kind].byHand);
