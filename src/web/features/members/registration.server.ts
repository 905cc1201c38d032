import type { Cookies } from '@sveltejs/kit';
import type { OwnRegistration } from '#modules/people/members';
import { ageOn, formatDate, localDate } from '#shared/dates';
import type { Ctx } from '#platform/context';

const COOKIE = 'lumbung_daftar';
const HOURS = 24 * 40;

/** The form that this browser has begun. */
export const registrationToken = (cookies: Cookies): string | null => cookies.get(COOKIE) ?? null;

/** Kept long enough to read the librarian's decision. */
export function keepRegistration(cookies: Cookies, url: URL, token: string): void {
  cookies.set(COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: HOURS * 3600,
  });
}

export const forgetRegistration = (cookies: Cookies): void => cookies.delete(COOKIE, { path: '/' });

/** Which page of the form comes next. */
export type RegistrationStep = 'person' | 'guardian' | 'consent' | 'card';

export function stepOf(own: OwnRegistration | null, change: boolean): RegistrationStep {
  if (own && own.status !== 'draft') return 'card';
  if (!own?.person || change) return 'person';
  return own.needsGuardian && own.person.guardianName === null ? 'guardian' : 'consent';
}

/** The form in the reader's language. */
export function showRegistration(own: OwnRegistration, ctx: Ctx, zone: string) {
  const { person } = own;
  return {
    number: own.number,
    status: own.status,
    library: own.homeLibraryName,
    nikLast4: own.nikLast4,
    needsGuardian: own.needsGuardian,
    emailConfirmed: own.emailConfirmed,
    phoneConfirmed: own.phoneConfirmed,
    codeWay: own.codeWay,
    codePhone: own.codePhone,
    reason: own.reason,
    person: person && {
      name: person.fullName,
      category: person.category,
      born: formatDate(person.birthDate, ctx.locale),
      age: ageOn(person.birthDate, localDate(ctx.clock.now(), zone)),
      lives: [person.address, person.kelurahan, person.city].filter(Boolean).join(', '),
      school: [person.institution, person.className].filter(Boolean).join(', '),
      guardian: person.guardianName,
      relation: person.guardianRelation,
      email: person.email,
    },
  };
}
