/** How some readers of the sample city like to be greeted, and what helps them at the desk: `desk-help.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { keepDeskHelp, viewDeskHelp } from '../../src/modules/people/members/index.ts';
import { deskNeeds } from '../../src/modules/people/members/client.ts';
import { systemCtx } from '../../src/platform/context.ts';
import type { Services } from '../../src/platform/services.ts';

const schema = z.object({
  note: z.string(),
  members: z.array(z.object({ number: z.string(), greeting: z.string(), needs: z.array(z.enum(deskNeeds)), words: z.string() })),
});

/** Runs after the city is there: it is sealed with the keys of this installation. */
export async function loadDeskHelp(services: Pick<Services, 'db' | 'clock' | 'secrets'>): Promise<void> {
  const ctx = systemCtx(services.db, services.clock, 'kota contoh');
  const { members } = schema.parse(JSON.parse(readFileSync(new URL('desk-help.json', import.meta.url), 'utf8')));
  for (const { number, ...said } of members) {
    const { consent } = await viewDeskHelp(ctx, services.secrets, number);
    await keepDeskHelp(ctx, services.secrets, number, { ...said, agreedTo: consent.text.version });
  }
}
