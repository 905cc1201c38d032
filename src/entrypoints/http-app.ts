import cors from '@fastify/cors';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sql } from 'kysely';
import { z } from 'zod';
import { enter } from '#platform/rights/access';
import { unstorableField } from '#platform/requests/bounds';
import { isRefusedValue } from '#platform/database/db';
import { refusalOfBusy, refusalOfClash } from '#platform/database/db-refusals';
import { AppError, platformErrors } from '#platform/errors';
import { Turnstile } from '#platform/admission/turnstile';
import type { Services } from '#platform/services';
import { strictly } from '#platform/requests/strict-input';
import { asOneRequest } from '#platform/database/one-request';
import { withinRequest } from '#platform/requests/request-scope';
import { namedReason } from '#platform/requests/parse-input';
import { refusalOfOutage } from '#platform/sending/outages';
import { explainError, toProblem } from '#platform/requests/problem';
import { admitToApi, admitToPages, leaveWithAnswer } from './admission/admit.ts';
import { answerOnce } from './api/answer-once.ts';
import { sendBriefly } from './api/api-answers.ts';
import { finishDocument } from './api/api-document.ts';
import { api as apiModules } from '#contributed/api';
import { requestCtx, requireSameOrigin } from './request-ctx.ts';
import { DOCS_POLICY, docsPage } from './api/docs-page.ts';
import { describeRoute, noteRoute, securitySchemes } from './route-access.ts';
import { addressOf, proxiesOf, type OwnAddress } from './own-address.ts';
import { keepApart } from './practice/keep-apart.ts';

export type WebHandler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => unknown;

/** The pages. */
export interface Web {
  /** What it returns is done when the answer is made, though not yet sent. */
  handler: WebHandler;
  /** Addresses of files that are only sent, so that nobody waits for them; null = any address may be one (development), and nobody waits. */
  assets: ReadonlySet<string> | null;
}

/** Pages of these origins may ask the API from a browser, with a token. */
const corsFor = (origins: readonly string[]) => ({
  origin: [...origins],
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: ['authorization', 'content-type', 'accept-language', 'if-match', 'if-none-match', 'idempotency-key'],
  exposedHeaders: ['etag', 'location', 'retry-after', 'idempotency-replayed'],
  maxAge: 600,
});

const docsAsked = z.object({ tag: z.string().max(100).optional(), q: z.string().max(100).optional() });
const keysOf = (query: unknown): string[] => (typeof query === 'object' && query !== null ? Object.keys(query) : []);
const unknownKeys = z.object({ keys: z.array(z.string()) });

const asAppError = (error: FastifyError | AppError): AppError | null => {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.flatMap((issue): [string, string][] => {
      const path = issue.instancePath.split('/').filter(Boolean);
      if (issue.keyword === 'unrecognized_keys')
        return unknownKeys.parse(issue.params).keys.map((key) => [[...path, key].join('.'), 'unknown_field']);
      const plain = /received undefined$/.test(issue.message ?? '') ? 'required' : 'invalid';
      return [[path.join('.') || '_', namedReason(issue.message ?? '') ?? plain]];
    });
    // the first reason of a field is the plainest
    return platformErrors.invalidInput({ reason: error.message.slice(0, 500) }, Object.fromEntries(fields.reverse()));
  }
  // a net below the readers of input, which should have said which field it is
  if (isRefusedValue(error)) return platformErrors.invalidInput();
  if (error.statusCode === 413) return platformErrors.tooLarge();
  if (error.statusCode === 415) return platformErrors.notAcceptableFile();
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return platformErrors.invalidInput({ reason: error.message.slice(0, 500) });
  }
  return refusalOfBusy(error) ?? refusalOfClash(error) ?? refusalOfOutage(error);
};

/** A client that says JSON and sends nothing means "no body": the route's own schema decides whether that will do. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, null);
    else void parse(request, body, done);
  });
}

/** Browsers that came once by https come by nothing else for a year. On the raw answer, because pages write theirs themselves. */
function onlyByHttps(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.raw.setHeader('strict-transport-security', 'max-age=31536000');
    done();
  });
}

