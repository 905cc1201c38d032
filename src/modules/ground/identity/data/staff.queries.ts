import { sql } from 'kysely';
import type { Locale } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { PermissionCode } from '#platform/rights/permissions';

/** How many people work at libraries by their accounts, by library; a tablet at a door is nobody, nor is a teacher of another house. */
export async function countStaff(db: Db | Tx, libraryIds: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ libraryId: number; people: number }>`
    select home_library_id as library_id, count(*)::integer as people from account
    where home_library_id = any(${[...libraryIds]}::bigint[]) and status = 'active'
      and exists (select from role_grant g join role r on r.id = g.role_id where g.account_id = account.id and r.code not in ('door', 'educator'))
    group by home_library_id`.execute(db);
  return new Map(rows.map(({ libraryId, people }) => [libraryId, people]));
}

/**
 * Who may do something, by name: at a library (its id), or in the whole network (null). Those who may do everything are left out, for they are
 * asked about computers. For "ask …".
 */
export async function holdersOf(
  db: Db | Tx,
  permission: PermissionCode,
): Promise<{ name: string; libraryId: number | null }[]> {
  const area = `${permission.split('.')[0] ?? ''}.*`;
  const { rows } = await sql<{ name: string; libraryId: number | null }>`
    select distinct account.full_name as name, g.library_id
    from role_grant g join role r on r.id = g.role_id join account on account.id = g.account_id
    where account.status = 'active' and r.permissions && array[${permission}, ${area}]::text[]
    order by account.full_name`.execute(db);
  return rows;
}

/** Somebody who works here, and where letters of the house reach them. */
export interface StaffAddress {
  id: number;
  name: string;
  email: string | null;
  locale: Locale;
  homeLibraryId: number | null;
}

/**
 * Whose account is open and who works at a library or in the whole network, by name; a tablet at a door is nobody, nor is a teacher of another house. For what is sent
 * to them.
 */
export async function staffAt(db: Db | Tx, libraryId: number): Promise<StaffAddress[]> {
  const { rows } = await sql<StaffAddress>`
    select id, full_name as name, email, locale, home_library_id from account
    where status = 'active' and exists (select from role_grant g join role r on r.id = g.role_id
      where g.account_id = account.id and r.code not in ('door', 'educator') and coalesce(g.library_id, ${libraryId}) = ${libraryId})
    order by full_name, id`.execute(db);
  return rows;
}

/**
 * Whose account is open and who may do something, by name. For what is sent to them; their addresses are shown to nobody.
 * @param libraryId at this library; left out: somewhere
 */
export async function staffWho(db: Db | Tx, permission: PermissionCode, libraryId?: number): Promise<StaffAddress[]> {
  const area = `${permission.split('.')[0] ?? ''}.*`;
  const { rows } = await sql<StaffAddress>`
    select id, full_name as name, email, locale, home_library_id from account
    where status = 'active' and exists (select from role_grant g join role r on r.id = g.role_id
      where g.account_id = account.id and r.permissions && array['*', ${permission}, ${area}]::text[]
        and (${libraryId ?? null}::bigint is null or coalesce(g.library_id, ${libraryId ?? null}) = ${libraryId ?? null}))
    order by full_name, id`.execute(db);
  return rows;
}

/** The same at each of these libraries, asked at once; a library where nobody may has an empty list. */
export async function staffWhoAt(
  db: Db | Tx,
  permission: PermissionCode,
  libraryIds: readonly number[],
): Promise<Map<number, StaffAddress[]>> {
  const area = `${permission.split('.')[0] ?? ''}.*`;
  const { rows } = await sql<StaffAddress & { at: number }>`
    select place.id as at, account.id, full_name as name, email, locale, home_library_id
    from unnest(${[...libraryIds]}::bigint[]) as place(id) join account on status = 'active' and exists (
      select from role_grant g join role r on r.id = g.role_id
      where g.account_id = account.id and r.permissions && array['*', ${permission}, ${area}]::text[]
        and coalesce(g.library_id, place.id) = place.id)
    order by full_name, account.id`.execute(db);
  const found = new Map<number, StaffAddress[]>(libraryIds.map((id) => [id, []]));
  for (const { at, ...one } of rows) found.get(at)?.push(one);
  return found;
}
