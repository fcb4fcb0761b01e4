import {
  buildSchema,
  execute,
  getOperationAST,
  isAbstractType,
  isEnumType,
  isObjectType,
  isScalarType,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
} from 'graphql';
import { NotPlain, type Bytes, Operation, type AnswerParts, ProgramStore, NotPlannable } from './executor.js';

export type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** What stands behind a schema's text. */
export interface Behind {
  readonly fields?: Readonly<Record<string, Readonly<Record<string, Resolver>>>>;
  readonly scalars?: Readonly<Record<string, (value: unknown) => unknown>>;
  /** What resolvers give for the values of an enum. */
  readonly enums?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly abstract?: Readonly<Record<string, GraphQLTypeResolver<unknown, unknown>>>;
}

export function schemaOf(text: string, { fields, scalars, enums, abstract }: Behind): GraphQLSchema {
  const schema = buildSchema(text);
  for (const [name, resolvers] of Object.entries(fields ?? {})) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`no object type ${name}`);
    for (const [field, resolver] of Object.entries(resolvers)) {
      const definition = type.getFields()[field];
      if (definition === undefined) throw new Error(`no field ${name}.${field}`);
      definition.resolve = resolver;
    }
  }
  for (const [name, serialize] of Object.entries(scalars ?? {})) {
    const type = schema.getType(name);
    if (!isScalarType(type)) throw new Error(`no scalar ${name}`);
    type.serialize = serialize;
  }
  for (const [name, values] of Object.entries(enums ?? {})) {
    const type = schema.getType(name);
    if (!isEnumType(type)) throw new Error(`no enum ${name}`);
    for (const each of type.getValues()) if (each.name in values) each.value = values[each.name];
  }
  for (const [name, resolveType] of Object.entries(abstract ?? {})) {
    const type = schema.getType(name);
    if (!isAbstractType(type)) throw new Error(`no abstract type ${name}`);
    type.resolveType = resolveType;
  }
  return schema;
}

export interface Asked {
  readonly schema: GraphQLSchema;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly context?: unknown;
}

/** An error as a caller sees it. */
export interface Told {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly locations: readonly string[];
  readonly extensions: unknown;
}

/** The data as text, so that the order of its fields counts too. */
export interface Outcome {
  readonly data: string;
  readonly errors: readonly Told[];
}

export async function plainly({ schema, query, variables, context }: Asked): Promise<Outcome> {
  const { data, errors } = await execute({
    schema,
    document: parse(query),
    variableValues: variables,
    contextValue: context,
  });
  return { data: JSON.stringify(data), errors: toldOf(errors ?? []) };
}

/** Fragments and variables without a use do no harm to an execution. */
const rules = specifiedRules.filter(({ name }) => !name.startsWith('NoUnused'));

export function isValid(schema: GraphQLSchema, document: DocumentNode): boolean {
  return validate(schema, document, rules).length === 0;
}

/** Enough for all programs of a test. */
const PROGRAM_BYTES = 100_000_000;

export function operationOf({ schema, query }: Pick<Asked, 'schema' | 'query'>): Operation {
  const document = parse(query);
  if (!isValid(schema, document)) throw new Error(`not valid: ${query}`);
  const node = getOperationAST(document);
  if (node == null) throw new Error('no operation');
  return new Operation(schema, document, node, new ProgramStore(PROGRAM_BYTES));
}

/** For an answer that is wanted to its end. */
export function wording(wordErrors: AnswerParts['wordErrors']): AnswerParts {
  return { wordErrors, isWanted: () => true };
}

export async function compiled(asked: Asked, operation = operationOf(asked)): Promise<Outcome> {
  const variables = operation.coerce(asked.variables ?? {});
  if (variables === undefined) throw new Error('the variables do not fit');
  let told: readonly Told[] = [];
  let words = '';
  const { bytes, errors } = await operation.answer(
    asked.context,
    variables,
    wording((those) => {
      told = toldOf(those);
      words = JSON.stringify(those);
      return words;
    }),
  );
  if (errors !== told.length) throw new Error(`${errors} errors counted, ${told.length} told`);
  const text = textOf(bytes);
  const head = told.length === 0 ? '{"data":' : `{"errors":${words},"data":`;
  if (!text.startsWith(head) || !text.endsWith('}\n')) throw new Error(`no answer: ${text}`);
  return { data: text.slice(head.length, -2), errors: told };
}

export function textOf(bytes: Bytes): string {
  return (typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.concat(bytes)).toString();
}

/** How the compiled execution refuses what only graphql-js can execute. */
export function isRefusal(error: unknown): boolean {
  return error instanceof NotPlain || error instanceof NotPlannable;
}

/** The outcome, or `refused`; any other failure is one. */
export async function compiledOrRefused(asked: Asked): Promise<Outcome | 'refused'> {
  try {
    return await compiled(asked);
  } catch (error) {
    if (isRefusal(error)) return 'refused';
    throw error;
  }
}

function toldOf(errors: readonly GraphQLError[]): Told[] {
  return errors
    .map(({ message, path, locations, extensions }) => ({
      message,
      path,
      locations: (locations ?? []).map(({ line, column }) => `${line}:${column}`),
      extensions,
    }))
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
