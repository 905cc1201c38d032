import type { RouteOptions } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { permissionsOf, type Access } from '#platform/rights/access';
import type { FileForm } from '#platform/requests/receive-form';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';

/** How callers say who they are: a token of an account, or the session of a browser (the only way for members). */
export const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
} as const;

/** A route of the API and who may come to it. */
export interface DeclaredRoute {
  method: string;
  /** With `/api/v1`, parameters as `:id`. */
  url: string;
  access: Access;
}
declare module 'fastify' {
  interface FastifyInstance {
    /** Every route of the API. */
    declaredRoutes: DeclaredRoute[];
  }
}

/** Writes a route into the table of the API. Ends the start where it does not say who may come to it. */
export const noteRoute =
  (table: DeclaredRoute[]) =>
  ({ method, url, config }: Pick<RouteOptions, 'method' | 'url' | 'config'>): void => {
    const access = config?.access;
    if (access === undefined) {
      throw new Error(`${[method].flat().join('/')} ${url} does not say who may come to it (config.access)`);
    }
    table.push(...[method].flat().map((one) => ({ method: one, url, access })));
  };

const securityOf = (access: Access): Record<string, string[]>[] => {
  if (access === 'public' || (typeof access === 'object' && 'secret' in access)) return [];
  return access === 'member' ? [{ session: [] }] : [{ bearer: [] }, { session: [] }];
};

/** What the OpenAPI document says of an access: `security`, the permissions (any of them will do), and whom else it admits. */
function wordsOf(access: Access): Record<string, unknown> {
  const permissions = permissionsOf(access);
  const kind = typeof access === 'string' ? access : 'secret' in access ? 'secret' : 'account';
  return {
    security: securityOf(access),
    'x-access': typeof access === 'object' && 'orMember' in access ? 'account or member' : kind,
    ...(permissions.length > 0 && { 'x-permission': permissions }),
    ...(typeof access === 'object' && 'secret' in access && { 'x-secret': access.secret }),
  };
}

/** A form with a file, as the OpenAPI document says it. */
function bodyOf({ file, required, megabytes, mediaTypes, fields }: FileForm): Record<string, unknown> {
  const { properties, required: needed = [] } = formShape.parse(z.toJSONSchema(fields, { io: 'input' }));
  const about = `${mediaTypes.join(', ')}; at most ${megabytes} MB`;
  return {
    type: 'object',
    properties: { [file]: { type: 'string', format: 'binary', description: about }, ...properties },
    required: [...(required ? [file] : []), ...needed],
  };
}
const formShape = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).optional(),
});

/** A file that is given, as the OpenAPI document says it. */
const fileAnswer = (types: readonly string[]) => ({
  description: 'Done.',
  content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])),
});

/** Writes a route into the OpenAPI document: its schemas, the files that it takes and gives, and who may come to it. */
export const describeRoute: typeof jsonSchemaTransform = (document) => {
  const { schema, url } = jsonSchemaTransform(document);
  const { access, ifMatch, form, gives } = document.route.config ?? {};
  if (access === undefined || schema.hide === true) return { schema, url };
  const files = {
    ...(form && { body: bodyOf(form), consumes: ['multipart/form-data'] }),
    ...(gives && { response: { 200: fileAnswer(gives) } }),
  };
  return { schema: { ...schema, ...files, ...wordsOf(access), ...(ifMatch && { 'x-if-match': true }) }, url };
};
