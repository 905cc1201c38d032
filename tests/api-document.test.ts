import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { isAct } from '../src/entrypoints/api/api-names.ts';
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
    without(
      ({ operationId, path }) =>
        /^(get|list|create|update|replace|delete)[A-Z]\w+$/.test(operationId) || isAct(path.split('/').at(-1) ?? ''),
    ),
  ).toEqual([]);
  const names = operations.map(({ operationId }) => operationId);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining([
      'listLibraries',
      'getLibrary',
      'createLibrary',
      'updateLibrary',
      'deleteLibrary',
      'renewLoan',
    ]),
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

test('a body that may be null may be left out', () => {
  const renewal = operations.find(({ operationId }) => operationId === 'renewLoan')?.requestBody;
  expect(renewal).toMatchObject({ required: false });
  expect(operations.find(({ operationId }) => operationId === 'createLoan')?.requestBody).toMatchObject({
    required: true,
  });
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

/** A schema with what it points at in its place; null among the kinds is put aside. */
const read = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  pattern: z.string().optional(),
});
type Read = z.output<typeof read>;
function schemaOf(given: unknown): Read {
  const found = read.catch({ required: [] }).parse(given);
  if (found.$ref) return schemaOf(schemas[found.$ref.split('/').at(-1) ?? '']);
  const kinds = found.anyOf?.filter((one) => schemaOf(one).type !== 'null');
  return kinds?.length === 1 ? schemaOf(kinds[0]) : found;
}
/** Every field of a schema, however deep, by its place in it. */
function fieldsOf(
  given: unknown,
  at = '',
  seen: readonly unknown[] = [],
): { at: string; name: string; schema: Read }[] {
  const schema = schemaOf(given);
  const known = JSON.stringify(schema);
  if (seen.includes(known)) return [];
  const below = [...seen, known];
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
      { at: `${at}.${name}`, name, schema: schemaOf(field) },
      ...fieldsOf(field, `${at}.${name}`, below),
    ]),
    ...fieldsWithin(schema.items, `${at}[]`, below),
    ...fieldsWithin(schema.additionalProperties, `${at}{}`, below),
    ...parts.flatMap((part) => fieldsOf(part, at, below)),
  ];
}
const fieldsWithin = (given: unknown, at: string, seen: readonly unknown[]) =>
  given === undefined || typeof given === 'boolean' ? [] : fieldsOf(given, at, seen);
const content = z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) });
/** What an operation answers where it does what is asked, in JSON. */
const answersOf = ({ responses }: (typeof operations)[number]): unknown[] =>
  Object.entries(responses).flatMap(([status, one]) => {
    const given = content.safeParse(one).data?.content['application/json']?.schema;
    return status.startsWith('2') && given !== undefined ? [given] : [];
  });
const bodyOf = ({ requestBody }: (typeof operations)[number]): unknown =>
  requestBody?.content['application/json']?.schema;
const parameter = z.looseObject({ name: z.string(), in: z.string(), schema: z.unknown() });
const parametersOf = (op: (typeof operations)[number], where: string) =>
  op.parameters.map((one) => parameter.parse(one)).filter((one) => one.in === where);

/** Names under which the API is told of a library: by its part in the act where there are two, `library` everywhere else. */
const LIBRARY = /^(library|(home|pickup|from|to|receiver|school)Library)$/;

test('a library is told by its code or id, under one name', () => {
  const told = operations.flatMap((op) => [
    ...[...parametersOf(op, 'path'), ...parametersOf(op, 'query')].map(({ name, schema }) => ({
      at: `${op.at} ${name}`,
      name,
      schema: schemaOf(schema),
    })),
    ...fieldsOf(bodyOf(op), `${op.at} `),
  ]);
  const ofLibraries = told.filter(({ name }) => /librar/i.test(name));
  expect(ofLibraries.length).toBeGreaterThan(90);
  const isRef = (schema: Read): boolean => {
    const [code, id] = (schema.type === 'array' ? schemaOf(schema.items) : schema).anyOf?.map(schemaOf) ?? [];
    return code?.type === 'string' && code.pattern === '^[A-Za-z0-9-]{1,40}$' && id?.type === 'integer';
  };
  expect(ofLibraries.filter(({ name, schema }) => !LIBRARY.test(name) || !isRef(schema)).map(({ at }) => at)).toEqual(
    [],
  );
  expect(without(({ path }) => !/\/libraries\/\{(?!library\})/.test(path))).toEqual([]);
});

