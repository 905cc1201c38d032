import type { Db } from '#platform/database/db';
import { upsertBuiltinRoles } from '../data/roles.queries.ts';
import type { Services } from '#platform/services';
import { builtinRoles } from '../rules/builtin-roles.ts';

/** Brings the built-in roles to what this release says; runs after the migrations. */
export const ensureBuiltinRoles = async (db: Db, { permissions }: Pick<Services, 'permissions'>): Promise<void> =>
  upsertBuiltinRoles(db, builtinRoles(permissions));
