import ts from 'typescript';
import { readFileSync } from 'node:fs';
import { sourceFiles } from '../../src/tools/import-graph.js';

/** The paths that clients and token issuers call, read from their sources, with `{}` for each id in them. */
export function calledPaths(): readonly string[] {
  const files = ['src/clients', 'src/auth']
    .flatMap((folder) => sourceFiles(folder))
    // Those only name them.
    .filter((file) => !file.endsWith('/routes.ts'));
  return [...new Set(files.flatMap((file) => pathsIn(file, readFileSync(file, 'utf8'))))].sort();
}

/** The same of one file: its literals that begin like a path, without the query that is put behind. */
export function pathsIn(file: string, text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isStringLiteral(node)) found.push(node.text);
    else if (ts.isTemplateExpression(node)) found.push(templated(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found.filter((path) => /^\/[a-z]/.test(path)).map((path) => path.split('?')[0] ?? path);
}

function templated({ head, templateSpans }: ts.TemplateExpression): string {
  return templateSpans.reduce((whole, { expression, literal }) => {
    const isQuery = ts.isCallExpression(expression) && !whole.endsWith('/');
    return `${whole}${isQuery ? '' : '{}'}${literal.text}`;
  }, head.text);
}