test('an answer names a library by its id, code, name and zone', () => {
  const named = operations.flatMap((op) => answersOf(op).flatMap((given) => fieldsOf(given, `${op.at} `)));
  const ofLibraries = named.filter(({ name }) => /librar/i.test(name));
  expect(ofLibraries.length).toBeGreaterThan(150);
  const isNamed = (schema: Read): boolean =>
    Object.keys(schemaOf(schema.type === 'array' ? schema.items : schema).properties ?? {}).join() ===
    'id,code,name,timeZone';
  const others = ofLibraries.filter(
    ({ name, schema }) => !(LIBRARY.test(name) || name === 'libraries') || !isNamed(schema),
  );
  expect(others.map(({ at }) => at)).toEqual([
    // counts, by the ids or codes of libraries
    'get /search .facets.library',
    'get /visits/figures .by.library',
    'get /loan-statistics .byLibrary',
    // on a board a library is a word beside an idea
    'get /ideas .data[].library',
    // as it was called on the day of the paper, which is kept as it was issued
    'get /certificates/{code} .library',
    'post /certificates/{code}/revoke .library',
  ]);
});

/**
 * Lists that come whole: what they hold is set by people one by one, or is of one day, one title, one reader or one place. Speakers are the few
 * of one programme, photographs at most twelve, and a proposal has one answer that may wait to be told; of codes an import keeps 500 at most;
 * a course has at most sixty lessons, and of each what is to be mended and what went wrong.
 */
const WHOLE = new Set(
  `/roles /sessions /libraries /libraries/{library}/spaces /special-hours /libraries/{library}/stops /libraries/{library}/stop-visits
  /study-hour-figures /study-hour-sums /member-categories /consent-texts /libraries/{library}/classes /bibs/{id}/items /item-types /notice-templates /notice-schedules
  /notice-channels /browse/ddc /reading-statistics /policies /self-service/drops /self-service/box-drops /self-service/loans
  /self-service/door-checks /libraries/{library}/booking-sets /digital-loans /digital-requests /seats /seats/{id}/slots
  /seat-reservations /programs/{id}/certificates /lists /reviews/own /lockers /suggestions/own /budgets /programs/{id}/sessions
  /programs/{id}/readings /questionnaires/instruments /ideas /kiosks /bibs/{id}/attachments /programs/{id}/speakers
  /contents/standing /contents/topics /news-topics /site-banners /site-pages/{id}/versions /programs/{id}/photos /proposals/{id}/calls /tickets/{id}/calls /canned-answers /service-targets /slims-dumps /slims-files /imports/{id}/codes
  /catalog-sources /titles-elsewhere /backup-stores /method-packs /method-packs/{pack}/reports
  /population-counts /national-figures/requests /facts/kinds /reports /kept-reports /reports/links
  /reports/readers /reports/mails /analyses /targets /answers /help-entries /volunteer-tasks /volunteer-shifts /volunteer-shifts/open
  /service-standards /named-partners /partner-pairs /partner-reminders /partner-standings /former-service-standards
  /service-standard-drafts /promise-measures /answered-promise-remarks /promise-reviews /partners/{id}/links
  /partner-persons/{id}/twins /library-needs /open-library-needs /volunteer-shifts/{id}/matches /volunteer-shifts/{id}/invitations
  /volunteers/{id}/certificates /volunteers/{id}/incidents /progress /course-sources/{id}/checks /course-sources/{id}/misses
  /partners/{id}/ties /volunteer-news /letter-topics /letter-topic-sheets /channel-accounts`.split(/\s+/),
);

test('every list answers data and next, and one that grows comes in pages', () => {
  const gets = operations.filter(({ method }) => method === 'get');
  const lists = gets.flatMap((op) => {
    const schema = schemaOf(answersOf(op)[0]);
    const inner = Object.entries(schema.properties ?? {}).filter(([, field]) => schemaOf(field).type === 'array');
    const whole = inner.length > 0 && inner.length === Object.keys(schema.properties ?? {}).length;
    return schema.type === 'array' || 'data' in (schema.properties ?? {}) || whole ? [{ op, schema }] : [];
  });
  expect(lists.length).toBeGreaterThan(85);
  const isList = ({ properties = {}, required }: Read): boolean =>
    schemaOf(properties.data).type === 'array' &&
    ['data', 'next'].every((name) => required.includes(name)) &&
    [schemaOf(properties.next).type].flat().join() === 'string,null';
  expect(lists.filter(({ schema }) => !isList(schema)).map(({ op }) => op.at)).toEqual([
    // the two sides of one tie
    'get /members/{number}/family',
    // three short lists at once, while somebody types
    'get /suggest',
    // a set of keys as RFC 7517 has it
    'get /certificates/keys',
  ]);
  const asks = (op: (typeof operations)[number], name: string) =>
    parametersOf(op, 'query').some((one) => one.name === name);
  expect(
    lists
      .filter(({ op, schema }) => isList(schema) && !asks(op, 'cursor') && !WHOLE.has(op.path))
      .map(({ op }) => op.at),
  ).toEqual([]);
  expect([...WHOLE].filter((path) => !gets.some((op) => op.path === path && !asks(op, 'cursor')))).toEqual([]);
  // pages are asked for by the cursor of the page before
  expect(without((op) => !['offset', 'page', 'after'].some((name) => asks(op, name)))).toEqual([]);
});

