import { countSealedAccounts, resealAccounts } from '#modules/city/channels';
import { countSealedMailKeys, resealMailKeys } from '#modules/city/mail-health';
import { countSealedBackups, resealBackups } from '#modules/ground/backups';
import { countSealedChannels, resealChannels } from '#modules/people/notifications';
import { countSealedMembers, resealMembers } from '#modules/people/members';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { checkKeys } from '#platform/database/key-check';
import { addKey, keysFrom, type Secrets } from '#platform/rights/secrets';

export interface RotatedKeys {
  /** The key that seals from now on. */
  keyId: string;
  /** False: an earlier change was interrupted, and has been finished. */
  added: boolean;
  /** How many values were sealed anew. */
  resealed: number;
}

/**
 * Changes the key that seals: a new one is added to the key file beside the old ones, and everything that is kept sealed is sealed anew. May be
 * stopped at any moment and run again: then it finishes what was begun, and adds no further key. Older keys stay in the file, for what was
 * signed by them and is in people's hands (certificates, codes at doors, links in mails). No other process may serve this database meanwhile.
 * @returns null where the keys come from `SECRET_KEYS`, which only a person can change, and nothing is left to finish
 */
export async function rotateKeys(
  ctx: Ctx,
  { config, secrets }: { config: Pick<Config, 'dataDir' | 'secretKeys'>; secrets: Secrets },
): Promise<RotatedKeys | null> {
  const unfinished =
    (await countSealedMembers(ctx.db, secrets)) +
    (await countSealedChannels(ctx.db, secrets)) +
    (await countSealedAccounts(ctx.db, secrets)) +
    (await countSealedBackups(ctx.db, secrets)) +
    (await countSealedMailKeys(ctx.db, secrets));
  const added = unfinished === 0;
  if (added && config.secretKeys) return null;
  const keys = added ? addKey(config) : secrets;
  if (added) await checkKeys(ctx.db, keys, keysFrom(config), ctx.clock.now());
  const resealed =
    (await resealMembers(ctx, keys)) +
    (await resealChannels(ctx, keys)) +
    (await resealAccounts(ctx, keys)) +
    (await resealBackups(ctx, keys)) +
    (await resealMailKeys(ctx, keys));
  return { keyId: keys.keyId, added, resealed };
}
