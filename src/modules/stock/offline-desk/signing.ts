import type { Secrets } from '#platform/rights/secrets';
import { signingKeys, type SigningKey } from '#platform/rights/signing';

/** The keys with which snapshots are signed, the present one first. */
export const snapshotKeys = (secrets: Secrets): SigningKey[] => signingKeys(secrets, 'offline-desk.sign');
