import {
  coerceInputValue,
  getArgumentValues,
  GraphQLError,
  isInputType,
  isNonNullType,
  Kind,
  typeFromAST,
  valueFromAST,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { findLargeLeaves, type LargeLeaf } from './large-inputs.js';
import type { Variables } from './plan.js';
import { shownReason, shownValue } from './shown-value.js';
import { UnsupportedOperation } from './unsupported.js';

/** Variables as resolvers get them, or the first fault in what was given. */
export type CoerceVariables = (given: Readonly<Variables>) => Variables | GraphQLError;

/**
 * Prepares the coercion of an operation's variables: what graphql-js works out anew for each execution is known here.
 * @returns stops at the first fault, and says it as graphql-js does, but shows no more than the beginning of a value
 */
export function prepareVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): CoerceVariables {
  const prepared = variableDefinitions.map((node) => {
    const type = typeFromAST(schema, node.type);
    if (!isInputType(type)) throw new UnsupportedOperation('a variable of no input type');
    return { name: node.variable.name.value, type, isRequired: isNonNullType(type), node };
  });
  return (given) => {
    const coerced: Variables = {};
    for (const { name, type, isRequired, node } of prepared) {
      if (!Object.hasOwn(given, name)) {
        // Made anew, as objects and lists are the resolvers' own.
        if (node.defaultValue !== undefined) coerced[name] = valueFromAST(node.defaultValue, type);
        else if (isRequired) return fault(node, ` of required type "${String(type)}" was not provided.`);
        continue;
      }
      const value = given[name];
      if (value === null && isRequired)
        return fault(node, ` of non-null type "${String(type)}" must not be null.`);
      try {
        findLargeLeaves(value, type, refuseLargeLeaf);
        coerced[name] = coerceInputValue(value, type, stop);
      } catch (error) {
        if (!(error instanceof InputFault)) throw error;
        const { path, invalid, reason } = error;
        const place = path.length === 0 ? '' : ` at "${name}${path.map(step).join('')}"`;
        return fault(
          node,
          ` got invalid value ${shownValue(invalid)}${place}; ${shownReason(reason.message, invalid)}`,
        );
      }
    }
    return coerced;
  };
}

function fault(node: VariableDefinitionNode, what: string): GraphQLError {
  return new GraphQLError(`Variable "$${node.variable.name.value}"${what}`, { nodes: node });
}

/** Thrown out of a coercion, which would otherwise go on to the end of whatever was given. */
class InputFault extends Error {
  constructor(
    readonly path: readonly (string | number)[],
    readonly invalid: unknown,
    readonly reason: GraphQLError,
  ) {
    super('a value that does not fit');
  }
}

function stop(path: readonly (string | number)[], invalid: unknown, reason: GraphQLError): never {
  throw new InputFault(path, invalid, reason);
}

/** In the words that the type has for the beginning of it. @throws InputFault unless the type takes such values */
function refuseLargeLeaf({ path, type, beginning }: LargeLeaf): void {
  coerceInputValue(beginning, type, (_path, _invalid, reason) => stop(path, beginning, reason));
}

function step(key: string | number): string {
  return typeof key === 'number' ? `[${key}]` : `.${key}`;
}

/**
 * Prepares the arguments of a field that variables decide, in the same way.
 * @returns throws a GraphQLError for arguments that don't fit, as variables of validated operations hardly ever do
 */
export function prepareArguments(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (variables: Variables) => Variables {
  const inWords = (variables: Variables): Variables => getArgumentValues(definition, node, variables);
  const prepared: PreparedArgument[] = [];
  for (const { name, type, defaultValue } of definition.args) {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    const isRequired = isNonNullType(type);
    if (value?.kind === Kind.VARIABLE) {
      prepared.push({ name, variable: value.name.value, isRequired, constant: defaultValue });
      continue;
    }
    // There may be variables within, and what it is made of is the resolvers' own.
    if (value?.kind === Kind.OBJECT || value?.kind === Kind.LIST) return inWords;
    const constant: unknown = value === undefined ? defaultValue : valueFromAST(value, type);
    if (constant !== undefined) prepared.push({ name, variable: undefined, isRequired, constant });
    else if (value !== undefined || isRequired) return inWords;
  }
  return (variables) => {
    const args: Variables = {};
    for (const { name, variable, isRequired, constant } of prepared) {
      const isGiven = variable !== undefined && Object.hasOwn(variables, variable);
      const value = isGiven ? variables[variable] : constant;
      if (value === undefined && !isGiven && !isRequired) continue;
      if (value === undefined || (value === null && isRequired)) return inWords(variables);
      args[name] = value;
    }
    return args;
  };
}

interface PreparedArgument {
  readonly name: string;
  /** Decides it when it is given. */
  readonly variable: string | undefined;
  /** Its value otherwise; undefined = none. */
  readonly constant: unknown;
  readonly isRequired: boolean;
}