test('paths name things, and an act is the last word of a POST', () => {
  const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'));
  expect(without(({ path }) => segmentsOf(path).every((segment) => /^[a-z]+(-[a-z]+)*$/.test(segment)))).toEqual([]);
  const lastOf = (path: string): string => path.split('/').at(-1) ?? '';
  // what is made is one of several; a registration is one's own, and attendance has no plural
  const makes = (path: string) => /s$|children$|^registration$|^attendance$/.test(lastOf(path));
  expect(without(({ method, path }) => method !== 'post' || isAct(lastOf(path)) || makes(path))).toEqual([]);
  expect(
    without(
      ({ method, path }) =>
        !segmentsOf(path).some(
          (segment, i, all) =>
            isAct(segment) && !(method === 'post' && i === all.length - 1 && segment === lastOf(path)),
        ),
    ),
  ).toEqual([]);
});

test('what is in a path is named by one rule: {id} comes first and is a number, others say what they are', () => {
  const wrong = operations.flatMap((op) => {
    const inPath = [...op.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    // work that is asked for is known by a key that nobody guesses
    const idType = op.path.startsWith('/heavy-work/') ? 'string' : 'integer';
    const types = new Map(parametersOf(op, 'path').map((one) => [one.name, schemaOf(one.schema).type]));
    return inPath
      .filter((name, i) => (name === 'id' ? i > 0 || types.get(name) !== idType : !/^[a-z]+$/.test(name)))
      .map((name) => `${op.at} ${name}`);
  });
  expect(wrong).toEqual([]);
  // in queries and bodies the id of something else is `bibId`, never `bib`
  const bare = operations.flatMap((op) =>
    [
      ...parametersOf(op, 'query').map((one) => ({ ...one, at: `${op.at} ${one.name}`, schema: schemaOf(one.schema) })),
      ...fieldsOf(bodyOf(op), `${op.at} `),
    ].filter(
      ({ name, schema }) =>
        schema.type === 'integer' &&
        /^(bib|item|member|account|program|session|board|placement|questionnaire|space|loan|hold)$/.test(name),
    ),
  );
  expect(bare.map(({ at }) => at)).toEqual([]);
});

test('what our own pages ask the API for is there', () => {
  const web = resolve(import.meta.dirname, '../src/web');
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(ts|svelte|js)$/.test(name) && !name.endsWith('.test.ts'),
  );
  const asked = files.flatMap((name) => {
    const text = readFileSync(join(web, name), 'utf8');
    const whole = [...text.matchAll(/\/api\/v1(\/[^'"`?\s]+)/g)].map((match) => match[1] ?? '');
    // the offline desk says the base once
    const below = name === 'features/offline-desk/requests.ts' ? [...text.matchAll(/\bask\(\s*['`]([^'`]+)['`]/g)] : [];
    return [...whole, ...below.map((match) => `/offline-desk/${match[1]}`)].map((path) =>
      path.replace(/\$\{[^}]*\}/g, '{}'),
    );
  });
  expect(asked.length).toBeGreaterThan(8);
  const known = new Set(operations.map(({ path }) => path.replace(/\{\w+\}/g, '{}')));
  // the carriers' calls are no part of the document, and the base of the offline desk is no path
  const elsewhere = new Set(['/webhooks/whatsapp', '/offline-desk/{}']);
  expect(asked.filter((path) => !known.has(path) && !elsewhere.has(path))).toEqual([]);
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
  // one after the other: sixty at once would have to wait their turn, and on a busy machine some would be turned away
  const pages: { body: string }[] = [];
  for (const tag of tags) pages.push(await api.inject(tag));
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
