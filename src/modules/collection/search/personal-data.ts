import type { RetentionClass } from '#platform/personal-data';
import { vainSearchRetention } from './retention.ts';

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [vainSearchRetention];
