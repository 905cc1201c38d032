// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { mailTakers as cityPartners } from '#modules/city/partners/mail-takers';
import { mailTakers as cityMailHealth } from '#modules/city/mail-health/mail-takers';

/** Who takes mails that are no matter of the service desk. */
export const mailTakers = [...cityPartners, ...cityMailHealth] as const;
