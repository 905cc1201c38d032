import { memberRetention } from './privacy/retention-classes.ts';

/** What goes after its time. */
export const retention = memberRetention;
