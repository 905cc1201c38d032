import type { Ctx } from '#platform/context';
import { authorize } from '#platform/rights/authorize';

/**
 * Who moves a library in looks after the system, and brings in what belongs to the whole network. Throws unless the actor holds
 * `settings.manage` and `imports.run` for the network.
 */
export function mayMigrate(ctx: Pick<Ctx, 'actor'>): void {
  authorize(ctx, 'settings.manage', null);
  authorize(ctx, 'imports.run', null);
}
