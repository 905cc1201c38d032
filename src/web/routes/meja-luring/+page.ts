import type { PageAccess } from '#platform/rights/access';

export const _access: PageAccess = 'public';

// One page for every browser that is enrolled: it names nobody, and what it shows lies sealed in the browser.
export const csr = true;
