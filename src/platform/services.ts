import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db, DbAddress } from './database/db.ts';
import type { Heavy } from './background/heavy-types.ts';
import type { Jobs } from './background/jobs.ts';
import type { Live } from './requests/live.ts';
import type { Mailer } from './sending/mail.ts';
import type { PersonalDataSource, RetentionClass } from './rights/personal-data.ts';
import type { PermissionKind } from './rights/permissions.ts';
import type { Secrets } from './rights/secrets.ts';
import type { Storage } from './storage.ts';

/** What one process has opened. Made once at start and handed to whoever needs it; holds no state of requests. */
export interface Services {
  config: Config;
  db: Db;
  /** Where that database is, for work on connections of its own: backups. */
  address: DbAddress;
  clock: Clock;
  storage: Storage;
  mailer: Mailer;
  jobs: Jobs;
  /** Has work done that is too heavy for the process that answers people. */
  heavy: Heavy;
  live: Live;
  secrets: Secrets;
  /** What the modules know of a member, for exports and erasures. */
  personalData: readonly PersonalDataSource[];
  /** What goes after its time. */
  retention: readonly RetentionClass[];
  /** What roles can allow. */
  permissions: readonly PermissionKind[];
}

let services: Services | undefined;

/** Called once by the entry point, so that pages (which the web framework constructs) find the same services. */
export function provideServices(value: Services): void {
  services = value;
}
export function getServices(): Services {
  if (!services) throw new Error('services are not provided yet');
  return services;
}

/** What a module's `jobs.ts` exports: it declares the module's queues in this process. */
export type JobModule = (services: Services) => Promise<void>;
