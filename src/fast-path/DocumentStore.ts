import {
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { depthLimit } from '../query-limits/depth-limit.js';
import {
  costDependsOnVariables,
  costFault,
  operationCost,
  type CostLimits,
} from '../query-limits/operation-cost.js';
import { representationsFault } from '../query-limits/representations.js';
import type { Asked } from './fast-path.js';

export interface DocumentStoreParts {
  readonly schema: GraphQLSchema;
  readonly maxTokens: number;
  readonly maxDepth: number;
  readonly cost: CostLimits;
}

type Variables = Readonly<Record<string, unknown>>;

/** A document that may take the fast path, compiled for one of its operations. */
export interface CompiledOperation {
  readonly name: string | undefined;
  /** False when the query asks for more items than allowed: the long way words the refusal. */
  isWithinLimits(variables: Variables): boolean;
  execute(context: unknown, variables: Variables): ExecutionResult | Promise<ExecutionResult>;
}

/** Rough memory of a compiled document, per character of its text. */
const BYTES_PER_CHARACTER = 200;
const MAX_BYTES = 64 * 1_048_576;

/**
 * Parsed, validated and compiled documents. A document is compiled when it comes a second time: the first time, and
 * whenever anything about it is not plain, it takes the long way, which also words every refusal.
 */
export class DocumentStore {
  readonly #operations = new LRUCache<string, CompiledOperation | 'seen' | 'long way'>({
    maxSize: MAX_BYTES,
    sizeCalculation: (entry, text) =>
      (typeof entry === 'string' ? 1 : BYTES_PER_CHARACTER) * (text.length + 100),
  });

  constructor(private readonly parts: DocumentStoreParts) {}

  /** The compiled operation, or `undefined` when this request must take the long way. */
  get({ query, operationName, variables }: Asked): CompiledOperation | undefined {
    const key = operationName === undefined ? query : `${operationName}\n${query}`;
    const known = this.#operations.get(key);
    if (typeof known === 'object') return known.isWithinLimits(variables) ? known : undefined;
    if (known === undefined) this.#operations.set(key, 'seen');
    if (known !== 'seen') return undefined;
    const compiled = this.#compile(query, operationName);
    this.#operations.set(key, compiled ?? 'long way');
    return compiled?.isWithinLimits(variables) === true ? compiled : undefined;
  }

  #compile(text: string, operationName: string | undefined): CompiledOperation | undefined {
    const { schema, maxTokens, maxDepth, cost } = this.parts;
    let document: DocumentNode;
    try {
      document = parse(text, { maxLexicalTokens: maxTokens });
    } catch {
      return undefined;
    }
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== OperationTypeNode.QUERY || isIntrospection(document)) return undefined;
    if (validate(schema, document, [...specifiedRules, depthLimit(maxDepth)]).length > 0) return undefined;
    const compiled = compileQuery(schema, document, operationName, {
      customJSONSerializer: false,
      disablingCapturingStackErrors: true,
    });
    if (!isCompiledQuery(compiled)) return undefined;
    const isAllowed = (variables: Variables): boolean =>
      costFault(operationCost(schema, document, operation, variables), cost) === undefined &&
      representationsFault(schema, document, operation, variables) === undefined;
    const isAlwaysAllowed = costDependsOnVariables(document) ? undefined : isAllowed({});
    return {
      name: operation.name?.value,
      isWithinLimits: (variables) => isAlwaysAllowed ?? isAllowed(variables),
      execute: (context, variables) => compiled.query(undefined, context, { ...variables }),
    };
  }
}

/** Introspection is rare and has rules of its own. */
function isIntrospection(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type' || name.value === '_service') found = true;
    },
  });
  return found;
}
