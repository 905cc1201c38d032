/**
 * Things in whose states it stands how somebody is reached, where they live or when they were born, with the permission that shows it
 * elsewhere (decision 119): who reads the trace reads no more of people than their pages say.
 */
export const PERSONAL_ENTITIES = {
  member: 'members.edit',
  registration: 'members.edit',
  program_enrolment: 'programs.manage',
  bulk_loan: 'bulk_loans.manage',
} as const;

const FIELDS: ReadonlySet<string> = new Set([
  'address',
  'birthDate',
  'city',
  'contact',
  'contactEmail',
  'contactName',
  'contactPhone',
  'contacts',
  'email',
  'guardianName',
  'guardianPhone',
  'guardianRelation',
  'kecamatan',
  'kelurahan',
  'nikLast4',
  'notes',
  'phone',
  'postalCode',
  'rt',
  'rw',
]);

/** The same state, in which these fields say that there is something, and not what. */
export function withoutPersons(state: unknown, hidden: string): unknown {
  if (Array.isArray(state)) return state.map((one: unknown) => withoutPersons(one, hidden));
  if (typeof state !== 'object' || state === null) return state;
  return Object.fromEntries(
    Object.entries(state).map(([field, value]: [string, unknown]) => [
      field,
      !FIELDS.has(field) ? withoutPersons(value, hidden) : value === null || value === '' ? value : hidden,
    ]),
  );
}
