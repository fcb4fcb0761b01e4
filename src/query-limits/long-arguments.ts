import {
  Kind,
  TypeInfo,
  valueFromAST,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** Longer ones are looked at before anything is resolved, in characters. */
const LONG = 1_000;

interface LongArgument {
  readonly node: ArgumentNode;
  readonly type: GraphQLInputType;
}

/**
 * Long literals with variables in them. What is wrong with one is found where it is used, once for each object that has the
 * field, and graphql-js prints the whole of it each time: a page of a thousand would print it a thousand times.
 */
export class LongArguments {
  readonly #arguments: readonly LongArgument[];

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#arguments = lengthOf(document) > LONG ? find(schema, document) : [];
  }

  /** One that does not fit its type with these variables. */
  fault(variables: Variables): ArgumentNode | undefined {
    return this.#arguments.find(({ node, type }) => valueFromAST(node.value, type, variables) === undefined)
      ?.node;
  }
}

function find(schema: GraphQLSchema, document: DocumentNode): readonly LongArgument[] {
  const found: LongArgument[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      [Kind.ARGUMENT]: (node) => {
        const type = types.getArgument()?.type;
        const isLiteral = node.value.kind === Kind.OBJECT || node.value.kind === Kind.LIST;
        if (isLiteral && type != null && lengthOf(node) > LONG && hasVariable(node))
          found.push({ node, type });
      },
    }),
  );
  return found;
}

function hasVariable(node: ArgumentNode): boolean {
  let found = false;
  visit(node, {
    [Kind.VARIABLE]: () => {
      found = true;
    },
  });
  return found;
}

function lengthOf({
  loc,
}: {
  readonly loc?: { readonly start: number; readonly end: number } | undefined;
}): number {
  return loc === undefined ? Infinity : loc.end - loc.start;
}
