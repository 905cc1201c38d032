import type { Secrets } from '#platform/rights/secrets';
import { markOf, readId, signedPart, type MailingId } from './rules/mailing-id.ts';

const PURPOSE = 'mailing-message-id';

/** The signature in the message id of a mail. */
export const messageMark = (secrets: Secrets, about: MailingId): string =>
  markOf(secrets.mac(PURPOSE, signedPart(about)));

/**
 * Which mail of ours a message id is of, with or without brackets: what came back says it. Nobody can make one up.
 * @returns null for an id that is none of a mailing of ours
 */
export const readMailingId = (secrets: Secrets, messageId: string): MailingId | null =>
  readId(messageId, (signed) => secrets.macs(PURPOSE, signed));
