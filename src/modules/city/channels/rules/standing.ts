import type { LocalDate } from '#shared/dates';
import { isComplete } from './account-fields.ts';
import { limitsOf, type ChannelKind } from './limits.ts';

/** So many days before its permission ends an account waits for somebody. */
export const WARNED_DAYS = 7;

/** Whether what is given to an account goes out, or why not. */
type Readiness = 'ready' | 'off' | 'incomplete' | 'expired';

interface Standing {
  kind: ChannelKind;
  enabled: boolean;
  /** Names of settings and secrets that are set. */
  known: ReadonlySet<string>;
  expiresOn: LocalDate | null;
  /** The channel refused its permission when it was last spoken to. */
  refused: boolean;
}

/** How an account stands today. */
export function readinessOf({ kind, enabled, known, expiresOn, refused }: Standing, today: LocalDate): Readiness {
  if (!enabled) return 'off';
  if (limitsOf[kind].byHand) return 'ready';
  if (!isComplete(kind, known)) return 'incomplete';
  return refused || (expiresOn !== null && expiresOn < today) ? 'expired' : 'ready';
}
