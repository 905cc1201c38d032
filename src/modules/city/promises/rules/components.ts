/**
 * The components of a service standard (UU 25/2009 pasal 21 huruf a–n), in the order of the law: what must at least be said of a service
 * before it is promised.
 */
export const COMPONENTS = [
  'legal_basis',
  'requirements',
  'procedure',
  'time',
  'cost',
  'product',
  'facilities',
  'competence',
  'supervision',
  'complaints',
  'staff_number',
  'service_guarantee',
  'safety_guarantee',
  'evaluation',
] as const;
export type Component = (typeof COMPONENTS)[number];

/** Those that are of serving somebody, and are told on the page (PermenPANRB 15/2014, service delivery); the paper says all. */
export const TOLD_COMPONENTS = ['requirements', 'procedure', 'time', 'cost', 'product', 'complaints'] as const;
export type ToldComponent = (typeof TOLD_COMPONENTS)[number];

/** What a standard says of each component; '' = not yet. */
export type Parts = Record<Component, string>;

/** Components of which nothing is said yet. */
export const missingComponents = (parts: Parts): Component[] => COMPONENTS.filter((one) => parts[one].trim() === '');
