import { readOldHash } from '#modules/ground/identity';
import type { Said, SaidCode } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { cutOff, tidyLine } from '#shared/moving/tidy-text';
import { usernameOf } from '#shared/moving/username';
import { withoutNik } from '#shared/moving/nik-in-text';

/** A staff account as it is to be saved. */
export interface PlannedUser {
  id: number;
  key: string;
  username: string;
  fullName: string;
  email: string | null;
  /** As SLiMS kept it, where one can be compared with it. */
  oldHash: string | null;
  said: Said[];
}

/** What a group may change in SLiMS, by the numbers of its modules. */
export type Rights = ReadonlyMap<number, { writes: ReadonlySet<number> }>;

const LONGEST = { fullName: 200, email: 254 } as const;
/** The one account that may everything, whatever its groups say. */
const SUPER_USER = 1;
/** Modules of SLiMS: bibliography, master files, serials; circulation, membership; system. */
const CATALOGUE = [1, 4, 8];
const DESK = [2, 3];
const SYSTEM = 6;

/**
 * The groups of a user, `a:1:{i:0;s:1:"2";}`: read by their quotes, for lengths are wrong after a change of character set. null = it cannot be read.
 */
export function groupsOf(written: string | null): number[] | null {
  const text = written?.trim() ?? '';
  if (text === '' || text === 'N;' || text === 'a:0:{}') return [];
  if (!/^a:\d+:\{(?:i:\d+;(?:s:\d+:"\d+";|i:\d+;))*\}$/.test(text)) return null;
  return [...text.matchAll(/i:\d+;(?:s:(\d+):"(\d+)";|i:(\d+);)/g)].flatMap(([, length, quoted, number]) =>
    quoted !== undefined && Number(length) !== quoted.length ? [] : [Number(quoted ?? number)],
  );
}

/** Which roles of the house come nearest to what the user might do in SLiMS. Nobody is given them: they are said. */
function rolesOf(id: number, groups: readonly number[], rights: Rights): SaidCode[] {
  const writes = new Set(groups.flatMap((group) => [...(rights.get(group)?.writes ?? [])]));
  if (id === SUPER_USER || writes.has(SYSTEM)) return ['user_role_administrator'];
  const roles: SaidCode[] = [];
  if (CATALOGUE.some((module) => writes.has(module))) roles.push('user_role_cataloguer');
  if (DESK.some((module) => writes.has(module))) roles.push('user_role_circulation');
  if (roles.length > 0) return roles;
  return groups.some((group) => rights.has(group)) ? ['user_role_read_only'] : [];
}

/** What becomes of a row of `user`. */
export function planUser(row: OldRow, rights: Rights): PlannedUser | Said {
  const id = idOf(row('user_id'));
  const key = `user_id=${row('user_id') ?? ''}`;
  const said: Said[] = [];
  const tell = (code: SaidCode, params?: Said['params']): void => {
    said.push({ table: 'user', key, fate: 'told', code, ...(params ? { params } : {}) });
  };
  if (id < 0) return { table: 'user', key, fate: 'refused', code: 'key_unusable' };
  const written = tidyLine(row('username')).text;
  const username = usernameOf(written, `slims-${id}`);
  if (username !== written) tell('user_name_changed', { name: username });
  const fullName = cutOff(withoutNik(tidyLine(row('realname')).text).text, LONGEST.fullName).trim();
  const mail = tidyLine(row('email')).text;
  const email = mail.length <= LONGEST.email && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail) ? mail : null;
  const password = row('passwd')?.trim() ?? '';
  const oldHash = readOldHash(password) === null ? null : password;
  if (oldHash === null) tell('user_without_password');
  if ((row('2fa') ?? '').trim() !== '') tell('user_second_step');
  const groups = groupsOf(row('groups'));
  const roles = rolesOf(id, groups ?? [], rights);
  for (const code of roles) tell(code);
  if (roles.length === 0) tell('user_role_none');
  return { id, key, username, fullName: fullName || username, email, oldHash, said };
}
