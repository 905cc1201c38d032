import { z } from 'zod';
import type { Sealed, Secrets } from '#platform/rights/secrets';
import { openSealed } from '../nik/keep-nik.ts';
import { deskNeeds, type DeskHelp } from '../rules/desk-help.ts';

export const DESK_HELP_PURPOSE = 'desk-help';
export const deskHelpAbout = (memberId: number | string): string => `desk-help:${memberId}`;

const kept = z.object({
  greeting: z.string().nullable(),
  // a choice that is no longer offered is not shown
  needs: z.array(z.string()).transform((codes) => deskNeeds.filter((need) => codes.includes(need))),
  words: z.string().nullable(),
});

/** What a member says of being served, readable by this installation alone. */
export const sealDeskHelp = (secrets: Secrets, memberId: number, { greeting, needs, words }: DeskHelp): Sealed =>
  secrets.seal(DESK_HELP_PURPOSE, deskHelpAbout(memberId), JSON.stringify({ greeting, needs, words }));

/** What was sealed, or null where the key is lost. */
export function openDeskHelp(
  secrets: Secrets,
  memberId: number,
  { sealed, keyId }: { sealed: Uint8Array; keyId: string },
): DeskHelp | null {
  const text = openSealed(secrets, DESK_HELP_PURPOSE, deskHelpAbout(memberId), { keyId, bytes: sealed });
  return text === null ? null : kept.parse(JSON.parse(text));
}
