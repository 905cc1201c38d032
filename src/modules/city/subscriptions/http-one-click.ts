import { z } from 'zod';
import type { Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { stopPagePath } from './choosing/link-code.ts';
import { unsubscribe, viewStopping } from './choosing/unsubscribe.ts';

const tags = ['letters'];
const params = z.object({ token: z.string().max(200) });
const access = { secret: 'the link in a letter' } as const;

/**
 * RFC 8058: a mail program stops letters for its reader by a POST, without a cookie and without being led elsewhere. The body says no more than the
 * address does, so that any kind of it is passed over. Opening the address changes nothing: scanners of mail open all links.
 */
export async function oneClickRoutes(api: Api, { secrets }: Pick<Services, 'secrets'>): Promise<void> {
  await api.register((clicks, _options, done) => {
    clicks.removeAllContentTypeParsers();
    clicks.addContentTypeParser('*', (_request, payload, parsed) => {
      payload.resume();
      parsed(null);
    });
    clicks.post(
      '/subscriptions/unsubscribe/:token',
      {
        config: { access },
        schema: { tags, summary: 'A mail program stops letters for its reader (RFC 8058)', params, hide: true },
      },
      async (request, reply) => {
        await unsubscribe(request.ctx, secrets, params.parse(request.params).token);
        return reply.code(204).send();
      },
    );
    clicks.get(
      '/subscriptions/unsubscribe/:token',
      {
        config: { access },
        schema: { tags, summary: 'Leads people who open the address to the page', params, hide: true },
      },
      async (request, reply) => {
        const { token } = params.parse(request.params);
        const { language } = await viewStopping(request.ctx, secrets, token);
        return reply.redirect(stopPagePath(token, language ?? 'id'), 303);
      },
    );
    done();
  });
}
