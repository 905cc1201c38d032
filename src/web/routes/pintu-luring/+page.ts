import type { PageAccess } from '#platform/rights/access';

export const _access: PageAccess = 'public';

// One page for the door of every session: it names nobody and asks the server nothing, so it may lie in any browser of the staff.
export const csr = true;
