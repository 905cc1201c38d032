import { permissions } from '#contributed/permissions';
import { createApiToken } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { systemCtx } from '#platform/context';
import type { TestDb } from './test-db.ts';

/** A token of a new account with one shipped role, at one library or (null) everywhere. */
export async function tokenOfRole(t: TestDb, role: string, libraryId: number | null): Promise<string> {
  const username = `${role}-${libraryId ?? 'semua'}`.replaceAll('_', '-');
  await makeAccount(t, { username, grants: [{ role, libraryId }] });
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  return (await createApiToken(system, { permissions }, { username, name: 'uji', scopes: ['*'], expiresAt: null }))
    .token;
}
