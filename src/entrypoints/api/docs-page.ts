import { createHash } from 'node:crypto';
import { z } from 'zod';
import { exampleOf } from './api-examples.ts';
import { typeText } from './docs-types.ts';

const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  description: z.string().optional(),
  example: z.unknown().optional(),
  schema: z.unknown(),
});
const content = z.record(z.string(), z.object({ schema: z.unknown().optional() }));
const operation = z.object({
  operationId: z.string(),
  summary: z.string().default(''),
  description: z.string().default(''),
  tags: z.array(z.string()).default(['other']),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })).default({}),
});
const documentShape = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
type Doc = z.output<typeof documentShape>;
type Described = z.output<typeof operation> & { path: string; method: string; tag: string };

/** What a reader of the page asked for: the operations of one subject, or those in which words stand. */
export interface DocsAsked {
  tag?: string | undefined;
  q?: string | undefined;
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);
const address = ({ tag, operationId }: Described): string =>
  `/api/v1/docs?tag=${encodeURIComponent(tag)}#${encodeURIComponent(operationId)}`;

const operationsOf = ({ paths }: Doc): Described[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, op]) => ({ ...op, path, method, tag: op.tags[0] ?? 'other' })),
  );

const exampleText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const formShape = z.object({
  properties: z.record(z.string(), z.looseObject({ format: z.string().optional() })),
  required: z.array(z.string()),
});
/** The parts of a form as they are typed: what it needs, its file by name. */
function formParts(form: unknown): string[] {
  const read = formShape.safeParse(form);
  if (!read.success) return [];
  return Object.entries(read.data.properties).flatMap(([name, schema]) => {
    if (schema.format === 'binary') return [`-F '${name}=@berkas'`];
    return read.data.required.includes(name) ? [`-F '${name}=${exampleText(exampleOf(schema, name))}'`] : [];
  });
}

/** A command that can be typed as it stands, with a token and an address. */
function command(op: Described, body: unknown, form: unknown): string {
  const of = ({ name, example, schema }: z.output<typeof parameter>) => exampleText(example ?? exampleOf(schema, name));
  const path = op.path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const found = op.parameters.find((one) => one.name === name && one.in === 'path');
    return found ? encodeURIComponent(of(found)) : whole;
  });
  const query = op.parameters.filter((one) => one.in === 'query' && one.required === true);
  const search = query.map((one) => `${one.name}=${encodeURIComponent(of(one))}`).join('&');
  const heads = op.parameters.filter((one) => one.in === 'header').map((one) => `-H '${one.name}: ${of(one)}'`);
  return [
    `curl -X ${op.method.toUpperCase()} "$LUMBUNG/api/v1${path}${search === '' ? '' : `?${search}`}"`,
    `-H "Authorization: Bearer $TOKEN"`,
    ...heads,
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body)}'`]),
    ...formParts(form),
  ].join(' \\\n  ');
}

