import { addTypenameToDocument } from '@apollo/client/utilities';
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
  generates[`${folder}trusted-documents.json`] = { ...graph, preset: trustedDocuments() };
}

const DASHBOARD = 'docs/examples/merchant-dashboard/src';
/** A client of its own: what Apollo Client advises, one file of types and documents without a function by which to look them up. */
const dashboard = {
  schema: 'schema/vipps.graphql',
  documents: `${DASHBOARD}/operations/*.graphql`,
  config: {
    enumType: 'string-literal',
    useTypeImports: true,
    nonOptionalTypename: true,
    skipTypeNameForRoot: true,
    defaultScalarType: 'unknown',
    strictScalars: true,
    scalars: { ...client.config.scalars, Decimal: '`${number}`' },
  },
};
generates[`${DASHBOARD}/generated/graphql.ts`] = {
  ...dashboard,
  plugins: ['typescript-operations', 'typed-document-node'],
};
generates[`${DASHBOARD}/generated/trusted-documents.json`] = {
  ...dashboard,
  preset: trustedDocuments(addTypenameToDocument),
};

/** Turns the printed SDLs and the example operations into typed documents, which the tests use, and lists of them for servers. */
const config: CodegenConfig = { generates, importExtension: '.js' };

export default config;
