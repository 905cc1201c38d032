import { expect, test } from 'vitest';
import { z } from 'zod';
import { apiRoutes, type Schema } from './support/api-cases.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const api = useApi(useTestDb());

/** Names of what a route takes without saying how much of it: texts without an end, numbers without one. */
function unbounded(schema: Schema, at: string): string[] {
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const type = Array.isArray(schema.type) ? schema.type : [schema.type];
  // switches are written true or false; their schema says only that it is a text
  if (/\?(?:all|archived|hidden|overdue|retired|sent)$/.test(at)) return [];
  const isBound = schema.enum !== undefined || schema.const !== undefined || schema.maxLength !== undefined;
  const ends = schema.maximum !== undefined || schema.exclusiveMaximum !== undefined;
  return [
    ...(type.includes('string') && !isBound && schema.format === undefined && schema.pattern === undefined ? [at] : []),
    ...((type.includes('number') || type.includes('integer')) &&
    schema.enum === undefined &&
    schema.const === undefined &&
    !ends
      ? [at]
      : []),
    ...(type.includes('array') && schema.maxItems === undefined ? [`${at}[]`] : []),
    ...parts.flatMap((part) => unbounded(part, at)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => unbounded(inner, `${at}.${name}`)),
    ...(schema.items ? unbounded(schema.items, `${at}[]`) : []),
  ];
}

test('every text, number and list that the API takes has an end', async () => {
  const document = z.unknown().parse((await api.inject('/api/v1/openapi.json')).json());
  const routes = apiRoutes(document);
  // bodies are looked into, not only pointed at
  expect(routes.filter(({ body }) => body?.properties !== undefined).length).toBeGreaterThan(100);
  const found = routes.flatMap(({ method, path, query, body }) => [
    ...Object.entries(query).flatMap(([name, schema]) => unbounded(schema, `${method} ${path} ?${name}`)),
    ...(body ? unbounded(body, `${method} ${path} `) : []),
  ]);
  expect(found).toEqual([]);
});
