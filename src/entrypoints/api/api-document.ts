import { z } from 'zod';
import { exampleOf } from './api-examples.ts';
import { operationIdOf, schemaNameOf, type Operation } from './api-names.ts';

const content = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() }));
const answer = z.looseObject({ description: z.string().optional(), content: content.optional() });
const operation = z.looseObject({
  description: z.string().optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.looseObject({ required: z.boolean().optional(), content }).optional(),
  responses: z.record(z.string(), answer).default({}),
  security: z.array(z.unknown()).default([]),
  'x-access': z.string().optional(),
  'x-permission': z.array(z.string()).optional(),
  'x-secret': z.string().optional(),
  'x-if-match': z.boolean().optional(),
});
type Described = z.output<typeof operation>;
const documentShape = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)).default({}),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()).default({}) }),
});

/** The shape of every refusal, named once (RFC 9457; `src/platform/requests/problem.ts`). */
const problem = {
  type: 'object',
  description:
    'A refusal (RFC 9457). `code` is stable; `detail` is a sentence for people; `fields` says why each field was refused.',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    params: { type: 'object', additionalProperties: true },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
    requestId: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'code', 'detail'],
};
const refusal = { $ref: '#/components/responses/Problem' };

/** With which statuses an operation may refuse. */
function refusalsOf(method: string, path: string, { security, requestBody, parameters, ...op }: Described): string[] {
  const reads = method === 'get';
  return [
    ...(security.length > 0 ? ['401', '403'] : []),
    ...(op['x-secret'] === undefined ? [] : ['403']),
    ...(path.includes('{') || op['x-secret'] !== undefined ? ['404'] : []),
    ...(reads ? [] : ['409']),
    ...(op['x-if-match'] ? ['412', '428'] : []),
    ...(requestBody ? ['413', '415'] : []),
    ...(requestBody || parameters.length > 0 || !reads ? ['422'] : []),
    '429',
    '503',
  ];
}

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: true,
  schema: { type: 'string' },
  example: '"3"',
  description: 'The ETag that was read with what is changed: nobody overwrites what they have not seen.',
};
const REQUEST_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 8, maxLength: 100 },
  example: '7f6b2c1e-0c1d-4d55-9f0e-2d7a1b9c3e11',
  description:
    'A key of the sender’s own: sent again within a day, the request is carried out once and answered as the first time.',
};

/** Who may come, in words. */
function whoMay(op: Described): string {
  const permissions = op['x-permission'] ?? [];
  if (op['x-secret'] !== undefined) return `Open to whoever knows ${op['x-secret']}.`;
  if (permissions.length > 0) {
    const names = permissions.map((permission) => `\`${permission}\``).join(' or ');
    return `Needs ${names}${op['x-access'] === 'account or member' ? ', or a member for their own things' : ''}.`;
  }
  const words: Readonly<Record<string, string>> = {
    public: 'Open to everybody.',
    member: 'For a signed-in member.',
    account: 'For every account of staff.',
    signed_in: 'For members and staff.',
  };
  return words[op['x-access'] ?? 'public'] ?? '';
}

const nothing = z.looseObject({ type: z.literal('null') });
const JSON_TYPE = 'application/json';
const listShape = z.looseObject({
  properties: z.looseObject({ data: z.looseObject({ type: z.literal('array'), items: z.unknown() }) }),
});
const successOf = ({ responses }: Described) => Object.entries(responses).find(([status]) => status.startsWith('2'));
const factsOf = (method: string, path: string, op: Described): Operation => {
  const [, said] = successOf(op) ?? [];
  return {
    method,
    path,
    isList: listShape.safeParse(said?.content?.[JSON_TYPE]?.schema).success,
  };
};

/** Gives schemas of objects names; equal ones have one. */
class Names {
  readonly schemas: Record<string, unknown> = {};
  readonly #known = new Map<string, string>();
  readonly #operations = new Set<string>();

