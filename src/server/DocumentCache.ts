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
import { CompiledOperation } from '../executor/CompiledOperation.js';
import type { Variables } from '../executor/plan.js';
import { ProgramCache } from '../executor/ProgramCache.js';
import { UnsupportedOperation } from '../executor/unsupported.js';
import { depthLimit } from '../query-limits/depth-limit.js';
import {
  costDependsOnVariables,
  costFault,
  isBounded,
  operationCost,
  type CostLimits,
} from '../query-limits/operation-cost.js';
import { representationsFault } from '../query-limits/representations.js';
import type { FallBackReason } from './FallBacks.js';
import type { GraphQLRequest } from './graphql-request.js';

export interface DocumentCacheParts {
  readonly schema: GraphQLSchema;
  readonly maxTokens: number;
  readonly maxDepth: number;
  readonly cost: CostLimits;
  /** Told of faults of the compiler. */
  readonly onFault: (fault: unknown) => void;
}

/** An operation of a valid document, with its compiled form. */
export interface PreparedOperation {
  readonly name: string | undefined;
  readonly kind: OperationTypeNode;
  readonly compiled: CompiledOperation;
  /** Whether these variables keep it within the limits. */
  isAllowed(variables: Readonly<Variables>): boolean;
}

/** Rough memory of a parsed document, per character of its text. */
const BYTES_PER_CHARACTER = 100;
const MAX_DOCUMENT_BYTES = 32 * 1_048_576;
const MAX_PROGRAM_BYTES = 64 * 1_048_576;

/** Parsed, validated and compiled documents. What is left to Apollo Server is remembered with its reason. */
export class DocumentCache {
  readonly #operations = new LRUCache<string, PreparedOperation | FallBackReason>({
    maxSize: MAX_DOCUMENT_BYTES,
    // A long comment must not push out all others.
    maxEntrySize: MAX_DOCUMENT_BYTES / 16,
    sizeCalculation: (entry, text) =>
      (typeof entry === 'string' ? 1 : BYTES_PER_CHARACTER) * (text.length + 100),
  });

  readonly #programs = new ProgramCache(MAX_PROGRAM_BYTES);

  constructor(private readonly parts: DocumentCacheParts) {}

  /** The prepared operation, or why Apollo Server must answer. */
  get({ query, operationName }: GraphQLRequest): PreparedOperation | FallBackReason {
    // No document begins with the mark that keys with a name begin with.
    if (query.startsWith(NAME_MARK)) return 'document';
    const key =
      operationName === undefined ? query : `${NAME_MARK}${operationName.length}:${operationName}${query}`;
    let known = this.#operations.get(key);
    if (known === undefined) {
      known = this.#attempt(query, operationName);
      this.#operations.set(key, known);
    }
    return known;
  }

  /** What the parser or a rule of validation throws at, Apollo Server words. */
  #attempt(text: string, operationName: string | undefined): PreparedOperation | FallBackReason {
    const { schema, maxTokens, maxDepth, onFault } = this.parts;
    let document: DocumentNode;
    try {
      document = parse(text, { maxLexicalTokens: maxTokens });
      const node = getOperationAST(document, operationName);
      if (node == null) return 'document';
      if (node.operation === OperationTypeNode.SUBSCRIPTION) return 'subscription';
      if (isIntrospection(document)) return 'introspection';
      if (validate(schema, document, [...specifiedRules, depthLimit(maxDepth)]).length > 0) return 'document';
    } catch {
      return 'document';
    }
    try {
      return this.#compile(document, operationName);
    } catch (error) {
      if (error instanceof UnsupportedOperation) return 'unsupported operation';
      onFault(error);
      return 'compiler fault';
    }
  }

  #compile(document: DocumentNode, operationName: string | undefined): PreparedOperation | FallBackReason {
    const { schema, cost } = this.parts;
    const operation = getOperationAST(document, operationName);
    if (operation == null) return 'document';
    const isAllowed = (variables: Readonly<Variables>): boolean =>
      costFault(operationCost(schema, document, operation, variables), cost) === undefined &&
      representationsFault(schema, document, operation, variables) === undefined;
    const isAlwaysAllowed = costDependsOnVariables(document) ? undefined : isAllowed({});
    return {
      name: operation.name?.value,
      kind: operation.operation,
      isAllowed: (variables) => isAlwaysAllowed ?? isAllowed(variables),
      compiled: new CompiledOperation({
        schema,
        document,
        operation,
        programs: this.#programs,
        isLongList: isBounded,
      }),
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
