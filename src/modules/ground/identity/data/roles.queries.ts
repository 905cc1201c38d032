import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { BuiltinRole } from '../rules/builtin-roles.ts';

export interface RoleRow {
  id: number;
  code: string;
  nameId: string;
  nameEn: string;
  permissions: string[];
  builtin: boolean;
  version: number;
}

const COLUMNS = ['id', 'code', 'nameId', 'nameEn', 'permissions', 'builtin', 'version'] as const;

/** Writes the built-in roles as the code has them; nothing happens when they are so already. */
export async function upsertBuiltinRoles(db: Db | Tx, roles: readonly BuiltinRole[]): Promise<void> {
  await db
    .insertInto('role')
    .values(
      roles.map((role) => ({
        code: role.code,
        nameId: role.nameId,
        nameEn: role.nameEn,
        permissions: [...role.permissions],
        builtin: true,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('code')
        .doUpdateSet({
          nameId: sql<string>`excluded.name_id`,
          nameEn: sql<string>`excluded.name_en`,
          permissions: sql<string[]>`excluded.permissions`,
          builtin: true,
          version: sql<number>`role.version + 1`,
        })
        .where(
          sql<boolean>`(role.name_id, role.name_en, role.permissions, role.builtin)
            is distinct from (excluded.name_id, excluded.name_en, excluded.permissions, true)`,
        ),
    )
    .execute();
}

export const findRoles = async (db: Db | Tx): Promise<RoleRow[]> =>
  db.selectFrom('role').select(COLUMNS).orderBy('builtin', 'desc').orderBy('id').execute();

export const findRole = async (db: Db | Tx, id: number): Promise<RoleRow | undefined> =>
  db.selectFrom('role').select(COLUMNS).where('id', '=', id).executeTakeFirst();

export const findRoleByCode = async (db: Db | Tx, code: string): Promise<RoleRow | undefined> =>
  db.selectFrom('role').select(COLUMNS).where('code', '=', code).executeTakeFirst();

export const insertRole = async (trx: Tx, role: Omit<RoleRow, 'id' | 'builtin' | 'version'>): Promise<RoleRow> =>
  trx
    .insertInto('role')
    .values({ ...role, permissions: [...role.permissions] })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();

/** Undefined when the version is not the one that was read. */
export const updateRoleRow = async (
  trx: Tx,
  id: number,
  version: number,
  values: Pick<RoleRow, 'nameId' | 'nameEn' | 'permissions'>,
): Promise<RoleRow | undefined> =>
  trx
    .updateTable('role')
    .set({
      nameId: values.nameId,
      nameEn: values.nameEn,
      permissions: [...values.permissions],
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(COLUMNS)
    .executeTakeFirst();

/** Locks a role against everything, also against being granted; undefined when the version is another one. */
export const lockRole = async (trx: Tx, id: number, version: number): Promise<{ id: number } | undefined> =>
  trx
    .selectFrom('role')
    .select('id')
    .where('id', '=', id)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst();

export async function deleteRoleRow(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('role').where('id', '=', id).execute();
}

export async function countGrantsOfRole(db: Db | Tx, roleId: number): Promise<number> {
  const row = await db
    .selectFrom('roleGrant')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('roleId', '=', roleId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Null when the account has this grant already. */
export async function insertGrant(
  trx: Tx,
  grant: { accountId: number; roleId: number; libraryId: number | null },
): Promise<number | null> {
  const row = await trx
    .insertInto('roleGrant')
    .values(grant)
    .onConflict((conflict) => conflict.columns(['accountId', 'roleId', 'libraryId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function deleteGrant(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('roleGrant').where('id', '=', id).execute();
}

/**
 * Active accounts that hold a role network-wide. Locks the role first, so that two people who take the last two away at once
 * come one after the other.
 */
export async function lockHoldersNetworkWide(trx: Tx, code: string): Promise<number[]> {
  await trx.selectFrom('role').select('id').where('code', '=', code).forUpdate().execute();
  const rows = await trx
    .selectFrom('roleGrant')
    .innerJoin('role', 'role.id', 'roleGrant.roleId')
    .innerJoin('account', 'account.id', 'roleGrant.accountId')
    .select('roleGrant.accountId')
    .where('role.code', '=', code)
    .where('roleGrant.libraryId', 'is', null)
    .where('account.status', '=', 'active')
    .execute();
  return rows.map((row) => row.accountId);
}
