import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { BadInputError } from '../errors/BadInputError.js';
import { prepareVariables, type CoerceVariables } from '../executor/coerce-inputs.js';
import { conditionVariables, type Variables } from '../executor/plan.js';
import type { QueryLimits } from '../query-limits/limits.js';
import { InputSizes } from '../query-limits/InputSizes.js';
import { ItemCount, type LeastItems } from '../query-limits/ItemCount.js';
import { LongArguments } from '../query-limits/long-arguments.js';
import {
  costDependsOnVariables,
  costFault,
  leastCost,
  operationCost,
  type OperationCost,
} from '../query-limits/operation-cost.js';
import { Representations } from '../query-limits/representations.js';
import { excessive, protocolRefusal, refusal, refusalOf } from './refusals.js';

export interface OperationAdmissionParts {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly limits: QueryLimits;
}

/** Lets requests for an operation of a valid document in, or refuses them, before anything is resolved: on both paths. */
export class OperationAdmission {
  readonly #coerce: CoerceVariables;
  readonly #conditions: ReturnType<typeof conditionVariables>;
  readonly #representations: Representations;
  readonly #sizes: InputSizes;
  readonly #longArguments: LongArguments;
  readonly #hasFixedCost: boolean;
  /** What the request that was let in last asks for: to be read in the same turn. */
  admittedCost: OperationCost | undefined;
  /** Of an operation that costs the same whatever its variables are. */
  #fixedVerdict: Verdict | undefined;
  /** Of others, by the variables as resolvers get them: only those that are let in by what they ask for at least. */
  readonly #least = new WeakMap<object, LeastItems>();
  /** A request that the compiled path has refused comes here again, and costs nothing then. */
  readonly #refused = new WeakMap<object, GraphQLError>();

  constructor(private readonly parts: OperationAdmissionParts) {
    const { schema, document, operation } = parts;
    this.#coerce = prepareVariables(schema, operation);
    this.#conditions = conditionVariables(document, operation);
    this.#representations = new Representations(schema, document, operation);
    this.#sizes = new InputSizes(schema, document, operation);
    this.#longArguments = new LongArguments(schema, document);
    this.#hasFixedCost = !costDependsOnVariables(document);
  }

  /** @param given as they came @returns the variables as resolvers get them, or the refusal */
  admit(given: Readonly<Variables>): Variables | GraphQLError {
    const known = this.#refused.get(given);
    if (known !== undefined) return known;
    const outcome = this.#judge(given);
    if (outcome instanceof GraphQLError) this.#refused.set(given, outcome);
    return outcome;
  }

  /** The cheapest first: nothing is done with what is too much. */
  #judge(given: Readonly<Variables>): Variables | GraphQLError {
    const { maxRepresentations } = this.parts.limits;
    const count = this.#representations.count(given);
    if (count > maxRepresentations)
      return excessive({
        limit: 'QUERY_MAX_REPRESENTATIONS',
        message: `The query has ${count} representations; at most ${maxRepresentations} are allowed in one request.`,
      });
    const variables = this.#coerce(given);
    if (variables instanceof GraphQLError)
      return protocolRefusal('BAD_USER_INPUT', variables.message, { nodes: variables.nodes ?? null });
    const tooLong = this.#sizes.fault(variables);
    if (tooLong !== undefined) return refusalOf(new BadInputError(tooLong.argument, tooLong.message));
    for (const [name, node] of this.#conditions) {
      if (variables[name] === null) return protocolRefusal('BAD_USER_INPUT', NULL_CONDITION, { nodes: node });
    }
    const wrong = this.#longArguments.fault(variables);
    if (wrong !== undefined)
      return protocolRefusal('BAD_USER_INPUT', `Argument "${wrong.name.value}" has an invalid value.`, {
        nodes: wrong,
      });
    return this.#costFault(variables) ?? this.#representationsFault(variables) ?? variables;
  }

  /** The most that the operation asks for. @param variables coerced */
  costOf(variables: Variables): OperationCost {
    const { schema, document, operation } = this.parts;
    return operationCost(schema, document, operation, variables);
  }

  /** The same of a request that was refused; undefined where its variables don't tell. @param given as they came */
  costOfRefused(given: Readonly<Variables>): OperationCost | undefined {
    const variables = this.#coerce(given);
    return variables instanceof GraphQLError ? undefined : this.costOf(variables);
  }

  /**
   * What counts the items of an execution while its lists come, where the most that they may hold would be too much.
   * @param variables as `admit` gave them
   */
  itemCount(variables: Variables): ItemCount | undefined {
    const least = this.#hasFixedCost ? this.#fixedVerdict?.least : this.#least.get(variables);
    return least && new ItemCount(least, this.parts.limits.maxItems);
  }

  #costFault(variables: Variables): GraphQLError | undefined {
    const verdict = this.#fixedVerdict ?? this.#verdict(variables);
    const { fault, least, cost } = verdict;
    this.admittedCost = cost;
    if (this.#hasFixedCost) this.#fixedVerdict = verdict;
    else if (least !== undefined) this.#least.set(variables, least);
    return fault;
  }

  #verdict(variables: Variables): Verdict {
    const { schema, document, operation, limits } = this.parts;
    const cost = this.costOf(variables);
    const fault = costFault(cost, limits);
    if (fault === undefined) return { cost };
    const least = leastCost(schema, document, operation, variables);
    return costFault(least, limits) === undefined ? { cost, least } : { cost, fault: excessive(fault) };
  }

  #representationsFault(variables: Variables): GraphQLError | undefined {
    const fault = this.#representations.fault(variables);
    return fault === undefined ? undefined : refusal('BAD_USER_INPUT', fault);
  }
}

/** What is to become of a request by what it costs. */
interface Verdict {
  readonly cost: OperationCost;
  readonly fault?: GraphQLError;
  /** It is too much by what its lists may hold, but perhaps not by what they do. */
  readonly least?: LeastItems;
}

/** In the words of graphql-js, which finds it only where it comes to the field. */
const NULL_CONDITION = 'Argument "if" of non-null type "Boolean!" must not be null.';
