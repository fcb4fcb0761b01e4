import type { CodegenConfig } from '@graphql-codegen/cli';
import { codegenScalars } from './schema/shared/codegen-scalars.js';
import { trustedDocuments } from './test/support/trusted-documents.js';

/** Turns the printed SDL and the example operations into typed documents, which the tests use, and a list of them for servers. */
const config: CodegenConfig = {
  schema: 'schema/vipps.graphql',
  documents: 'test/operations/*.graphql',
  generates: {
    'test/generated/': {
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
    },
    'test/generated/trusted-documents.json': { preset: trustedDocuments },
  },
  importExtension: '.js',
};

export default config;
