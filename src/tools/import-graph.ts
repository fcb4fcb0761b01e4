import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** One import, re-export or dynamic import of a file of ours. */
export interface Import {
  readonly file: string;
  /** The file it leads to, from the root of the project. */
  readonly target: string;
  /** What is taken by name; empty for a whole module. */
  readonly names: readonly string[];
  /** Gone once the types are stripped. */
  readonly typeOnly: boolean;
}

/** Every TypeScript file below a folder. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** The imports of a file, read from its syntax tree: comments, line breaks and quotes make no difference. */
export function importsOf(file: string, text = readFileSync(file, 'utf8')): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, names: readonly string[] = []): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier) || !specifier.text.startsWith('.')) return;
    found.push({ file, target: targetOf(file, specifier.text), names, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, isTypeOnly(node), namesOf(node.importClause?.namedBindings));
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, isTypeOnly(node), namesOf(node.exportClause));
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

function targetOf(file: string, specifier: string): string {
  const path = relative('.', resolve(dirname(file), specifier));
  const [typescript, react] = [path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')];
  return existsSync(react) && !existsSync(typescript) ? react : typescript;
}

function namesOf(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): string[] {
  if (!bindings || !('elements' in bindings)) return [];
  return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/** True for `import type …`, and where every name says `type` for itself. */
function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  const clause = ts.isImportDeclaration(node) ? node.importClause : node;
  if (!clause) return false;
  const bindings = ts.isExportDeclaration(clause) ? clause.exportClause : clause.namedBindings;
  const isDefault = ts.isImportClause(clause) && clause.name !== undefined;
  if (
    ts.isExportDeclaration(clause) ? clause.isTypeOnly : clause.phaseModifier === ts.SyntaxKind.TypeKeyword
  ) {
    return true;
  }
  if (isDefault || !bindings || !('elements' in bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

/**
 * The folder that a file counts as a part of: `src/cache`, `resolvers/sales`, `src/sandbox/seed`. A file that lies
 * beside such folders stands for itself.
 */
export function folderOf(file: string): string {
  const parts = file.split('/');
  const depth = file.startsWith('src/sandbox/') ? 3 : 2;
  return parts.length > depth ? parts.slice(0, depth).join('/') : file;
}

/**
 * Everything that leads back to itself, after Tarjan: each circle is a sorted list of all nodes that reach one
 * another, so two circles that touch are one.
 */
export function circlesIn(edges: readonly (readonly [from: string, to: string])[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const [from, to] of edges) targets.set(from, [...(targets.get(from) ?? []), to]);
  const indexes = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];

  /** Returns the lowest index on the stack that can be reached from here. */
  const visit = (node: string): number => {
    const index = indexes.size;
    indexes.set(node, index);
    stack.push(node);
    let lowest = index;
    for (const next of targets.get(node) ?? []) {
      if (!indexes.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, indexes.get(next) ?? lowest);
    }
    if (lowest === index) {
      const circle = stack.splice(stack.indexOf(node));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return lowest;
  };

  for (const node of targets.keys()) if (!indexes.has(node)) visit(node);
  return circles.sort((one, other) => (one.join() < other.join() ? -1 : 1));
}
