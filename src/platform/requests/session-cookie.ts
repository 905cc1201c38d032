/** One cookie for staff and members; HttpOnly, SameSite=Lax, so that a foreign page cannot act in the reader's name. */
export const SESSION_COOKIE = 'lumbung_sesi';

/** The session token in a `Cookie` header, or null. */
export function readSessionCookie(header: string | undefined): string | null {
  for (const part of header?.split(';') ?? []) {
    const [name, ...value] = part.trim().split('=');
    if (name === SESSION_COOKIE) return value.join('=') || null;
  }
  return null;
}
