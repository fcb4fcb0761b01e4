import { createHash } from 'node:crypto';
import type { CodegenConfig } from '@graphql-codegen/cli';
import {
  Kind,
  print,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
} from 'graphql';

type Output = Exclude<CodegenConfig['generates'][string], readonly unknown[]>;
type Preset = Exclude<Output['preset'], string | undefined>;

/**
 * Lets codegen write the manifest of trusted documents that `TRUSTED_DOCUMENTS` takes: the SHA-256 of each document to its
 * text, which is what graphql-js prints, so that clients which hash that name it alike. What codegen has for this sorts
 * the fields, and so the changes of a mutation.
 * @param asSent what a client makes of a document before it sends it
 */
export function trustedDocuments(asSent = (document: DocumentNode): DocumentNode => document): Preset {
  return {
    buildGeneratesSection: ({ baseOutputDir, schema, documents }) => [
      {
        filename: baseOutputDir,
        schema,
        documents,
        config: {},
        plugins: [{ manifest: {} }],
        pluginMap: { manifest: { plugin: (_schema, files) => manifestOf(files, asSent) } },
      },
    ],
  };
}

/** The SHA-256 of a text, as manifests have it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function manifestOf(
  files: readonly { readonly document?: DocumentNode }[],
  asSent: (document: DocumentNode) => DocumentNode,
): string {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []);
  const fragments = new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const entries = operations.map((operation) => {
    const text = print(asSent(withFragments(operation, fragments)));
    return [sha256(text), text] as const;
  });
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
}

/** An operation with the fragments that it uses behind it, in the order in which they were read: codegen has them so. */
function withFragments(
  operation: DefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): DocumentNode {
  const used = new Set<DefinitionNode>([operation]);
  for (const definition of used)
    visit(definition, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (fragment !== undefined) used.add(fragment);
      },
    });
  return {
    kind: Kind.DOCUMENT,
    definitions: [operation, ...[...fragments.values()].filter((each) => used.has(each))],
  };
}
