import { authorizeAnywhere, can, grantedLibraries } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { MemberScope } from './client.ts';
import { countActs } from './data/acts.queries.ts';
import { selectDevices } from './data/devices.queries.ts';

export interface Device {
  id: number;
  name: string;
  library: { id: number; code: string; name: string; timeZone: string };
  members: MemberScope;
  maxAgeHours: number;
  enrolledAt: Date;
  enrolledBy: string;
  /** When it fetched data last, and when it sent something last. */
  snapshotAt: Date | null;
  syncedAt: Date | null;
  revokedAt: Date | null;
  revokedBy: string | null;
  /** Acts that it sent, and how many of them still wait for a person. */
  sent: number;
  conflicts: number;
  /** Whether this account may revoke it. */
  revocable: boolean;
}

/** The devices of the libraries of this desk. Needs `loans.check_in`. */
export async function listDevices(ctx: Ctx): Promise<Device[]> {
  authorizeAnywhere(ctx, 'loans.check_in');
  const [rows, counts] = await Promise.all([
    selectDevices(ctx.db, grantedLibraries(ctx.actor, 'loans.check_in')),
    countActs(ctx.db),
  ]);
  return rows.map((row) => {
    const own = counts.filter(({ deviceId }) => deviceId === row.id);
    return {
      id: row.id,
      name: row.name,
      library: { id: row.libraryId, code: row.libraryCode, name: row.libraryName, timeZone: row.timeZone },
      members: row.members,
      maxAgeHours: row.maxAgeHours,
      enrolledAt: row.enrolledAt,
      enrolledBy: row.enrolledBy,
      snapshotAt: row.snapshotAt,
      syncedAt: row.syncedAt,
      revokedAt: row.revokedAt,
      revokedBy: row.revokedBy,
      sent: own.reduce((sum, { count }) => sum + count, 0),
      conflicts: own.find(({ outcome }) => outcome === 'conflict')?.count ?? 0,
      revocable: can(ctx.actor, 'devices.enrol', row.libraryId),
    };
  });
}
