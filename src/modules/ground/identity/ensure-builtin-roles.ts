import type { Db } from '#platform/db';
import { upsertBuiltinRoles } from './data/roles.queries.ts';
import { BUILTIN_ROLES } from './rules/builtin-roles.ts';

/** Brings the built-in roles to what this release says; runs after the migrations. */
export const ensureBuiltinRoles = async (db: Db): Promise<void> => upsertBuiltinRoles(db, BUILTIN_ROLES);
