import { eventPicture, getProgram } from '#modules/community/programs';
import type { PageAccess } from '#platform/rights/access';
import { kindName, whenOf } from '#web/features/programs/parts/program-words.server.ts';
import { publicShell } from '#web/kit/frame/shell.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** The picture beside a link to a programme (Open Graph). */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params }) => {
  const [program, { network }] = await Promise.all([getProgram(ctx, params.slug), publicShell(ctx)]);
  const when = whenOf(program, ctx.locale);
  const words = {
    over: kindName(program.kind),
    title: program.title,
    day: when?.day ?? '',
    hours: when?.hours ?? '',
    place: program.place || program.library.name,
    network: network ?? 'Lumbung',
  };
  const picture = await eventPicture(services.config, words, ctx.locale);
  return new Response(picture, { headers: { 'content-type': 'image/png', 'cache-control': 'max-age=3600' } });
};
