import { violatedForeignKey, violatedUnique } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { passwordProblem } from '../rules/password-rules.ts';

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,39}$/;

/** Throws `platform.invalid_input` with the reason at the field, when a password may not be used. */
export function requireGoodPassword(password: string, names: readonly string[], field = 'password'): void {
  const problem = passwordProblem(password, names);
  if (problem) throw platformErrors.invalidInput({}, { [field]: problem });
}

/** Usernames are lower case; throws `platform.invalid_input` for one that cannot be. */
export function asUsername(typed: string): string {
  const username = typed.trim().toLowerCase();
  if (!USERNAME.test(username)) throw platformErrors.invalidInput({}, { username: username ? 'username' : 'required' });
  return username;
}

export function asFullName(typed: string): string {
  const name = typed.trim().replaceAll(/\s+/g, ' ');
  if (!name) throw platformErrors.invalidInput({}, { fullName: 'required' });
  if (name.length > 200) throw platformErrors.invalidInput({}, { fullName: 'too_long' });
  return name;
}

/** An address that can be written to, or null for an empty one. */
export function asEmail(typed: string | null | undefined): string | null {
  const email = typed?.trim() ?? '';
  if (!email) return null;
  if (email.length > 254 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw platformErrors.invalidInput({}, { email: 'invalid' });
  }
  return email;
}

/** Turns what the database refused into a refusal of the field; anything else is thrown on. */
export function refuseField(error: unknown): never {
  if (violatedUnique(error) === 'account_username') throw platformErrors.invalidInput({}, { username: 'taken' });
  const key = violatedForeignKey(error);
  if (key === 'account_home_library_id_fkey') throw platformErrors.invalidInput({}, { homeLibraryId: 'unknown' });
  if (key === 'role_grant_library_id_fkey') throw platformErrors.invalidInput({}, { libraryId: 'unknown' });
  throw error;
}
