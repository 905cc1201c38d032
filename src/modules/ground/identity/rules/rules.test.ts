import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permissions } from '#contributed/permissions';
import { can } from '#platform/rights/authorize';
import { BUILTIN_ROLES, builtinRoles } from './builtin-roles.ts';
import { afterFailure, LOCK_AFTER_FAILURES, minutesLocked } from './lock-out.ts';
import { passwordProblem } from './password-rules.ts';
import { isScope } from './permissions.ts';
import { CODE_ALPHABET, makeCode, plainCode } from './setup-code.ts';

describe('passwords', () => {
  test.each([
    ['pendek', 'password_short'],
    ['sembilan9', 'password_short'],
    ['perpustakaan', 'password_common'],
    ['PASSWORD123', 'password_common'],
    ['kata-sandi-123', 'password_common'],
    ['aaaaaaaaaaaa', 'password_common'],
    ['abababababab', 'password_common'],
    ['Siti Rahmawati', 'password_common'],
    ['x'.repeat(201), 'too_long'],
    ['kawung sawo lereng embun', null],
    ['カワウソと図書館へ行く', null],
  ])('%s', (password, problem) => {
    expect(passwordProblem(password, ['siti', 'Siti Rahmawati'])).toBe(problem);
  });
});

test('however the wrong passwords fall, an account locks at every eighth in a row and opens after a quarter of an hour', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (tries) => {
      const now = new Date('2026-11-25T03:00:00Z');
      let failed = 0;
      let locks = 0;
      for (let turn = 1; turn <= tries; turn++) {
        const next = afterFailure(failed, now);
        failed = next.failedCount;
        if (next.lockedUntil) {
          locks += 1;
          expect(minutesLocked(next.lockedUntil, now)).toBe(15);
          expect(minutesLocked(next.lockedUntil, new Date(now.getTime() + 14.5 * 60_000))).toBe(1);
          expect(minutesLocked(next.lockedUntil, new Date(now.getTime() + 15 * 60_000))).toBeNull();
          // the clock that locked it had gone wrong by years
          expect(minutesLocked(next.lockedUntil, new Date('2016-11-25T03:00:00Z'))).toBeNull();
        }
      }
      expect(locks).toBe(Math.floor(tries / LOCK_AFTER_FAILURES));
    }),
  );
});

test('a set-up code has two groups of letters that are not mistaken, and is read as people type it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: CODE_ALPHABET.length - 1 }), { minLength: 8, maxLength: 8 }), (picks) => {
      let turn = 0;
      const code = makeCode(() => picks[turn++] ?? 0);
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
      expect(plainCode(` ${code.toLowerCase().replace('-', ' ')} `)).toBe(plainCode(code));
    }),
  );
});

test('built-in roles hold known permissions only, none twice; only the administrator holds all', () => {
  const codes = new Set<string>(permissions.map(({ code }) => code));
  expect(codes.size).toBe(permissions.length);
  const roleCodes = BUILTIN_ROLES.map(({ code }) => code);
  for (const { code, name, roles } of permissions) {
    expect(
      roles.filter((role) => !roleCodes.includes(role)),
      code,
    ).toEqual([]);
    expect(name.id.length * name.en.length, code).toBeGreaterThan(0);
  }
  for (const role of builtinRoles(permissions)) {
    const known = role.permissions.filter((permission) => permission !== '*');
    expect(
      known.every((code) => codes.has(code)),
      role.code,
    ).toBe(true);
    expect(new Set(role.permissions).size, role.code).toBe(role.permissions.length);
    expect(role.permissions.some((permission) => permission === '*')).toBe(role.code === 'administrator');
  }
});

test('a scope is a permission, an area or everything', () => {
  const of = (text: string) => isScope(permissions, text);
  expect(['*', 'loans.*', 'loans.renew', 'covers.edit'].every(of)).toBe(true);
  expect(['', 'loans', 'loan.*', '.*', 'loans.*.x', 'loans.fly'].some(of)).toBe(false);
});

test('a permission that no module declares cannot be asked for', () => {
  // @ts-expect-error it does not compile
  expect(can({ kind: 'anonymous' }, 'loans.fly', null)).toBe(false);
  expect(can({ kind: 'anonymous' }, 'loans.renew', null)).toBe(false);
});
