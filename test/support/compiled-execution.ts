import {
  buildSchema,
  execute,
  GraphQLError,
  getOperationAST,
  isAbstractType,
  isEnumType,
  isObjectType,
  isScalarType,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
} from 'graphql';
import {
  CompiledOperation,
  prepareVariables,
  ProgramCache,
  UnsupportedOperation,
  UnsupportedValue,
  type CompiledOperationParts,
  type Execution,
  type ExecutionParts,
  type Payload,
} from './executor.js';
import { limitsWith } from './limits.js';
import { isBounded } from '../../src/query-limits/operation-cost.js';

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

export function operationOf({ schema, query }: Pick<Asked, 'schema' | 'query'>): CompiledOperation {
  const document = parse(query);
  if (!isValid(schema, document)) throw new Error(`not valid: ${query}`);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error('no operation');
  return compile({ schema, document, operation });
}

/** An operation with programs of its own. */
export function compile(
  parts: Pick<CompiledOperationParts, 'schema' | 'document' | 'operation'>,
): CompiledOperation {
  return new CompiledOperation({
    ...parts,
    programs: new ProgramCache(PROGRAM_BYTES),
    isLongList: isBounded,
  });
}

/** For a response that is wanted to its end, from generated code that has no fault; it may refuse a value. */
export function formatting(formatErrors: ExecutionParts['formatErrors']): ExecutionParts {
  return {
    limits: { ...limitsWith(), maxErrors: 1e9 },
    isOverdue: () => false,
    formatErrors,
    isWanted: () => true,
    onFault: (fault) => {
      if (!(fault instanceof UnsupportedValue))
        throw new Error('the generated code has a fault', { cause: fault });
    },
  };
}

/** Prepares and executes an operation, as the server does. */
export async function executed(
  operation: CompiledOperation,
  { context, variables = {} }: Omit<Asked, 'schema' | 'query'>,
  parts: ExecutionParts,
): Promise<Execution> {
  return operation.execute(operation.prepare(variables), context, variables, parts);
}

export async function compiled(asked: Asked, operation = operationOf(asked)): Promise<Outcome> {
  const node = getOperationAST(parse(asked.query));
  if (node == null) throw new Error('no operation');
  const variables = prepareVariables(asked.schema, node)(asked.variables ?? {});
  if (variables instanceof GraphQLError) throw new Error('the variables do not fit', { cause: variables });
  let told: readonly Told[] = [];
  let words = '';
  const { payload, errors } = await executed(
    operation,
    { context: asked.context, variables },
    formatting((those) => {
      told = toldOf(those);
      words = JSON.stringify(those);
      return words;
    }),
  );
  if (errors !== told.length) throw new Error(`${errors} errors counted, ${told.length} told`);
  const text = textOf(payload);
  const head = told.length === 0 ? '{"data":' : `{"errors":${words},"data":`;
  if (!text.startsWith(head) || !text.endsWith('}\n')) throw new Error(`no response: ${text}`);
  return { data: text.slice(head.length, -2), errors: told };
}

export function textOf(payload: Payload): string {
  return (typeof payload === 'string' ? Buffer.from(payload, 'latin1') : Buffer.concat(payload)).toString();
}

/** How the compiled execution refuses what only graphql-js can execute. */
export function isRefusal(error: unknown): boolean {
  return error instanceof UnsupportedValue || error instanceof UnsupportedOperation;
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
