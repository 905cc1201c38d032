import { z } from 'zod';
import type { Api } from '#platform/requests/http';
import type { Services } from '#platform/services';
import { languages } from '../client.ts';
import { unsubscribe } from '../channels/edit-choices.ts';
import { answerChallenge, hearWhatsapp } from '../channels/whatsapp-webhook.ts';
import { unsubscribePath } from '../texts/write-message.ts';

const tags = ['notifications'];

/** Calls of the carriers themselves. */
export async function webhookRoutes(api: Api, services: Services): Promise<void> {
  await api.register((hooks, _options, done) => {
    // the signature is over the body as it came
    hooks.removeContentTypeParser('application/json');
    hooks.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, parsed) =>
      parsed(null, body),
    );
    hooks.get(
      '/webhooks/whatsapp',
      {
        config: { access: { secret: 'the verify token of WhatsApp' } },
        schema: { tags, summary: 'WhatsApp asks whether its calls are expected', hide: true },
      },
      async (request, reply) => {
        const query = z.record(z.string(), z.string()).parse(request.query);
        const challenge = await answerChallenge(services, {
          mode: query['hub.mode'],
          token: query['hub.verify_token'],
          challenge: query['hub.challenge'],
        });
        return reply.type('text/plain').send(challenge);
      },
    );
    hooks.post(
      '/webhooks/whatsapp',
      {
        config: { access: { secret: 'the signature of WhatsApp' } },
        schema: { tags, summary: 'WhatsApp tells what became of messages', hide: true },
      },
      async (request, reply) => {
        const signature = request.headers['x-hub-signature-256'];
        const body = typeof request.body === 'string' ? request.body : '';
        await hearWhatsapp(services, body, typeof signature === 'string' ? signature : '');
        return reply.code(200).send();
      },
    );
    done();
  });
}

/** RFC 8058: the body says no more than the address does, so that any kind of it is passed over. */
export async function oneClickRoutes(api: Api, services: Services): Promise<void> {
  const params = z.object({ language: z.enum(languages), token: z.string().max(200) });
  await api.register((clicks, _options, done) => {
    clicks.removeAllContentTypeParsers();
    clicks.addContentTypeParser('*', (_request, payload, parsed) => {
      payload.resume();
      parsed(null);
    });
    clicks.post(
      '/unsubscribe/:language/:token',
      {
        config: { access: { secret: 'the token in the mail' } },
        schema: { tags, summary: 'A mail program switches e-mail off for its reader (RFC 8058)', params, hide: true },
      },
      async (request, reply) => {
        await unsubscribe(request.ctx, services.secrets, params.parse(request.params).token);
        return reply.code(204).send();
      },
    );
    clicks.get(
      '/unsubscribe/:language/:token',
      {
        config: { access: { secret: 'the token in the mail' } },
        schema: { tags, summary: 'Leads people who open the address to the page', params, hide: true },
      },
      (request, reply) => {
        const { language, token } = params.parse(request.params);
        return reply.redirect(unsubscribePath(language, token), 303);
      },
    );
    done();
  });
}
