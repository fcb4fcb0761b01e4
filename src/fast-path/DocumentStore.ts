import {
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
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
import { Operation } from './Operation.js';
import { ProgramStore } from './ProgramStore.js';
import type { Variables } from './plan.js';

export interface DocumentStoreParts {
  readonly schema: GraphQLSchema;
  readonly maxTokens: number;
  readonly maxDepth: number;
  readonly cost: CostLimits;
}

/** A query that may take the short way. */
export interface CompiledOperation {
  readonly name: string | undefined;
  /** The variables in the form that the operation wants; undefined when the long way must word a refusal. */
  accept(variables: Readonly<Variables>): Variables | undefined;
  readonly operation: Operation;
}

/** Rough memory of a parsed document, per character of its text. */
const BYTES_PER_CHARACTER = 100;
const MAX_DOCUMENT_BYTES = 32 * 1_048_576;
const MAX_PROGRAM_BYTES = 64 * 1_048_576;

/**
 * Parsed, validated and compiled documents. What is not plain, or not valid, takes the long way, which also words every
 * refusal.
 */
export class DocumentStore {
  readonly #operations = new LRUCache<string, CompiledOperation | 'long way'>({
    maxSize: MAX_DOCUMENT_BYTES,
    // A long comment must not push out all others.
    maxEntrySize: MAX_DOCUMENT_BYTES / 16,
    sizeCalculation: (entry, text) =>
      (typeof entry === 'string' ? 1 : BYTES_PER_CHARACTER) * (text.length + 100),
  });

  readonly #programs = new ProgramStore(MAX_PROGRAM_BYTES);

  constructor(private readonly parts: DocumentStoreParts) {}

  /** The compiled operation, or `undefined` when this request must take the long way. */
  get({ query, operationName }: Asked): CompiledOperation | undefined {
    // No document begins with the mark that keys with a name begin with.
    if (query.startsWith(NAME_MARK)) return undefined;
    const key =
      operationName === undefined ? query : `${NAME_MARK}${operationName.length}:${operationName}${query}`;
    let known = this.#operations.get(key);
    if (known === undefined) {
      known = this.#attempt(query, operationName) ?? 'long way';
      this.#operations.set(key, known);
    }
    return known === 'long way' ? undefined : known;
  }

  /** What the parser or a rule of validation throws at, the long way words. */
  #attempt(text: string, operationName: string | undefined): CompiledOperation | undefined {
    try {
      return this.#compile(text, operationName);
    } catch {
      return undefined;
    }
  }

  #compile(text: string, operationName: string | undefined): CompiledOperation | undefined {
    const { schema, maxTokens, maxDepth, cost } = this.parts;
    const document = parse(text, { maxLexicalTokens: maxTokens });
    const node = getOperationAST(document, operationName);
    if (node?.operation !== OperationTypeNode.QUERY || isIntrospection(document)) return undefined;
    if (validate(schema, document, [...specifiedRules, depthLimit(maxDepth)]).length > 0) return undefined;
    const operation = new Operation(schema, document, node, this.#programs);
    const isAllowed = (variables: Readonly<Variables>): boolean =>
      costFault(operationCost(schema, document, node, variables), cost) === undefined &&
      representationsFault(schema, document, node, variables) === undefined;
    const isAlwaysAllowed = costDependsOnVariables(document) ? undefined : isAllowed({});
    return {
      name: node.name?.value,
      accept: (variables) =>
        (isAlwaysAllowed ?? isAllowed(variables)) ? operation.coerce(variables) : undefined,
      operation,
    };
  }
}

const NAME_MARK = '\0';

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