function operationHtml(doc: Doc, op: Described): string {
  const resolve = (schema: unknown): unknown => {
    const ref = z.object({ $ref: z.string() }).safeParse(schema);
    return ref.success ? doc.components.schemas[ref.data.$ref.split('/').at(-1) ?? ''] : schema;
  };
  const shown = (schema: unknown): string => `<pre>${escape(typeText(resolve(schema), resolve))}</pre>`;
  const parameters = op.parameters.map(
    (one) =>
      `<li><code>${escape(one.name)}</code> (${escape(one.in)}${one.required ? ', required' : ''}): <code>${escape(typeText(one.schema, resolve))}</code> ${escape(one.description ?? '')}</li>`,
  );
  const body = op.requestBody?.content['application/json']?.schema;
  const form = op.requestBody?.content['multipart/form-data']?.schema;
  const answers = Object.entries(op.responses).filter(([status]) => status.startsWith('2'));
  const refused = Object.keys(op.responses).filter((status) => !status.startsWith('2'));
  return `<article id="${escape(op.operationId)}"><h2><a href="#${escape(op.operationId)}">${op.method.toUpperCase()} <code>${escape(op.path)}</code></a></h2>
<p><b>${escape(op.summary)}</b> <code>${escape(op.operationId)}</code></p>
${op.description
  .split('\n\n')
  .map((text) => `<p>${escape(text).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
  .join('')}${parameters.length > 0 ? `<ul>${parameters.join('')}</ul>` : ''}
${body === undefined ? '' : `<h3>Body</h3>${shown(body)}`}${form === undefined ? '' : `<h3>Form</h3>${shown(form)}`}${answers
    .map(([status, { content: given }]) => {
      const schema = given?.['application/json']?.schema;
      return `<h3>Answer ${status}</h3>${schema === undefined ? '' : shown(schema)}`;
    })
    .join('')}
<p>May refuse with ${refused.map((status) => `<code>${status}</code>`).join(', ')}.</p>
<details><summary>Example</summary><pre>${escape(command(op, body === undefined ? undefined : exampleOf(resolve(body)), form))}</pre></details></article>`;
}

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
a{color:inherit}code{overflow-wrap:anywhere}h2{font-size:1.1rem;margin:0}h3{font-size:1rem;margin:1rem 0 .2rem}article{border-top:1px solid #8886;padding:1.2rem 0}article:target{outline:2px solid}
pre{overflow:auto;font-size:.85rem;background:#8882;padding:.6rem}input,button{font:inherit;padding:.4rem .6rem}ul.columns{columns:14rem;padding:0;list-style:none}ul.columns li{padding:.25rem 0}ul.found li{padding:.3rem 0}`;
/** What the page may load: its own style, and nothing else; its form asks the same page. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

const INTRODUCTION = `<p>Send <code>Authorization: Bearer …</code> (<code>bin/lumbung token create</code>). Lists answer <code>{"data": […], "next": cursor}</code>, with <code>next</code> null at the end;
a library is told by its code or id; what is neither made, changed nor removed is done by <code>POST …/verb</code>;
refusals are <code>application/problem+json</code> with a stable <code>code</code>; edits need <code>If-Match</code> with the <code>ETag</code> that was read; a <code>POST</code>
with an <code>Idempotency-Key</code> is carried out once. Fields that are not known are refused. The machine-readable description is <a href="/api/v1/openapi.json">openapi.json</a>.</p>`;

const searchForm = (q: string): string =>
  `<form action="/api/v1/docs" role="search"><label>Search <input type="search" name="q" value="${escape(q)}" maxlength="100"></label> <button>Search</button></form>`;

function foundHtml(operations: readonly Described[], q: string): string {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = operations.filter((op) => {
    const text = `${op.method} ${op.path} ${op.operationId} ${op.summary} ${op.description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const rows = found.map(
    (op) =>
      `<li><a href="${escape(address(op))}">${op.method.toUpperCase()} <code>${escape(op.path)}</code></a> ${escape(op.summary)}</li>`,
  );
  return `<p>${found.length} of ${operations.length} operations say “${escape(q)}”.</p><ul class="found">${rows.join('')}</ul>`;
}

function subjectsHtml(operations: readonly Described[]): string {
  const rows = [...Map.groupBy(operations, ({ tag }) => tag)].map(
    ([tag, own]) => `<li><a href="/api/v1/docs?tag=${encodeURIComponent(tag)}">${escape(tag)}</a> (${own.length})</li>`,
  );
  return `<h2>Subjects</h2><ul class="columns">${rows.join('')}</ul>`;
}

/** The human page of the API, made from the same OpenAPI document: subjects, one subject, or what a search finds. Needs no script. */
export function docsPage(openApi: unknown, { tag, q = '' }: DocsAsked): string {
  const doc = documentShape.parse(openApi);
  const operations = operationsOf(doc);
  const ofTag = operations.filter((op) => op.tag === tag);
  const shown =
    ofTag.length > 0
      ? `<h1>${escape(tag ?? '')}</h1><p><a href="/api/v1/docs">All subjects</a></p>${ofTag.map((op) => operationHtml(doc, op)).join('')}`
      : `<h1>Lumbung API</h1>${INTRODUCTION}${searchForm(q)}${q.trim() === '' ? subjectsHtml(operations) : foundHtml(operations, q)}`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${ofTag.length > 0 ? `${escape(tag ?? '')} · ` : ''}Lumbung API</title><style>${STYLE}</style></head><body><main>${shown}</main></body></html>`;
}
