import { json } from '@sveltejs/kit';
import { z } from 'zod';
import type { PageAccess } from '#platform/rights/access';
import { helpFor } from '#web/features/service/help/suggestions.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

const typed = z.object({
  text: z.string().max(400),
  kind: z.string().max(20).default('question'),
  libraryId: z.string().max(20).default(''),
});

/** What may answer what is being typed; nothing for what is no such question. */
export const POST: RequestHandler = async ({ locals: { ctx }, request }) => {
  const read = typed.safeParse(await request.json().catch(() => null));
  if (!read.success) return json([]);
  const { text, kind, libraryId } = read.data;
  return json(await helpFor(ctx, { text, kind, libraryId: idAsked(libraryId) }), {
    headers: { 'cache-control': 'no-store' },
  });
};
