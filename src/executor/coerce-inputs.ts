import {
  coerceInputValue,
  getArgumentValues,
  isInputType,
  isNonNullType,
  Kind,
  typeFromAST,
  valueFromAST,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Variables } from './plan.js';
import { UnsupportedOperation } from './unsupported.js';

/**
 * Prepares the coercion of an operation's variables: what graphql-js works out anew for each execution is known here.
 * @returns gives the variables as resolvers get them; undefined when they don't fit their types
 */
export function prepareVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): (given: Readonly<Variables>) => Variables | undefined {
  const prepared = variableDefinitions.map(({ variable, type: typeNode, defaultValue }) => {
    const type = typeFromAST(schema, typeNode);
    if (!isInputType(type)) throw new UnsupportedOperation('a variable of no input type');
    return { name: variable.name.value, type, isRequired: isNonNullType(type), defaultValue };
  });
  return (given) => {
    const coerced: Variables = {};
    const faults: unknown[] = [];
    for (const { name, type, isRequired, defaultValue } of prepared) {
      if (!Object.hasOwn(given, name)) {
        // Made anew, as objects and lists are the resolvers' own.
        if (defaultValue !== undefined) coerced[name] = valueFromAST(defaultValue, type);
        else if (isRequired) return undefined;
        continue;
      }
      coerced[name] = coerceInputValue(given[name], type, (_path, _value, fault) => {
        faults.push(fault);
      });
    }
    return faults.length === 0 ? coerced : undefined;
  };
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
