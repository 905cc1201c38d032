import { can, grantedLibraries, HIDDEN } from '#platform/rights/authorize';
import type { Actor } from '#platform/context';
import { fieldsThat, type MemberFieldName } from '../rules/member-fields.ts';

/** What only those see who edit members where the member belongs: how to reach them, where they live, when they were born. */
const CONTACT_FIELDS: readonly string[] = ['birthDate', 'nikLast4', ...fieldsThat(({ contact }) => contact)];
type ContactField = 'birthDate' | 'nikLast4' | MemberFieldName;

/** May an actor see how a member is reached? The one rule for every list, page, file and print (decision 119). */
export const seesContact = (actor: Actor, homeLibraryId: number): boolean => can(actor, 'members.edit', homeLibraryId);

/** The libraries whose members' contacts an actor sees; null = all. */
export function contactLibraries(actor: Actor): readonly number[] | null {
  const libraries = grantedLibraries(actor, 'members.edit');
  return libraries === 'all' ? null : libraries;
}

/** A mail address, or a number as long as a telephone's, with what people put between its digits. */
const ADDRESSES = /[^\s<>"',;:()]+@[^\s<>"',;:()]+|\+?\d(?:[ .-]?\d){8,}/g;

/** What somebody else said of a member (a mail server of an address that it refused), without how to reach them where the actor may not know. */
export const maskWords = (actor: Actor, homeLibraryId: number, words: string | null): string | null =>
  words === null || seesContact(actor, homeLibraryId) ? words : words.replaceAll(ADDRESSES, HIDDEN);

/** The same row without how to reach the member, where the actor may not see it. @param row whose fields may be null */
export function maskContact<T extends Partial<Record<ContactField, unknown>>>(
  actor: Actor,
  homeLibraryId: number,
  row: T,
): T {
  if (seesContact(actor, homeLibraryId)) return row;
  return {
    ...row,
    ...Object.fromEntries(CONTACT_FIELDS.filter((field) => field in row).map((field) => [field, null])),
  };
}
