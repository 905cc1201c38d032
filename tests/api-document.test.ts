import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);

const operation = z.looseObject({
  operationId: z.string(),
  description: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })),
  requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) }).optional(),
  responses: z.record(z.string(), z.unknown()),
  security: z.array(z.unknown()).default([]),
});
const shape = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({ examples: z.array(z.unknown()).optional() })),
  }),
});
let operations: (z.output<typeof operation> & { at: string; method: string; path: string })[];
let schemas: z.output<typeof shape>['components']['schemas'];
beforeAll(async () => {
  const document = shape.parse((await api.inject('/api/v1/openapi.json')).json());
  schemas = document.components.schemas;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, op]) => ({ ...op, method, path, at: `${method} ${path}` })),
  );
});
const without = (has: (op: (typeof operations)[number]) => boolean): string[] =>
  operations.filter((op) => !has(op)).map(({ at }) => at);

test('every operation has a name of its own, by one rule', () => {
  expect(operations.length).toBeGreaterThan(400);
  expect(
    without(({ operationId }) => /^(get|list|create|post|update|replace|delete)[A-Z]\w+$/.test(operationId)),
  ).toEqual([]);
  const names = operations.map(({ operationId }) => operationId);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining(['listLibraries', 'getLibrary', 'createLibrary', 'updateLibrary', 'deleteLibrary']),
  );
});

test('every operation says who may come, and with what it refuses', () => {
  expect(without(({ description }) => /(Needs|Open to|For (a|every|members))/.test(description))).toEqual([]);
  const problem = { $ref: '#/components/responses/Problem' };
  expect(without(({ responses }) => JSON.stringify(responses['429']) === JSON.stringify(problem))).toEqual([]);
  expect(
    without(({ security, responses }) => security.length === 0 || ('401' in responses && '403' in responses)),
  ).toEqual([]);
  expect(without(({ path, responses }) => !path.includes('{') || '404' in responses)).toEqual([]);
  expect(without(({ requestBody, responses }) => !requestBody || '422' in responses)).toEqual([]);
});

test('a POST takes a request key, and an edit that asks for a version says so', () => {
  const has = (op: (typeof operations)[number], name: string) =>
    op.parameters.some((one) => one.in === 'header' && one.name === name);
  expect(without((op) => op.method !== 'post' || has(op, 'Idempotency-Key'))).toEqual([]);
  const versioned = operations.filter((op) => has(op, 'If-Match'));
  expect(versioned.map(({ operationId }) => operationId)).toEqual(
    expect.arrayContaining(['updateLibrary', 'updateMember']),
  );
  expect(versioned.filter(({ responses }) => !('412' in responses) || !('428' in responses))).toEqual([]);
});

test('objects have names, and nothing points at a name that is none', () => {
  const inline = operations.filter(({ requestBody }) => {
    const schema = requestBody?.content['application/json']?.schema;
    return z.looseObject({ type: z.literal('object'), properties: z.looseObject({}) }).safeParse(schema).success;
  });
  expect(inline.map(({ at }) => at)).toEqual([]);
  expect(Object.keys(schemas)).toEqual(
    expect.arrayContaining(['Library', 'LibraryList', 'CreateLibraryInput', 'Problem']),
  );
  const text = JSON.stringify([operations, schemas]);
  const pointed = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(pointed.filter((name) => !(name in schemas))).toEqual([]);
});

test('every example is one that its schema admits', () => {
  const follow = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(follow);
    if (typeof value !== 'object' || value === null) return value;
    const ref = z.looseObject({ $ref: z.string() }).safeParse(value);
    if (ref.success) return follow(schemas[ref.data.$ref.split('/').at(-1) ?? '']);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'examples' ? [] : follow(one)]));
  };
  const wrong = Object.entries(schemas).flatMap(([name, schema]) => {
    const [example] = schema.examples ?? [];
    if (example === undefined) return [];
    const read = z.fromJSONSchema(z.looseObject({}).parse(follow(schema))).safeParse(example);
    return read.success ? [] : [`${name}: ${read.error.issues[0]?.path.join('.')} ${read.error.issues[0]?.message}`];
  });
  expect(wrong).toEqual([]);
});

