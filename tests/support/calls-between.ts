import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../..');

/** Something that a file declares at its top: a function, a constant. */
export interface Declared {
  /** From the root of the project. */
  file: string;
  name: string;
}
interface Source {
  declared: Map<string, ts.Node>;
  imports: Map<string, { file: string; name: string }>;
  exports: Map<string, { file: string; name: string }>;
}

/** Where an import leads to among our own files; undefined = to a package. */
function placeOf(specifier: string, from: string): string | undefined {
  const own = [
    [/^\./, join(dirname(from), specifier)],
    [/^#(modules|platform|shared|web)\//, join(ROOT, 'src', specifier.slice(1))],
  ] as const;
  const base = own.find(([rule]) => rule.test(specifier))?.[1];
  const tries = base === undefined ? [] : [base, `${base}.ts`, join(base, 'index.ts')];
  return tries.find((one) => one.endsWith('.ts') && existsSync(one));
}

const namesOf = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((one) => (ts.isBindingElement(one) ? namesOf(one.name) : []));

function declaredBy(statement: ts.Statement): [string, ts.Node][] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((one) =>
      namesOf(one.name).map((name): [string, ts.Node] => [name, one]),
    );
  }
  const named = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return named && statement.name ? [[statement.name.text, statement]] : [];
}

/** Adds the names that stand for something in a piece of code; names of properties do not. */
function addNames(node: ts.Node, names: Set<string>): Set<string> {
  if (ts.isIdentifier(node)) {
    const { parent } = node;
    const isProperty =
      (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
      (ts.isPropertyAssignment(parent) && parent.name === node);
    if (!isProperty) names.add(node.text);
  }
  ts.forEachChild(node, (child) => void addNames(child, names));
  return names;
}

/** Who calls whom among the files below `src`, by their names: no types, no values that are handed on. */
export class Calls {
  readonly #sources = new Map<string, Source>();
  readonly #writes = new Map<string, boolean>();
  readonly #called = new WeakMap<ts.Node, Declared[]>();

  /** The piece of code behind a name. */
  nodeOf({ file, name }: Declared): ts.Node | undefined {
    return this.#source(file).declared.get(name);
  }

  /** All that is reached from a piece of code of a file, itself left out. @param until goes no further behind these */
  reachedFrom(file: string, node: ts.Node, until: (one: Declared) => boolean = () => false): Declared[] {
    const found = new Map<string, Declared>();
    const ahead = this.#calledBy(file, node);
    for (let one = ahead.pop(); one; one = ahead.pop()) {
      const key = `${one.file} ${one.name}`;
      if (found.has(key)) continue;
      found.set(key, one);
      const behind = until(one) ? undefined : this.nodeOf(one);
      if (behind) ahead.push(...this.#calledBy(one.file, behind));
    }
    return [...found.values()];
  }

  /** Does it change what is kept? */
  writes(one: Declared): boolean {
    const key = `${one.file} ${one.name}`;
    const known = this.#writes.get(key);
    if (known !== undefined) return known;
    const node = this.nodeOf(one);
    const all = node ? [one, ...this.reachedFrom(one.file, node)] : [];
    const answer = all.some((each) => {
      const text = this.nodeOf(each)?.getText() ?? '';
      return each.name === 'recordAudit' || /\.(insertInto|updateTable|deleteFrom)\(/.test(text);
    });
    this.#writes.set(key, answer);
    return answer;
  }

  #calledBy(file: string, node: ts.Node): Declared[] {
    const known = this.#called.get(node);
    if (known) return [...known];
    const { imports, declared } = this.#source(file);
    const found = [...addNames(node, new Set())].flatMap((name) => {
      const imported = imports.get(name);
      if (imported) return this.#exported(imported) ?? [];
      return declared.has(name) && declared.get(name) !== node ? [{ file, name }] : [];
    });
    this.#called.set(node, found);
    return [...found];
  }

  /** Through the doors to the file that declares it. */
  #exported({ file, name }: Declared): Declared | undefined {
    const { declared, exports } = this.#source(file);
    if (declared.has(name)) return { file, name };
    const further = exports.get(name);
    return further && this.#exported(further);
  }

  #source(file: string): Source {
    const known = this.#sources.get(file);
    if (known) return known;
    const source: Source = { declared: new Map(), imports: new Map(), exports: new Map() };
    this.#sources.set(file, source);
    const text = readFileSync(join(ROOT, file), 'utf8');
    for (const one of ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements) {
      for (const [name, node] of declaredBy(one)) source.declared.set(name, node);
      if (ts.isImportDeclaration(one)) {
        const names = one.importClause?.namedBindings;
        if (names && ts.isNamedImports(names)) this.#note(file, source.imports, one.moduleSpecifier, names.elements);
      } else if (ts.isExportDeclaration(one) && one.moduleSpecifier) {
        const names = one.exportClause;
        if (names && ts.isNamedExports(names)) this.#note(file, source.exports, one.moduleSpecifier, names.elements);
      }
    }
    return source;
  }

  #note(
    from: string,
    into: Source['imports'],
    specifier: ts.Expression,
    names: ts.NodeArray<ts.ImportSpecifier | ts.ExportSpecifier>,
  ): void {
    const place = ts.isStringLiteral(specifier) ? placeOf(specifier.text, join(ROOT, from)) : undefined;
    if (place === undefined) return;
    const file = place.slice(ROOT.length + 1);
    for (const { name, propertyName, isTypeOnly } of names) {
      if (!isTypeOnly) into.set(name.text, { file, name: (propertyName ?? name).text });
    }
  }
}

/** The form actions of a page, each with its piece of code. */
export function actionsOf(calls: Calls, file: string): { name: string; node: ts.Node }[] {
  const declared = calls.nodeOf({ file, name: 'actions' });
  if (!declared || !ts.isVariableDeclaration(declared)) return [];
  let made = declared.initializer;
  while (made && (ts.isSatisfiesExpression(made) || ts.isParenthesizedExpression(made))) made = made.expression;
  if (!made || !ts.isObjectLiteralExpression(made)) return [{ name: '*', node: declared }];
  return made.properties.map((one) => ({ name: one.name?.getText() ?? one.getText().slice(0, 30), node: one }));
}
