import { createHash } from 'node:crypto';
import { z } from 'zod';

const operation = z.object({
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: z.unknown() }))
    .optional(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()).optional(),
});
const documentShape = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)).default({}),
});

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);
const json = (value: unknown): string => `<pre>${escape(JSON.stringify(value, null, 1))}</pre>`;

function operationHtml(path: string, method: string, op: z.infer<typeof operation>): string {
  const parameters = (op.parameters ?? [])
    .map((p) => `<li><code>${escape(p.name)}</code> (${escape(p.in)}${p.required ? ', required' : ''})</li>`)
    .join('');
  return `<details><summary><b>${method.toUpperCase()}</b> <code>/api/v1${escape(path)}</code> ${escape(op.summary ?? '')}</summary>
${op.description ? `<p>${escape(op.description)}</p>` : ''}${parameters ? `<ul>${parameters}</ul>` : ''}
${op.requestBody ? `<h4>Body</h4>${json(op.requestBody)}` : ''}<h4>Answers</h4>${json(op.responses ?? {})}</details>`;
}

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
summary{cursor:pointer;padding:.6rem 0}details{border-top:1px solid #8886}pre{overflow:auto;font-size:.8rem;background:#8882;padding:.6rem}`;
/** What the page may load: its own style, and nothing else. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The human page of the API, made from the same OpenAPI document; needs no script. */
export function docsPage(openApi: unknown): string {
  const doc = documentShape.parse(openApi);
  const byTag = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(doc.paths)) {
    for (const [method, op] of Object.entries(methods)) {
      const tag = op.tags?.[0] ?? 'other';
      byTag.set(tag, [...(byTag.get(tag) ?? []), operationHtml(path.replace(/^\/api\/v1/, ''), method, op)]);
    }
  }
  const sections = [...byTag].map(([tag, ops]) => `<section><h2>${escape(tag)}</h2>${ops.join('')}</section>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Lumbung API</title><style>${STYLE}</style></head>
<body><main><h1>Lumbung API</h1><p>Send <code>Authorization: Bearer …</code> (<code>bin/lumbung token create</code>). Lists answer <code>{"data": […], "next": cursor}</code>;
refusals are <code>application/problem+json</code> with a stable <code>code</code>; edits need <code>If-Match</code> with the <code>ETag</code> that was read.
The machine-readable description is <a href="/api/v1/openapi.json">openapi.json</a>.</p>${sections}</main></body></html>`;
}
