import type { Secrets } from '#platform/rights/secrets';
import type { StoredStore } from '../data/stores.queries.ts';
import { openStoreSecret } from '../passphrase.ts';
import { rsyncStore } from './rsync.ts';
import { s3Store } from './s3.ts';
import type { Machine, Store, StoreAddress } from './store.ts';

/** A store to be spoken with. */
export const storeAt = (address: StoreAddress, machine: Machine): Store =>
  address.kind === 's3' ? s3Store(address, machine) : rsyncStore(address, machine);

/** The same of one that is kept. Throws `backups.secret_lost` where the key that sealed its secret is gone. */
export function openStore({ secret, ...store }: StoredStore, machine: Machine & { secrets: Secrets }): Store {
  return storeAt({ ...store, secret: secret === null ? '' : openStoreSecret(machine.secrets, secret) }, machine);
}
