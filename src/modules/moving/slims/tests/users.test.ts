import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount, enableAccount, signInStaff } from '#modules/ground/identity';
import { usernameOf } from '#shared/moving/username';
import { groupsOf } from '../users/plan-user.ts';
import { loanDump } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf } from './run-migration.ts';
import { OLD_PASSWORDS } from './small-members.ts';

const { t, settleIn, move } = useMovingHouse();
beforeAll(async () => {
  await settleIn();
  await createAccount(t.ctx(), { username: 'admin', fullName: 'Yang di sini', password: 'lumbung-padi-2026' });
});

const user = (id: number, name: string, groups: string | null, more: object = {}) => ({
  ...{ user_id: id, username: name, realname: `Petugas ${id}`, passwd: OLD_PASSWORDS.md5[1], '2fa': null },
  ...{ email: `p${id}@contoh.id`, groups, ...more },
});
const USERS = {
  user: [
    user(1, 'admin', null),
    user(2, 'sirkulasi', 'a:1:{i:0;s:1:"2";}'),
    user(3, 'Bu Rina', 'a:2:{i:0;s:1:"2";i:1;s:1:"3";}', { passwd: OLD_PASSWORDS.bcrypt[1] }),
    user(4, 'rusak', 'a:1:{i:0;s:9:"2";}'),
    user(5, 'terpotong', 'a:1:{i:0;s:2:"77";}', { passwd: OLD_PASSWORDS.bcrypt[1].slice(0, 32) }),
    user(6, 'melihat', 'a:1:{i:0;s:1:"4";}', { '2fa': 'RAHASIA', email: 'bukan surel' }),
    user(6, 'kembar', null),
    user(0, 'tanpa nomor', null),
  ],
  group_access: [
    { group_id: 2, module_id: 2, r: 1, w: 1 },
    { group_id: 3, module_id: 1, r: 1, w: 1 },
    { group_id: 4, module_id: 7, r: 1, w: 0 },
  ],
};
const dump = loanDump({ ...USERS, item: [] });
const accountOf = async (username: string) =>
  t.db.selectFrom('account').selectAll().where('username', '=', username).executeTakeFirst();
const signIn = async (username: string, password: string) =>
  signInStaff(t.ctx({ kind: 'anonymous' }), { username, password, ip: null, userAgent: null });

describe('accounts of staff', () => {
  test('a trial says what would come and makes none', async () => {
    const moved = await move(dump, { dryRun: true });
    expect(fatesOf(moved, 'user')).toEqual([8, 6, 0, 2, 0]);
    expect(await accountOf('sirkulasi')).toBeUndefined();
  });

  test('they come closed and without a role; the nearest role is said', async () => {
    const moved = await move(dump);
    expect(fatesOf(moved, 'user')).toEqual([8, 6, 0, 2, 0]);
    const said = moved.said.filter(({ table }) => table === 'user').map(({ key, code }) => `${key} ${code}`);
    expect(said.toSorted()).toEqual([
      'user_id=0 key_unusable',
      'user_id=1 user_name_taken',
      'user_id=1 user_role_administrator',
      'user_id=2 user_role_circulation',
      'user_id=3 user_name_changed',
      'user_id=3 user_role_cataloguer',
      'user_id=3 user_role_circulation',
      'user_id=4 user_role_none',
      'user_id=5 user_role_none',
      'user_id=5 user_without_password',
      'user_id=6 row_repeated',
      'user_id=6 user_role_read_only',
      'user_id=6 user_second_step',
    ]);
    expect(await accountOf('admin-2')).toMatchObject({ status: 'disabled', fullName: 'Petugas 1' });
    expect(await accountOf('bu.rina')).toMatchObject({ status: 'disabled', email: 'p3@contoh.id' });
    expect(await accountOf('melihat')).toMatchObject({ email: null });
    expect(await t.db.selectFrom('roleGrant').select('id').execute()).toEqual([]);
    // whose name it was before is not touched
    expect(await accountOf('admin')).toMatchObject({ status: 'active', fullName: 'Yang di sini' });
    expect(JSON.stringify(moved.said)).not.toMatch(/sandi|\$2y|RAHASIA|contoh\.id/);
  });

  test('again: all are known', async () => {
    expect(fatesOf(await move(dump), 'user')).toEqual([8, 0, 0, 2, 6]);
  });

  test('closed, the old password opens nothing; opened, it does, and is hashed anew', async () => {
    await expect(signIn('sirkulasi', OLD_PASSWORDS.md5[0])).rejects.toMatchObject({ code: 'identity.wrong_sign_in' });
    const { id = 0, version = 0, passwordHash } = (await accountOf('sirkulasi')) ?? {};
    expect(passwordHash).toMatch(/^scrypt-md5\$/);
    await enableAccount(t.ctx(), { id, version });
    await expect(signIn('sirkulasi', '')).rejects.toMatchObject({ code: 'identity.wrong_sign_in' });
    await signIn('sirkulasi', OLD_PASSWORDS.md5[0]);
    expect((await accountOf('sirkulasi'))?.passwordHash).toMatch(/^scrypt\$/);
    await signIn('sirkulasi', OLD_PASSWORDS.md5[0]);
    const rina = await accountOf('bu.rina');
    await enableAccount(t.ctx(), { id: rina?.id ?? 0, version: rina?.version ?? 0 });
    await signIn('bu.rina', OLD_PASSWORDS.bcrypt[0]);
  });

  test('a hash that was cut off opens nothing, whatever is typed', async () => {
    const { id = 0, version = 0 } = (await accountOf('terpotong')) ?? {};
    await enableAccount(t.ctx(), { id, version });
    for (const word of [OLD_PASSWORDS.bcrypt[0], OLD_PASSWORDS.bcrypt[1].slice(0, 32)]) {
      await expect(signIn('terpotong', word)).rejects.toMatchObject({ code: 'identity.wrong_sign_in' });
    }
  });
});

test.each([
  ['a:1:{i:0;s:1:"2";}', [2]],
  ['a:2:{i:0;i:2;i:1;s:2:"13";}', [2, 13]],
  ['a:1:{i:0;s:9:"2";}', []],
  ['a:0:{}', []],
  ['N;', []],
  [null, []],
  ['O:8:"stdClass":0:{}', null],
  ['a:1:{i:0;s:1:"2";}; drop', null],
] as const)('groups %s', (written, groups) => {
  expect(groupsOf(written)).toEqual(groups);
});

test.each([
  ['Bu Rina', 'bu.rina'],
  ['Ádmin', 'admin'],
  ['__', 'slims-9'],
  ['', 'slims-9'],
  ['x', 'slims-9'],
  ['a'.repeat(200_000), 'a'.repeat(40)],
  ['pak\u0000budi', 'pak.budi'],
])('name of an account %#', (written, name) => {
  expect(usernameOf(written, 'slims-9')).toBe(name);
});
