import ts from 'typescript';
import type { Manifest } from './files.js';

/**
 * What is wrong with manifests, field by field. The JSON schemas of Kubernetes let fields pass that they don't know; as
 * literals of its types, misspelt ones are faults too.
 */
export function typeFaults(manifests: readonly Manifest[]): readonly string[] {
  const source = manifests
    .map((manifest, index) => {
      const { apiVersion, kind } = manifest;
      return `import type { I${kind} as T${index} } from 'kubernetes-models/${apiVersion}';
export const m${index}: T${index} = ${JSON.stringify(manifest)};`;
    })
    .join('\n');
  const file = new URL('manifests.generated.ts', import.meta.url).pathname;
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  const program = ts.createProgram([file], options, {
    ...host,
    fileExists: (name) => name === file || host.fileExists(name),
    getSourceFile: (name, ...rest) =>
      name === file
        ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2023)
        : getSourceFile(name, ...rest),
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