  /** The name of an operation; where the rule gives two the same, the later says by what it asks, or that it asks for all. */
  operation(facts: Operation): string {
    const id = operationIdOf(facts);
    const [, first = '', rest = ''] = /\{(\w)(\w*)\}(?!.*\{)/.exec(facts.path) ?? [];
    const other = first === '' ? id.replace(/^[a-z]+/, '$&All') : `${id}By${first.toUpperCase()}${rest}`;
    const name = this.#operations.has(id) ? other : id;
    this.#operations.add(name);
    return name;
  }

  /** @param example of the schema as it was before parts of it were named @returns a reference; what is no object stays as it is */
  name(schema: unknown, wanted: string, otherwise: string, example = exampleOf(schema)): unknown {
    if (!z.looseObject({ type: z.literal('object'), properties: z.looseObject({}) }).safeParse(schema).success)
      return schema;
    const text = JSON.stringify(schema);
    const known = this.#known.get(text);
    if (known !== undefined) return { $ref: `#/components/schemas/${known}` };
    const name = [wanted, otherwise].find((one) => !(one in this.schemas)) ?? `${otherwise}${this.#known.size}`;
    this.#known.set(text, name);
    this.schemas[name] = { ...Object(schema), examples: [example] };
    return { $ref: `#/components/schemas/${name}` };
  }
}

function nameAnswer(names: Names, facts: Operation, schema: unknown): unknown {
  const id = operationIdOf(facts);
  const own = `${id.slice(0, 1).toUpperCase()}${id.slice(1)}Answer`;
  if (!facts.isList) return names.name(schema, schemaNameOf(facts, 'answer'), own);
  const list = listShape.parse(schema);
  const items = names.name(list.properties.data.items, schemaNameOf(facts, 'row'), `${own}Row`);
  const data = { ...list.properties.data, items };
  return names.name(
    { ...list, properties: { ...list.properties, data } },
    schemaNameOf(facts, 'answer'),
    own,
    exampleOf(schema),
  );
}

/** A body that may be null may be left out. */
const admitsNull = z.looseObject({
  anyOf: z.array(z.unknown()).refine((kinds) => kinds.some((kind) => nothing.safeParse(kind).success)),
});

function finishOperation(names: Names, path: string, method: string, op: Described): Record<string, unknown> {
  const facts = factsOf(method, path, op);
  const input = op.requestBody?.content[JSON_TYPE];
  if (input && op.requestBody && admitsNull.safeParse(input.schema).success) op.requestBody.required = false;
  if (input) input.schema = names.name(input.schema, schemaNameOf(facts, 'input'), schemaNameOf(facts, 'input'));
  const [, said] = successOf(op) ?? [];
  const given = said?.content?.[JSON_TYPE];
  if (given) given.schema = nameAnswer(names, facts, given.schema);
  const { 'x-if-match': ifMatch, ...rest } = op;
  const answers = Object.entries(op.responses).map(([status, one]) => [status, { ...one, description: 'Done.' }]);
  return {
    ...rest,
    operationId: names.operation(facts),
    description: [op.description, whoMay(op)].filter(Boolean).join('\n\n'),
    parameters: [...op.parameters, ...(ifMatch ? [IF_MATCH] : []), ...(method === 'post' ? [REQUEST_KEY] : [])],
    responses: {
      ...Object.fromEntries(refusalsOf(method, path, op).map((status) => [status, refusal])),
      ...Object.fromEntries(answers),
    },
  };
}

/**
 * Completes the document that the routes gave: names for operations and schemas, examples, refusals, the heads that a route asks for, and
 * who may come in words.
 */
export function finishDocument(openApi: unknown): Record<string, unknown> {
  const document = documentShape.parse(openApi);
  const names = new Names();
  const paths = Object.entries(document.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, op]) => [method, finishOperation(names, path, method, op)]),
    ),
  ]);
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: {
      ...document.components,
      schemas: { ...document.components.schemas, ...names.schemas, Problem: problem },
      responses: {
        Problem: {
          description: 'Refused; `code` says why.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}
