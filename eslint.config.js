import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: ['**/dist', 'node_modules', 'test/generated', 'docs/examples/merchant-dashboard/src/generated'],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: [
          'tsconfig.json',
          'test/tsconfig.json',
          'src/explorer/tsconfig.json',
          'docs/examples/merchant-dashboard/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Decorated classes hold only what GraphQL needs of them.
      '@typescript-eslint/no-extraneous-class': 'off',
      // Schema classes describe shapes: nothing is ever constructed from them, and resolvers give plain objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // `!= null` is the one short way to say "neither null nor undefined".
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    // What runs in each request. V8 puts such functions among what lives long, and with them all that they know
    // of the request, until it collects everything: that made answers of a hundred events a fifth slower.
    files: [
      'src/{auth,cache,clients,context,executor,http,loaders,server,subgraphs,tracing}/**/*.ts',
      'resolvers/**/*.ts',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'AssignmentExpression[left.type="MemberExpression"] > :matches(ArrowFunctionExpression, FunctionExpression)',
          message:
            'Put the function in a constant first, or keep what it needs in fields: see eslint.config.js.',
        },
        {
          selector: 'ObjectExpression > Property:matches([kind="get"], [kind="set"])',
          message: 'Make it a class: see eslint.config.js.',
        },
        {
          selector: ':function ClassDeclaration, :function ClassExpression',
          message: 'Declare the class outside of functions: see eslint.config.js.',
        },
      ],
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Answers of JSON APIs have no type of their own; tests assert their whole shape instead.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
);
