import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);
const root = resolve(import.meta.dirname, '..');
const day = join(root, 'docs/client/a-day.ts');
const expectedTypes = join(root, 'docs/client/lumbung-api.d.ts');
const run = promisify(execFile);

let origin = '';
let types = '';
const kept = mkdtempSync(join(tmpdir(), 'lumbung-client-'));
beforeAll(async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  const bibId = await makeBib(t.ctx(), { title: 'Laskar Pelangi', author: 'Andrea Hirata' });
  await makeItem(t.ctx(), { bibId, libraryId });
  origin = await api.listen();
  const out = join(kept, 'lumbung-api.d.ts');
  await run(process.execPath, ['scripts/generate-client.mjs', `${origin}/api/v1/openapi.json`, out], { cwd: root });
  types = readFileSync(out, 'utf8');
});
afterAll(() => rmSync(kept, { recursive: true, force: true }));

/** The client as a program of its own, with the types where `npm run client` puts them. @param text instead of what stands in its file */
function compiled(text?: string): ts.Program {
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
    ...{ target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext, lib: ['lib.es2024.d.ts', 'lib.dom.d.ts'] },
    ...{ moduleResolution: ts.ModuleResolutionKind.Bundler, allowImportingTsExtensions: true, types: ['node'] },
  };
  const host = ts.createCompilerHost(options);
  const onDisk = ts.createCompilerHost(options);
  const own = (name: string): string | undefined =>
    name === expectedTypes ? types : name === day && text !== undefined ? text : undefined;
  host.readFile = (name) => own(name) ?? onDisk.readFile(name);
  host.fileExists = (name) => own(name) !== undefined || onDisk.fileExists(name);
  host.getSourceFile = (name, target) => {
    const content = host.readFile(name);
    return content === undefined ? undefined : ts.createSourceFile(name, content, target);
  };
  return ts.createProgram([day], options, host);
}
const errorsOf = (program: ts.Program): string[] =>
  ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));

test('a client in TypeScript compiles against the description of the API, and knows the type of all that it says', () => {
  const program = compiled();
  expect(errorsOf(program)).toEqual([]);
  const checker = program.getTypeChecker();
  const unknownTypes: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) unknownTypes.push(node.text);
    ts.forEachChild(node, look);
  };
  const file = program.getSourceFile(day);
  if (!file) throw new Error('the client is not in its program');
  look(file);
  expect(unknownTypes).toEqual([]);
}, 60_000);

test('what the API does not know, and what it asks for and is not said, does not compile', () => {
  const text = readFileSync(day, 'utf8')
    .replace('itemBarcode: copy.barcode, library', 'barcode: copy.barcode, library')
    .replace(", header: { 'If-Match': version }", '');
  expect(errorsOf(compiled(text))).toEqual([
    expect.stringContaining("'header' is missing") as unknown,
    expect.stringContaining("'barcode' does not exist") as unknown,
  ]);
}, 60_000);

test('it goes through a day of a library over HTTP', async () => {
  const { stdout } = await run(process.execPath, [day], {
    cwd: root,
    env: { ...process.env, LUMBUNG: origin, TOKEN: api.token, LIBRARY: 'kota' },
  });
  const told = z
    .looseObject({ member: z.looseObject({ number: z.string() }), members: z.array(z.string()) })
    .parse(JSON.parse(stdout));
  const { number } = told.member;
  expect(told).toMatchObject({
    by: 'admin',
    title: 'Laskar Pelangi',
    member: { again: number, otherwise: 'platform.key_reused' },
    edit: { phone: '0812 3456 7890', late: 'platform.version_conflict', status: 412 },
    back: { status: 'returned', goes: 'hold_shelf' },
  });
  // made once, although it was sent twice; and nobody is in two pages
  expect(told.members).toHaveLength(2);
  expect(new Set(told.members).size).toBe(2);
});
