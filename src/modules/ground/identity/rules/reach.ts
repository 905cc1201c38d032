import { SCHOOL_STAFF } from './builtin-roles.ts';

/**
 * Does a grant reach only the members who belong to its library? That of school staff does, and so does any role at a school: whoever
 * works there sees their pupils alone, whatever the role is called.
 */
export const reachesOwnMembersOnly = (grant: {
  libraryId: number | null;
  role: string;
  libraryType: string | null;
}): boolean => grant.libraryId !== null && (grant.role === SCHOOL_STAFF || grant.libraryType === 'sekolah');
