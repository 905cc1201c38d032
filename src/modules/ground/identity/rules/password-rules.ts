/** NIST SP 800-63B: length and a list of known bad ones help; rules about kinds of characters do not. */
export const PASSWORD_MIN_LENGTH = 10;
export const PASSWORD_MAX_LENGTH = 200;

/** Passwords of ten characters and more that stand at the top of leaked lists, and their Indonesian relatives. */
const COMMON: ReadonlySet<string> = new Set([
  '1234567890',
  '12345678910',
  '123456789a',
  '0123456789',
  '0987654321',
  '1234512345',
  '1111111111',
  '0000000000',
  '1122334455',
  '1q2w3e4r5t',
  'q1w2e3r4t5',
  'qwertyuiop',
  'qwerty1234',
  'qwerty12345',
  'qwerty123456',
  'asdfghjkl123',
  'abcdefghij',
  'abcd123456',
  'abc1234567',
  'password10',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'p@ssw0rd123',
  'katasandi1',
  'katasandi123',
  'kata sandi',
  'admin12345',
  'admin123456',
  'administrator',
  'adminadmin',
  'letmein123',
  'welcome123',
  'iloveyou123',
  'indonesia1',
  'indonesia123',
  'indonesia45',
  'indonesia1945',
  'merdeka1945',
  'bismillah1',
  'bismillah123',
  'alhamdulillah',
  'assalamualaikum',
  'rahasia123',
  'rahasia1234',
  'sayangkamu',
  'akucintakamu',
  'perpustakaan',
  'perpustakaan1',
  'perpustakaan123',
  'pustakawan',
  'pustakawan123',
  'perpus12345',
  'inlislite123',
  'inlislite3',
  'senayan123',
  'slimsadmin',
  'kotablitar',
  'blitarkota',
  'lumbung123',
  'lumbunglumbung',
]);

export type PasswordProblem = 'password_short' | 'password_common' | 'too_long';

/**
 * Why this password may not be used, or null.
 * @param names what belongs to the person (username, full name): a password that is one of them is refused
 */
export function passwordProblem(password: string, names: readonly string[] = []): PasswordProblem | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN_LENGTH) return 'password_short';
  if (length > PASSWORD_MAX_LENGTH) return 'too_long';
  const plain = password.toLowerCase().trim();
  const known = COMMON.has(plain) || COMMON.has(plain.replaceAll(/[^a-z0-9]/g, ''));
  const oneCharacter = new Set(plain).size <= 2;
  return known || oneCharacter || names.some((name) => name.toLowerCase() === plain) ? 'password_common' : null;
}
