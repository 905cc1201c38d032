import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize, authorizeAnywhere, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { violatedUnique, type Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import {
  countGrantsOfRole,
  deleteRoleRow,
  findRole,
  findRoleByCode,
  findRoles,
  insertRole,
  lockRole,
  updateRoleRow,
  type RoleRow,
} from '../data/roles.queries.ts';
import { identityErrors } from '../errors.ts';
import type { Services } from '#platform/services';
import { requireHeld } from './hand-out.ts';

type Needs = Pick<Services, 'permissions'>;

export interface RoleInput {
  nameId: string;
  nameEn: string;
  permissions: readonly string[];
}

/** All roles, the built-in ones first. For whoever manages roles or accounts. */
export async function listRoles(ctx: Ctx): Promise<RoleRow[]> {
  if (!canAnywhere(ctx.actor, 'accounts.manage')) authorizeAnywhere(ctx, 'roles.manage');
  return findRoles(ctx.db);
}

export async function getRole(ctx: Ctx, input: { id: number }): Promise<RoleRow> {
  if (!canAnywhere(ctx.actor, 'accounts.manage')) authorizeAnywhere(ctx, 'roles.manage');
  const role = await findRole(ctx.db, input.id);
  if (!role) throw platformErrors.notFound();
  return role;
}

/** A role of the network's own. One can put in only what one holds network-wide oneself. */
export async function createRole(ctx: Ctx, needs: Needs, input: RoleInput & { code: string }): Promise<RoleRow> {
  authorize(ctx, 'roles.manage', null);
  const code = input.code.trim().toLowerCase();
  if (!/^[a-z][a-z0-9_]{1,39}$/.test(code))
    throw platformErrors.invalidInput({}, { code: code ? 'role_code' : 'required' });
  const values = readyRole(ctx, needs, input);
  const added = ctx.db.transaction().execute(async (trx) => {
    if (await findRoleByCode(trx, code)) throw platformErrors.invalidInput({}, { code: 'taken' });
    const role = await insertRole(trx, { code, ...values });
    await recordAudit(trx, ctx, {
      action: 'role.created',
      entity: 'role',
      entityId: role.id,
      after: { code, ...values },
    });
    return role;
  });
  return added.catch((error: unknown) => {
    // somebody else took it at the same time
    if (violatedUnique(error) === 'role_code_key') throw platformErrors.invalidInput({}, { code: 'taken' });
    throw error;
  });
}

/** Built-in roles cannot be changed (`identity.builtin_role`): their permissions come with the release. */
export async function updateRole(
  ctx: Ctx,
  needs: Needs,
  input: RoleInput & { id: number; version: number },
): Promise<RoleRow> {
  authorize(ctx, 'roles.manage', null);
  const values = readyRole(ctx, needs, input);
  return ctx.db.transaction().execute(async (trx) => {
    const before = await ownRole(trx, ctx, input.id);
    const role = await updateRoleRow(trx, input.id, input.version, values);
    if (!role) throw platformErrors.versionConflict();
    const { nameId, nameEn, permissions } = before;
    await recordAudit(trx, ctx, {
      action: 'role.updated',
      entity: 'role',
      entityId: role.id,
      ...changedParts({ nameId, nameEn, permissions }, values),
    });
    return role;
  });
}

/** Only a role that nobody holds any more (`identity.role_in_use`). */
export async function deleteRole(ctx: Ctx, input: { id: number; version: number }): Promise<void> {
  authorize(ctx, 'roles.manage', null);
  await ctx.db.transaction().execute(async (trx) => {
    const role = await ownRole(trx, ctx, input.id);
    if (!(await lockRole(trx, role.id, input.version))) throw platformErrors.versionConflict();
    if ((await countGrantsOfRole(trx, role.id)) > 0) throw identityErrors.roleInUse();
    await deleteRoleRow(trx, role.id);
    const { code, nameId, nameEn, permissions } = role;
    await recordAudit(trx, ctx, {
      action: 'role.deleted',
      entity: 'role',
      entityId: role.id,
      before: { code, nameId, nameEn, permissions },
    });
  });
}

async function ownRole(trx: Tx, ctx: Ctx, id: number): Promise<RoleRow> {
  const role = await findRole(trx, id);
  if (!role) throw platformErrors.notFound();
  if (role.builtin) throw identityErrors.builtinRole();
  // whoever changes a role that allows more than they may would change what others hold beyond their reach
  requireHeld(ctx.actor, [{ permissions: role.permissions, libraryId: null }]);
  return role;
}

function readyRole(
  ctx: Ctx,
  { permissions: known }: Needs,
  input: RoleInput,
): { nameId: string; nameEn: string; permissions: string[] } {
  const nameId = input.nameId.trim();
  const nameEn = input.nameEn.trim() || nameId;
  if (!nameId) throw platformErrors.invalidInput({}, { nameId: 'required' });
  if (nameId.length > 80) throw platformErrors.invalidInput({}, { nameId: 'too_long' });
  if (nameEn.length > 80) throw platformErrors.invalidInput({}, { nameEn: 'too_long' });
  const permissions = [...new Set(input.permissions)];
  if (permissions.length === 0) throw platformErrors.invalidInput({}, { permissions: 'required' });
  const codes = new Set<string>(known.map(({ code }) => code));
  if (!permissions.every((code) => codes.has(code))) throw platformErrors.invalidInput({}, { permissions: 'unknown' });
  requireHeld(ctx.actor, [{ permissions, libraryId: null }]);
  return { nameId, nameEn, permissions };
}
