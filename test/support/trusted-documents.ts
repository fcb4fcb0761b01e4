import { createHash } from 'node:crypto';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { print, type DocumentNode } from 'graphql';

type Output = Exclude<CodegenConfig['generates'][string], readonly unknown[]>;
type Preset = Exclude<Output['preset'], string | undefined>;

/**
 * Lets codegen write the manifest of trusted documents that `TRUSTED_DOCUMENTS` takes: the SHA-256 of each document to its
 * text, which is what graphql-js prints, so that clients which hash that name it alike. What codegen has for this sorts
 * the fields, and so the changes of a mutation.
 */
export const trustedDocuments: Preset = {
  buildGeneratesSection: ({ baseOutputDir, schema, documents }) => [
    {
      filename: baseOutputDir,
      schema,
      documents,
      config: {},
      plugins: [{ manifest: {} }],
      pluginMap: { manifest: { plugin: (_schema, files) => manifestOf(files) } },
    },
  ],
};

/** The SHA-256 of a text, as manifests have it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function manifestOf(files: readonly { readonly document?: DocumentNode }[]): string {
  const texts = files.flatMap(({ document }) => (document === undefined ? [] : [print(document)]));
  const entries = texts.map((text) => [sha256(text), text] as const);
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
}
