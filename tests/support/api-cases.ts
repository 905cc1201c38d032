import { z } from 'zod';

/** The parts of JSON Schema that the documentation of our API speaks. */
export interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  maximum?: number;
  exclusiveMaximum?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
// what else it says of itself stays, for whoever makes examples of it
const schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    minimum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    pattern: z.string().optional(),
    maximum: z.number().optional(),
    exclusiveMaximum: z.number().optional(),
    maxItems: z.number().optional(),
    properties: z.record(z.string(), schema).optional(),
    items: schema.optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    allOf: z.array(schema).optional(),
  }),
);
const operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string(), schema })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: schema.optional() })) }).optional(),
});
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

/** What routes take, with the schemas in the places that point at them. A schema that holds itself would have no end. */
function withoutReferences(openapi: unknown): unknown {
  const { schemas } = z
    .looseObject({ components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }) })
    .parse(openapi).components;
  const follow = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(follow);
    if (typeof value !== 'object' || value === null) return value;
    const pointed = '$ref' in value ? /^#\/components\/schemas\/(.+)$/.exec(String(value.$ref))?.[1] : undefined;
    if (pointed !== undefined) return follow(schemas[pointed]);
    const taken = Object.entries(value).filter(([key]) => key !== 'responses' && key !== 'components');
    return Object.fromEntries(taken.map(([key, one]) => [key, follow(one)]));
  };
  return follow(openapi);
}

export interface ApiRoute {
  method: string;
  path: string;
  query: Record<string, Schema>;
  body: Schema | null;
  /** Its documentation asks for If-Match. */
  versioned: boolean;
}

/** Every route that the documentation of the API names. */
export const apiRoutes = (openapi: unknown): ApiRoute[] =>
  Object.entries(document.parse(withoutReferences(openapi)).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      query: Object.fromEntries(parameters.filter((one) => one.in === 'query').map((one) => [one.name, one.schema])),
      body: requestBody?.content['application/json']?.schema ?? null,
      versioned: parameters.some((one) => one.in === 'header' && one.name === 'If-Match'),
    })),
  );

const TEXTS: Readonly<Record<string, string>> = {
  date: '2026-11-25',
  'date-time': '2026-11-25T01:00:00Z',
  uuid: '7f9c24e8-3b12-4a5e-9f0d-2b6a1c3d4e5f',
  email: 'uji@contoh.id',
};

/** Something that fits a schema, as far as it says what fits; `known` gives what fields of a name usually hold. */
export function sampleOf(given: Schema, known: Readonly<Record<string, string>>, name = ''): unknown {
  if (given.const !== undefined) return given.const;
  if (given.enum) return given.enum[0];
  const one = (given.anyOf ?? given.oneOf)?.find((other) => other.type !== 'null');
  if (one) return sampleOf(one, known, name);
  if (given.allOf)
    return Object.assign(
      {},
      ...given.allOf.map((part) => sampleOf(part, known, name)).filter((part) => part instanceof Object),
    );
  const type = Array.isArray(given.type) ? given.type[0] : given.type;
  if (given.properties)
    return Object.fromEntries(
      Object.entries(given.properties).map(([key, inner]) => [key, sampleOf(inner, known, key)]),
    );
  if (type === 'array') return given.items ? [sampleOf(given.items, known, name)] : [];
  if (type === 'integer' || type === 'number') return Math.max(given.minimum ?? 1, 1);
  if (type === 'boolean') return false;
  if (type === 'object') return {};
  return known[name] ?? TEXTS[given.format ?? ''] ?? 'Uji'.padEnd(given.minLength ?? 0, 'x');
}

export type Path = readonly (string | number)[];

/** Where in a sample its leaves stand, lists and objects as well. */
export function placesIn(value: unknown, at: Path = []): Path[] {
  const inner = value instanceof Object ? Object.entries(value) : [];
  return [
    ...(at.length > 0 ? [at] : []),
    ...inner.flatMap(([key, part]) => placesIn(part, [...at, Array.isArray(value) ? Number(key) : key])),
  ];
}

/** The same with another value at one place. */
export function withAt(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value)) return value.map((part: unknown, i) => (i === key ? withAt(part, rest, other) : part));
  return { ...Object(value), [key]: withAt(Reflect.get(Object(value), key), rest, other) };
}

/** What stands at a place of a sample. */
export const valueAt = (value: unknown, at: Path): unknown =>
  at.reduce((inner: unknown, key) => (inner instanceof Object ? Reflect.get(inner, key) : undefined), value);