/** API under `/api/v1`, health, and the pages behind one Fastify instance. `web` null = API only (tests). */
export async function buildHttpApp(
  services: Services,
  web: Web | null,
  turnstile = new Turnstile(),
): Promise<FastifyInstance> {
  const own = addressOf(services.config);
  const app = Fastify({
    logger: services.config.production ? { level: 'warn' } : false,
    trustProxy: proxiesOf(services.config),
    bodyLimit: 2 * 1024 * 1024,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 500 },
    // one that no other process, and none after a restart, gives again: what was done is found by it
    genReqId: () => randomUUID(),
  });
  app.setValidatorCompiler<z.ZodType>((route) =>
    // of heads there are more than a route knows
    validatorCompiler(route.httpPart === 'headers' ? route : { ...route, schema: strictly(route.schema) }),
  );
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('ctx');
  app.decorateRequest('entry', null);
  app.decorate('declaredRoutes', []);
  acceptEmptyJson(app);
  // whoever waits would keep the server from closing
  app.addHook('preClose', (done) => {
    turnstile.close();
    done();
  });
  if (services.config.practice) keepApart(app);
  if (services.config.publicUrl.startsWith('https:')) onlyByHttps(app);

  app.setErrorHandler<FastifyError | AppError>((error, request, reply) => {
    const expected = asAppError(error);
    if (!expected || isRefusedValue(error))
      process.stderr.write(`${request.method} ${request.url}: ${error.stack ?? error.message}\n`);
    const shown = expected ?? new AppError('platform.internal', 500);
    const locale = request.headers['accept-language']?.startsWith('en') ? 'en' : 'id';
    if (expected?.code === 'platform.too_many_requests') {
      void reply.header('retry-after', String(expected.params.seconds ?? 60));
    }
    if (expected?.code === 'heavy_work.pending') {
      void reply.header('location', `/api/v1/heavy-work/${String(expected.params.id)}`);
    }
    if (expected?.code === 'platform.busy') void reply.header('retry-after', '5');
    if (expected?.code === 'platform.crowded') void reply.header('retry-after', String(expected.params.seconds));
    return reply
      .code(shown.status)
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(toProblem(shown, locale, request.id));
  });

  app.get('/health', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await sql`select 1`.execute(services.db);
      return await reply.send({ status: 'ok', time: services.clock.now().toISOString() });
    } catch (error) {
      const refusal = refusalOfOutage(error);
      if (!refusal) throw error;
      const detail = explainError(refusal, 'id');
      return reply.code(503).send({ status: refusal.code.replace('platform.', ''), detail });
    }
  });

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Lumbung', version: '1', description: 'API of the Lumbung library platform.' },
      servers: [{ url: '/api/v1' }],
      components: { securitySchemes },
    },
    transform: describeRoute,
  });
  await app.register(multipart, { limits: { fileSize: 4 * 1024 ** 3, files: 4 } });
  await app.register(
    async (scope) => {
      // before any hook of ours: its route is none of the API, and pages that may ask do so without cookies
      if (services.config.corsOrigins.length > 0) await scope.register(cors, corsFor(services.config.corsOrigins));
      const api = scope.withTypeProvider<ZodTypeProvider>();
      admitToApi(api, turnstile);
      api.addHook('onSend', (_request, reply, _payload, done) => {
        void reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
        if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
        done();
      });
      api.addHook('onRoute', noteRoute(app.declaredRoutes));
      api.addHook('onRequest', (_request, _reply, done) => asOneRequest(done));
      api.addHook('onRequest', async (request) => {
        requireSameOrigin({ method: request.method, headers: request.headers, host: own(request).host });
        request.ctx = await requestCtx(services, request, 'api');
        const { access } = request.routeOptions.config;
        // a token is never the way to be a member: signing in would not help
        if (access === 'member' && request.ctx.actor.kind === 'account') throw platformErrors.forbidden();
        enter(request.ctx.actor, access);
      });
      api.addHook('preValidation', ({ params, query, body, routeOptions }, _reply, done) => {
        // nothing is named by what cannot be kept
        if (unstorableField(params) !== null) {
          done(platformErrors.notFound());
          return;
        }
        const field = unstorableField(query) ?? unstorableField(body);
        if (field !== null) {
          done(platformErrors.invalidInput({}, { [field]: 'unstorable' }));
          return;
        }
        const { schema, config } = routeOptions;
        const ofQuery = schema?.querystring || schema?.hide ? [] : keysOf(query);
        // a form is read, and refused, by its handler
        const ofBody = schema?.body || schema?.hide || config.form ? [] : keysOf(body);
        const unasked = [...ofQuery, ...ofBody];
        const refused = Object.fromEntries(unasked.map((key) => [key, 'unknown_field']));
        done(unasked.length === 0 ? undefined : platformErrors.invalidInput({}, refused));
      });
      api.addHook('preHandler', (request, _reply, done) => {
        withinRequest({ ctx: request.ctx, pending: null }, done);
      });
      answerOnce(api);
      sendBriefly(api);
      leaveWithAnswer(api);
      const open = { config: { access: 'public' as const }, schema: { hide: true } };
      for (const register of apiModules) await register(api, services);
      let described: Record<string, unknown> | undefined;
      const document = (): Record<string, unknown> => (described ??= finishDocument(app.swagger()));
      api.get('/openapi.json', open, document);
      api.get('/docs', { ...open, schema: { hide: true, querystring: docsAsked } }, ({ query }, reply) =>
        reply
          .type('text/html; charset=utf-8')
          .header('content-security-policy', DOCS_POLICY)
          .send(docsPage(document(), query)),
      );
      api.all('/*', open, () => {
        throw platformErrors.notFound();
      });
    },
    { prefix: '/api/v1' },
  );

  if (web) await mountWeb(app, web, own, turnstile);
  return app;
}

async function mountWeb(app: FastifyInstance, web: Web, own: OwnAddress, turnstile: Turnstile): Promise<void> {
  await app.register((pages, _options, done) => {
    if (web.assets) admitToPages(pages, turnstile, web.assets);
    // the web framework reads the body itself
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    pages.all('/*', { schema: { hide: true } }, (request, reply) => {
      reply.hijack();
      // Always overwritten, so that a client cannot claim them.
      const { protocol, host } = own(request);
      request.raw.headers['x-lumbung-proto'] = protocol;
      request.raw.headers['x-lumbung-host'] = host;
      request.raw.headers['x-lumbung-ip'] = request.ip;
      void answerPage(web.handler, request, reply.raw);
    });
    done();
  });
}

/** Whatever becomes of the answer, its place is free again. */
async function answerPage(handler: WebHandler, request: FastifyRequest, response: ServerResponse): Promise<void> {
  try {
    await handler(request.raw, response, () => {
      response.statusCode = 404;
      response.end();
    });
  } catch (error) {
    request.log.error(error);
    // half an answer must not look like a whole one
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  } finally {
    request.entry?.leave();
  }
}
