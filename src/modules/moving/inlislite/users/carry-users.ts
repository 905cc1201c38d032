import { bringAccounts } from '#modules/ground/identity';
import { carryRows, readRowsOf, type PlannedRow } from '#modules/moving/engine';
import { withoutNik } from '#shared/moving/nik-in-text';
import type { OldRow } from '#shared/moving/old-row';
import type { Said, SaidCode } from '#shared/moving/said';
import { cutOff, tidyLine } from '#shared/moving/tidy-text';
import { usernameOf } from '#shared/moving/username';
import { idOf, keyOf } from '../rules/ids.ts';
import type { Run } from '../run.ts';

const TABLE = 'users';
const LONGEST = { fullName: 200, email: 254 } as const;

interface PlannedUser extends PlannedRow {
  username: string;
  fullName: string;
  email: string | null;
  said: Said[];
}

/** Which role of the house comes nearest to what roles there are called. Nobody is given it: it is said. */
function rolesOf(names: readonly string[]): SaidCode[] {
  const says = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (says(/admin/i)) return ['user_role_administrator'];
  const roles: SaidCode[] = [];
  if (says(/katalog|catalog|pengolah|akuisisi|koleksi/i)) roles.push('user_role_cataloguer');
  if (says(/sirkulasi|circulation|anggota|layanan|pustakawan/i)) roles.push('user_role_circulation');
  return roles.length > 0 ? roles : ['user_role_none'];
}

/** Names of the roles of each account. */
async function readRoles({ path, rows, signal }: Run): Promise<Map<number, string[]>> {
  const roles = new Map<number, string[]>();
  if (!rows.get('auth_assignment')) return roles;
  for await (const group of readRowsOf(path, 'auth_assignment')) {
    signal.throwIfAborted();
    for (const row of group) {
      const user = idOf(row('user_id'));
      roles.set(user, [...(roles.get(user) ?? []), tidyLine(row('item_name')).text]);
    }
  }
  return roles;
}

function planUser({ row, id, key }: { row: OldRow; id: number; key: string }, roles: readonly string[]): PlannedUser {
  const said: Said[] = [];
  const tell = (code: SaidCode, params?: Said['params']): void => {
    said.push({ table: TABLE, key, fate: 'told', code, ...(params ? { params } : {}) });
  };
  const written = tidyLine(row('username')).text;
  const username = usernameOf(written, `inlislite-${id}`);
  if (username !== written) tell('user_name_changed', { name: username });
  const fullName = cutOff(withoutNik(tidyLine(row('fullname')).text).text, LONGEST.fullName).trim();
  const mail = tidyLine(row('emailaddress') ?? row('email')).text;
  const email = mail.length <= LONGEST.email && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail) ? mail : null;
  // a plain SHA-1 is no key to what staff may do: whoever opens the account sets a new password
  tell('user_without_password');
  for (const code of rolesOf(roles)) tell(code);
  return { id, key, username, fullName: fullName || username, email, said };
}

/** Brings the accounts of staff: closed, without a role and without a password, until somebody who may gives each its own. */
export async function carryUsers(run: Run): Promise<void> {
  const roles = await readRoles(run);
  await carryRows<PlannedUser>(run, {
    ...{ table: TABLE, keyOf, idOf: (row) => idOf(row('id')) },
    plan: async (rows) => Promise.resolve(rows.map((one) => planUser(one, roles.get(one.id) ?? []))),
    save: async (trx, act, batch) => {
      const brought = await bringAccounts(
        trx,
        act,
        batch.map(({ username, fullName, email }) => ({
          ...{ username, fullName, email, passwordHash: null, homeLibraryId: run.library.id },
        })),
      );
      return batch.map(({ key, username, said }, i) => {
        const account = brought[i];
        if (!account) throw new Error(`nothing is said of ${key}`);
        // the batch may be tried again: a name that is taken is said once
        const isSaid = said.some(({ code }) => code === 'user_name_taken');
        if (account.username !== username && !isSaid) {
          said.push({ table: TABLE, key, fate: 'told', code: 'user_name_taken', params: { name: account.username } });
        }
        return { becameId: account.id };
      });
    },
  });
}