test('the page for people is light, finds words, and has an anchor and a command for each operation', async () => {
  const page = await api.inject('/api/v1/docs');
  expect(page.body.length).toBeLessThan(20_000);
  const found = await api.inject('/api/v1/docs?q=opening+hours');
  const address = /href="([^"]+#replaceLibraryOpeningHours)"/.exec(found.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const subject = await api.inject(address.split('#')[0] ?? '');
  expect(subject.body).toContain('<article id="replaceLibraryOpeningHours">');
  expect(subject.body).toContain('curl -X PUT');
  const tags = [...page.body.matchAll(/href="(\/api\/v1\/docs\?tag=[^"]+)"/g)].map((match) => match[1] ?? '');
  const pages = await Promise.all(tags.map(async (tag) => api.inject(tag)));
  expect(pages.reduce((sum, { body }) => sum + body.split('<article ').length - 1, 0)).toBe(operations.length);
  expect(Math.max(...pages.map(({ body }) => body.length))).toBeLessThan(200_000);
});

test('a route that takes a file says its field, kinds and limit, and one that gives a file says of which kind', async () => {
  const of = (name: string) => operations.find(({ operationId }) => operationId === name);
  expect(of('createProgramPhoto')?.requestBody?.content['multipart/form-data']?.schema).toMatchObject({
    type: 'object',
    properties: {
      photo: { type: 'string', format: 'binary', description: 'image/jpeg, image/png, image/webp; at most 15 MB' },
      caption: { type: 'string', maxLength: 200 },
    },
    required: ['photo', 'caption', 'agreed'],
  });
  expect(of('createProgramPhoto')?.responses).toMatchObject({ 413: {}, 415: {}, 422: {} });
  expect(of('getProgramPhotoFile')?.responses['200']).toMatchObject({
    content: { 'image/jpeg': { schema: { type: 'string', format: 'binary' } } },
  });
  const page = await api.inject('/api/v1/docs?tag=programs');
  expect(page.body).toContain("-F 'photo=@berkas'");
});

test('what a reader of the page types is text on it, and no script runs there', async () => {
  for (const typed of [
    '"><script>alert(1)</script>',
    "' onfocus=alert(1) autofocus '",
    '</title><img src=x onerror=a>',
    '&#60;b&#62;',
  ]) {
    for (const name of ['q', 'tag']) {
      const page = await api.inject(`/api/v1/docs?${name}=${encodeURIComponent(typed)}`);
      expect(page.statusCode).toBe(200);
      expect(page.body).not.toMatch(/<script|<img|value="[^"]*"[^> ]/);
      expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
      if (name === 'q')
        expect(page.body).toContain(
          `value="${typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}"`,
        );
    }
  }
  expect((await api.inject('/api/v1/docs?tag=__proto__')).body).toContain('Subjects');
  expect((await api.inject('/api/v1/docs?q=a&q=b')).statusCode).toBe(422);
});

test('what nobody knows is refused in bodies and addresses, however deep', async () => {
  const send = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await api.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${api.token}` },
      ...(payload && { payload }),
    });
    return [answer.statusCode, z.looseObject({ fields: z.record(z.string(), z.string()) }).parse(answer.json()).fields];
  };
  const library = { code: 'ASING', name: 'Perpustakaan', type: 'kelurahan' };
  const words = 'Isian ini tidak dikenal.';
  expect(await send('POST', '/libraries', { ...library, kepala: 'x' })).toEqual([422, { kepala: words }]);
  expect(await send('GET', '/libraries?halaman=2')).toEqual([422, { halaman: words }]);
  expect(await send('GET', '/accounts/me?x=1')).toEqual([422, { x: words }]);
});
