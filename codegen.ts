import type { CodegenConfig } from '@graphql-codegen/cli';
import { codegenScalars } from './schema/codegen-scalars.js';
import { trustedDocuments } from './test/support/trusted-documents.js';

/** Of each subgraph: its SDL, its example operations, and where what is made of them goes. */
const graphs = [
  { schema: 'schema/vipps.graphql', documents: 'test/operations/*.graphql', folder: 'test/generated/' },
  {
    schema: 'schema/entur.graphql',
    documents: 'test/operations/entur/*.graphql',
    folder: 'test/generated/entur/',
  },
];

const client = {
  preset: 'client',
  presetConfig: { fragmentMasking: false },
  config: {
    documentMode: 'string',
    enumsAsTypes: true,
    useTypeImports: true,
    strictScalars: true,
    scalars: {
      ...codegenScalars,
      _Any: 'unknown',
      federation__FieldSet: 'string',
      link__Import: 'unknown',
    },
  },
} as const;

const generates: CodegenConfig['generates'] = {};
for (const { folder, ...graph } of graphs) {
  generates[folder] = { ...graph, ...client };
  generates[`${folder}trusted-documents.json`] = { ...graph, preset: trustedDocuments };
}

/** Turns the printed SDLs and the example operations into typed documents, which the tests use, and lists of them for servers. */
const config: CodegenConfig = { generates, importExtension: '.js' };

export default config;
