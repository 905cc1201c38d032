import { followBoard, viewBoard } from '#modules/community/ideas';
import { PHASES } from '#modules/community/ideas/client';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { handOf } from '#web/features/ideas/hand.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { RequestHandler } from './$types';

export const _access: PageAccess = 'public';

/** Proxies close a line on which nothing is said. */
const BEAT_EVERY = 20_000;
/** Then the browser connects anew, and whether it still may see the board is asked again. */
const AT_MOST = 30 * 60_000;

/** What the browser has seen: `<version>.<phase>`, as the id of the last event or in the address. */
function seenBefore(text: string): { version: number; phase: (typeof PHASES)[number] | null } {
  const [version = '', phase = ''] = text.split('.');
  return {
    version: /^\d{1,15}$/.test(version) ? Number(version) : 0,
    phase: PHASES.find((one) => one === phase) ?? null,
  };
}

/** Server-sent events of a board, for whoever may see it, as it is for them. */
export const GET: RequestHandler = async ({ locals: { ctx, services }, params, cookies, request, url }) => {
  const isScreen = url.searchParams.has('layar');
  const asked: Ctx = isScreen ? { ...ctx, actor: { kind: 'anonymous' } } : ctx;
  const { board, viewer } = await viewBoard(asked, idOf(params.id), isScreen ? {} : handOf(cookies));
  const since = seenBefore(request.headers.get('last-event-id') ?? url.searchParams.get('sejak') ?? '');
  const followed = followBoard(services, board.id, viewer, since);
  const encoder = new TextEncoder();
  const until = performance.now() + AT_MOST;
  const { ended } = services.live;
  ended.addEventListener('abort', followed.end, { once: true });
  const stop = (): void => {
    ended.removeEventListener('abort', followed.end);
    followed.end();
  };
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode('retry: 1000\n\n')),
    async pull(controller) {
      const update = await followed.next(BEAT_EVERY);
      if (ended.aborted || performance.now() > until) {
        stop();
        controller.close();
        return;
      }
      const text = update ? `id: ${update.version}.${update.phase}\ndata: ${JSON.stringify(update)}\n\n` : ':\n\n';
      controller.enqueue(encoder.encode(text));
    },
    cancel: stop,
  });
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
};
